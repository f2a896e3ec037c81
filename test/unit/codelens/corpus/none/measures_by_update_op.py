import tensorflow as tf

if __name__ == "__main__":
    score, update_op = tf.metrics.mean_iou(pred, truth, 3)
    with tf.Session() as sess:
        for step in range(100):
            sess.run([pred, update_op])
