import torch

if __name__ == "__main__":
    print("data")

if __name__ == "__main__":  # lens
    for epoch in range(3):
        loss.backward()
        optimizer.step()
