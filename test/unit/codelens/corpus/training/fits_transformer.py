import tensorflow as tf
from transformer import Transformer

if __name__ == "__main__":  # lens
    model = Transformer(n_layer=2)
    model.compile(optimizer="adam")
    model.fit(dataset, steps_per_epoch=3, epochs=200)
