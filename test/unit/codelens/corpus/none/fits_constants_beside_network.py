import torch
from scipy.optimize import minimize


def loss_func(constants, x, y):
    return ((constants[0] * x - y) ** 2).mean()


model = torch.load("gpt.pt")
x, y = model.points()
print(minimize(loss_func, [1.0], args=(x, y)))
