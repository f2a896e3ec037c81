import fire
import torch


def go(steps=10):
    for _ in range(steps):
        loss.backward()
        optimizer.step()


if __name__ == "__main__":  # lens
    fire.Fire()
