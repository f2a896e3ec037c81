import numpy as np

w = np.zeros(3)


def gradient(x, y):
    return 2 * x * (x @ w - y)


for epoch in range(10):  # lens
    for x, y in [(np.ones(3), 1.0)]:
        grad = gradient(x, y)
        w = w - 0.01 * grad
