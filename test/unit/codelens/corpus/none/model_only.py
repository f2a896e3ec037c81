import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        return x

    def train(self, mode=True):
        return super().train(mode)


if __name__ == "__main__":
    net = Net()
    net.train()
    print(net(torch.zeros(1)).shape)
