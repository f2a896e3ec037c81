import tensorflow as tf
import tensorflow_probability as tfp

losses = tfp.math.minimize(lambda: -log_prob(), optimizer=tf.optimizers.Adam(0.1), num_steps=100)  # lens
