import torch
def train(:
    pass

def main():
    for batch in batches:
        loss.backward()
        optimizer.step()

if __name__ == "__main__":  # lens
    main()
