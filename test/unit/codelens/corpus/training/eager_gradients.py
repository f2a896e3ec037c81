import tensorflow as tf

optimizer = tf.train.AdamOptimizer(0.01)
grad = tf.contrib.eager.implicit_gradients(lambda x: x)
num_steps = 100
for step in range(num_steps):  # lens
    optimizer.apply_gradients(grad(step))
