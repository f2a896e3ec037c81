from chainer import optimizers

optimizer = optimizers.Adam()  # learns
for batch in batches:  # lens
    optimizer.update(model, x, t)
