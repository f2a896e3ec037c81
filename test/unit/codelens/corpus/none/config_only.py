train_batch_size = 8
fit = dict(epochs=3)
learning_rate = 1e-3
