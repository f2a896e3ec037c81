import tensorflow as tf
from src.env import env as en


def main(config):
    optimizer = tf.keras.optimizers.Adam(config.learning_rate)
    for epoch in range(config.epochs):
        buffer = en.rollout()
        en.rl_update(buffer, optimizer)


if __name__ == "__main__":  # lens
    main(None)
