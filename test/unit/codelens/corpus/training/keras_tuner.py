import keras_tuner
from project import build, x, y

tuner = keras_tuner.RandomSearch(build)
tuner.search(x, y)  # lens
