from tensorflow.keras.models import *

net = Sequential()
net.compile("adam")
net.fit(x, y)  # lens
