"""scikit-learn logs nothing by itself, so this loop writes a CSV as people do by hand."""

import argparse
import csv

import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler

from train_plain import HERE, load_digits


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a linear classifier on digits, one partial_fit an epoch.")
    parser.add_argument("--alpha", type=float, default=1e-3, help="strength of the L2 penalty")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    (x_train, y_train), (x_val, y_val) = ([np.array(a) for a in zip(*part)] for part in load_digits())
    scaler = StandardScaler().fit(x_train)
    x_train, x_val = scaler.transform(x_train), scaler.transform(x_val)
    model = SGDClassifier(
        loss="log_loss", alpha=args.alpha, learning_rate="constant", eta0=2e-3, random_state=args.seed
    )
    folder = HERE / "sklearn_runs" / f"alpha{args.alpha:g}_s{args.seed}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "history.csv").open("w", newline="") as file:
        log = csv.DictWriter(file, ["epoch", "train_acc", "val_acc", "val_logloss"])
        log.writeheader()
        for epoch in range(1, args.epochs + 1):
            model.partial_fit(x_train, y_train, classes=np.arange(10))
            row = {
                "epoch": epoch,
                "train_acc": model.score(x_train, y_train),
                "val_acc": model.score(x_val, y_val),
                "val_logloss": log_loss(y_val, model.predict_proba(x_val), labels=np.arange(10)),
            }
            log.writerow(row)
            file.flush()
    print(f"{folder.name}: val_acc {row['val_acc']:.3f}  val_logloss {row['val_logloss']:.4f}")


if __name__ == "__main__":
    main()
