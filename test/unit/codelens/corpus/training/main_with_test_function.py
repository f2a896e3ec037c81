"""The classic: a function called test is no test."""
import torch


def test_model(model):
    model.eval()


def main():
    for batch in batches:
        loss.backward()
        optimizer.step()
    test_model(model)


if __name__ == "__main__":  # lens
    main()
