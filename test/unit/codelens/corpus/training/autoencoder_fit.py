from tensorflow.keras.models import Sequential


def autoencoder(size):
    return Sequential()


model_01 = autoencoder(size=1)
model_01.fit(x, x, epochs=10)  # lens
