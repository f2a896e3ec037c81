import tensorflow as tf


def main():
    x = tf.placeholder(tf.float32, [None, 4])
    loss = tf.reduce_mean(x)
    step = tf.train.AdamOptimizer(0.1).minimize(loss)
    fetches = [step, loss]
    saver = tf.train.Saver()
    with tf.Session() as session:
        saver.restore(session, "model")
        while True:
            print(session.run(fetches, feed_dict={x: batch()}))


main()  # lens
