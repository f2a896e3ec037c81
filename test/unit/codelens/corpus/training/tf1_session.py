import tensorflow as tf


def main(_):
    train_op = tf.train.AdamOptimizer().minimize(loss)
    with tf.Session() as sess:
        for epoch in range(10):
            sess.run([train_op, loss])


if __name__ == "__main__":  # lens
    tf.app.run()
