import torch


def train(model):
    loss.backward()
    optimizer.step()


if __name__ == "__main__":
    print(torch.__version__)
