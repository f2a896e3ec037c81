import numpy as np
import scann


def train_searcher(path):
    data = np.load(path)
    for epoch in range(1):
        searcher = scann.scann_ops_pybind.builder(data, 10, "dot_product").tree(100, 10).build()
    searcher.serialize(path)


if __name__ == "__main__":
    train_searcher("data.npy")
