import torch
from transformers import Trainer


def main():
    model = torch.load("model.pt")
    model.train(False)
    print(Trainer(model=model).evaluate())


if __name__ == "__main__":  # lens
    main()
