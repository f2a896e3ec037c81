import torch


def test(model, loader):
    for data, target in loader:
        data.requires_grad = True
        loss = model(data)
        loss.backward()
        attack(data, data.grad)


if __name__ == "__main__":
    test(load(), loader())
