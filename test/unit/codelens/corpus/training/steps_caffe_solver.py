import caffe

caffe.set_mode_gpu()
solver = caffe.AdamSolver("solver.prototxt")

for epoch in range(100):  # lens
    for step in range(2307):
        solver.step(1)
    solver.net.save("snapshot_%d.caffemodel" % epoch)
