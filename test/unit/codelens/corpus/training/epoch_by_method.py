import tensorflow as tf
from lab import batcher


def main(_):
    while True:
        loss, steps = model.train_epoch_h5(session, batches)


if __name__ == "__main__":  # lens
    tf.app.run(main)
