"""Softmax regression on 8x8 digits, with nothing but the standard library.

Runs anywhere with Python 3.8 or newer and learns in a few seconds, so it is the
script to try first:

    python train_plain.py --lr 0.1
    python train_plain.py --delay 1        # one second an epoch: watch the curves grow
    python train_plain.py --fail-at 5      # see what a failed launch looks like
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import time
from operator import mul
from pathlib import Path
from typing import Iterable, List, NamedTuple, Tuple

HERE = Path(__file__).resolve().parent
CLASSES = 10


class Example(NamedTuple):
    pixels: List[float]  # 64 values in 0..1
    label: int


def load_digits(path: Path = HERE / "data" / "digits.csv") -> Tuple[List[Example], List[Example]]:
    """The training and validation examples; every fourth row validates, so the split never moves."""
    with path.open(newline="") as file:
        rows = csv.reader(file)
        next(rows)  # header
        examples = [Example([int(p) / 16 for p in row[:-1]], int(row[-1])) for row in rows]
    train = [example for i, example in enumerate(examples) if i % 4]
    return train, examples[::4]


class SoftmaxRegression:
    """One linear layer. Small enough to train in pure Python, good enough for 90 % of the digits."""

    def __init__(self, inputs: int, rng: random.Random) -> None:
        self.weights = [[rng.gauss(0, 0.01) for _ in range(inputs)] for _ in range(CLASSES)]
        self.bias = [0.0] * CLASSES

    def probabilities(self, pixels: List[float]) -> List[float]:
        logits = [sum(map(mul, row, pixels), b) for row, b in zip(self.weights, self.bias)]
        top = max(logits)  # exp() cannot overflow once the largest logit is 0
        exps = [math.exp(logit - top) for logit in logits]
        total = sum(exps)
        return [e / total for e in exps]

    def update(self, batch: List[Example], lr: float) -> None:
        """One step of gradient descent on the batch's mean cross-entropy."""
        rate = lr / len(batch)
        gradients = [(self.probabilities(example.pixels), example) for example in batch]
        for probabilities, (pixels, label) in gradients:
            for k, row in enumerate(self.weights):
                g = rate * (probabilities[k] - (k == label))
                self.weights[k] = [w - g * p for w, p in zip(row, pixels)]
                self.bias[k] -= g

    def evaluate(self, examples: Iterable[Example]) -> Tuple[float, float]:
        """Mean cross-entropy and accuracy."""
        losses, hits = [], []
        for pixels, label in examples:
            probabilities = self.probabilities(pixels)
            losses.append(-math.log(max(probabilities[label], 1e-12)))
            hits.append(probabilities.index(max(probabilities)) == label)
        return sum(losses) / len(losses), sum(hits) / len(hits)


def train(args: argparse.Namespace, out: Path) -> float:
    """Trains, writes one line of metrics an epoch to `out`, and returns the last validation accuracy."""
    rng = random.Random(args.seed)
    train_set, val_set = load_digits()
    model = SoftmaxRegression(len(train_set[0].pixels), rng)
    step, val_acc = 0, 0.0
    with (out / "metrics.jsonl").open("w") as log:
        for epoch in range(1, args.epochs + 1):
            if epoch == args.fail_at:
                raise RuntimeError(f"asked to fail at epoch {epoch} (--fail-at)")
            rng.shuffle(train_set)
            for start in range(0, len(train_set), args.batch_size):
                model.update(train_set[start : start + args.batch_size], args.lr)
                step += 1
            train_loss, train_acc = model.evaluate(train_set)
            val_loss, val_acc = model.evaluate(val_set)
            row = {
                "epoch": epoch,
                "step": step,
                "train/loss": train_loss,
                "train/acc": train_acc,
                "val/loss": val_loss,
                "val/acc": val_acc,
                "time": time.time(),
            }
            log.write(json.dumps(row) + "\n")
            log.flush()  # so that the curves grow while we train
            print(
                f"epoch {epoch:3}  train/loss {train_loss:.4f}  val/loss {val_loss:.4f}  val/acc {val_acc:.3f}",
                flush=True,
            )
            time.sleep(args.delay)
    return val_acc


def make_run_folder(args: argparse.Namespace) -> Path:
    """`--out`, or a new folder whose name tells the run's settings and start."""
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        return args.out
    name = f"lr{args.lr:g}_s{args.seed}-{time.strftime('%Y%m%d-%H%M%S')}"
    for attempt in range(1, 100):  # two launches may share a second
        out = HERE / "plain_runs" / (name if attempt == 1 else f"{name}-{attempt}")
        try:
            out.mkdir(parents=True)
            return out
        except FileExistsError:
            continue
    raise SystemExit(f"no free folder for {name}")


def parse_args(argv: List[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train softmax regression on digits.")
    parser.add_argument("--lr", type=float, default=0.1, help="learning rate")
    parser.add_argument("--epochs", type=int, default=30, help="passes over the training set")
    parser.add_argument("--seed", type=int, default=0, help="of the first weights and the order of examples")
    parser.add_argument("--batch-size", type=int, default=16, help="examples per update")
    parser.add_argument("--out", type=Path, default=None, help="the run's folder (default: a new one in plain_runs)")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait after each epoch")
    parser.add_argument("--fail-at", type=int, default=None, metavar="EPOCH", help="raise an error at this epoch")
    return parser.parse_args(argv)


def main(argv: List[str] | None = None) -> float:
    args = parse_args(argv)
    out = make_run_folder(args)
    params = {"lr": args.lr, "epochs": args.epochs, "seed": args.seed, "batch_size": args.batch_size}
    (out / "config.json").write_text(json.dumps(params, indent=2) + "\n")
    print(f"logging to {out}")
    return train(args, out)


if __name__ == "__main__":
    main()
