import torch


def train(args):
    torch.manual_seed(args)


if __name__ == "__main__":
    pass
