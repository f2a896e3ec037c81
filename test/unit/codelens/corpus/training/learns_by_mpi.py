import tensorflow as tf
from lab.mpi import MpiAdam
from lab.data import batches


def learn(policy, max_iters):
    adam = MpiAdam(policy.variables, epsilon=1e-5)
    for _ in range(max_iters):
        loss, gradient = policy.loss_and_gradient(next(batches))
        adam.update(gradient, 3e-4)


if __name__ == "__main__":  # lens
    learn(tf, 100)
