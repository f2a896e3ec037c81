"""A PyTorch loop that logs to TensorBoard event files.

python train_torch.py --lr 0.05 --seed 1      # writes runs/digits_lr0.05_s1
"""

import argparse
import time
from pathlib import Path

import torch
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.tensorboard import SummaryWriter

from models import DigitsNet, accuracy, cross_entropy
from train_plain import load_digits

RUNS = Path(__file__).resolve().parent / "runs"
VAL_EVERY = 5  # steps
RECALL_EVERY = 20  # steps


def to_dataset(examples) -> TensorDataset:
    """Pixels scaled to a mean of 0 and a deviation of 1, and labels."""
    pixels, labels = zip(*examples)
    return TensorDataset((torch.tensor(pixels) - 0.3) / 0.37, torch.tensor(labels))


@torch.no_grad()
def validate(model: DigitsNet, pixels: torch.Tensor, labels: torch.Tensor):
    model.eval()
    logits = model(pixels)
    model.train()
    return cross_entropy(logits, labels).item(), accuracy(logits, labels), logits


def recall(logits: torch.Tensor, labels: torch.Tensor, digit: int) -> float:
    """The share of this digit's examples that the model finds."""
    return (logits[labels == digit].argmax(dim=1) == digit).float().mean().item()


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    train_set, val_set = map(to_dataset, load_digits())
    loader = DataLoader(train_set, batch_size=args.batch_size, shuffle=True)
    model = DigitsNet(hidden=args.hidden)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.5)
    writer = SummaryWriter(str(RUNS / (args.name or f"digits_lr{args.lr:g}_s{args.seed}")))
    step, val_acc, best = 0, 0.0, 0.0
    for epoch in range(args.epochs):
        for pixels, labels in loader:
            logits = model(pixels)
            loss = cross_entropy(logits, labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            if step % args.log_every == 0:
                writer.add_scalar("train/loss", loss.item(), step)
                writer.add_scalar("train/acc", accuracy(logits, labels), step)
            if step % VAL_EVERY == 0:
                val_loss, val_acc, val_logits = validate(model, *val_set.tensors)
                best = max(best, val_acc)
                writer.add_scalar("val/loss", val_loss, step)
                writer.add_scalar("val/acc", val_acc, step)
            if args.recall and step % RECALL_EVERY == 0:
                hard = {f"digit_{d}": recall(val_logits, val_set.tensors[1], d) for d in (1, 8)}
                writer.add_scalars("val/recall", hard, step)
            time.sleep(args.delay)
        print(f"epoch {epoch + 1:3}  val/acc {val_acc:.3f}", flush=True)
    params = {"lr": args.lr, "seed": args.seed, "batch_size": args.batch_size, "hidden": args.hidden}
    writer.add_hparams(params, {"hparam/best_val_acc": best})
    writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a small perceptron on digits with PyTorch.")
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=18)
    parser.add_argument("--batch-size", type=int, default=30)
    parser.add_argument("--hidden", type=int, default=32)
    parser.add_argument("--log-every", type=int, default=3, metavar="STEPS")
    parser.add_argument("--recall", action="store_true", help="also log the recall of the hardest digits")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait after each step")
    parser.add_argument("--name", default=None, help="the run's folder in runs/ (default: from lr and seed)")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
