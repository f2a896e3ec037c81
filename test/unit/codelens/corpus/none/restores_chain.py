import tensorflow as tf


class Decoder:
    def train(self):
        for epoch in range(3):
            self.optimizer.minimize(self.loss)

    def decode(self, x):
        return x


decoder = Decoder()
saver = tf.train.Saver()
sess = tf.Session()
sess.run(train_iter.initializer)
print(decoder.decode(1))
