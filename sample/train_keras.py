"""Keras with two loggers at once: the TensorBoard callback and CSVLogger share one run's folder.

keras_logs/<name>/train and …/validation hold event files, keras_logs/<name>/history.csv the same epochs.
"""

import argparse

import keras
import numpy as np

from train_plain import HERE, load_digits


def to_arrays(examples):
    pixels, labels = zip(*examples)
    return np.array(pixels, dtype="float32"), np.array(labels)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a small perceptron on digits with Keras.")
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    keras.utils.set_random_seed(args.seed)
    train_set, val_set = map(to_arrays, load_digits())
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dropout(args.dropout),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(args.lr), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    folder = HERE / "keras_logs" / f"adam_lr{args.lr:g}_dropout{args.dropout:g}"
    folder.mkdir(parents=True, exist_ok=True)
    model.fit(
        *train_set,
        validation_data=val_set,
        epochs=args.epochs,
        verbose=2,
        callbacks=[
            keras.callbacks.TensorBoard(str(folder), write_graph=False),
            keras.callbacks.CSVLogger(str(folder / "history.csv")),
        ],
    )


if __name__ == "__main__":
    main()
