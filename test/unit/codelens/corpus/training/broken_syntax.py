import torch
def train(:
    pass

def main():
    loss.backward()
    optimizer.step()

if __name__ == "__main__":  # lens
    main()
