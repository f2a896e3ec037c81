import tensorflow as tf

sess = tf.Session()
for epoch in range(200):  # lens
    sess.run([opt.opt_op, opt.cost], feed_dict=feed)
