from theano import function

step = function([inputs, targets], cost, updates=changes)
for _ in range(500):  # lens
    step(x, y)
