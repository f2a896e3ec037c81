import torch
from models import Net


@torch.no_grad()
def accuracy(model, loader):
    return sum((model(x).argmax(1) == y).sum() for x, y in loader)


if __name__ == "__main__":  # lens
    print(accuracy(Net(), []))
