"""The same network under Lightning, logged by CSVLogger.

Each launch writes the next lightning_logs/version_N: metrics.csv, in which training and
validation values stand in different rows, and hparams.yaml.
"""

import argparse
import os

import lightning as L
import torch
from lightning.pytorch.loggers import CSVLogger
from torch.utils.data import DataLoader

from models import DigitsNet, accuracy, cross_entropy
from train_plain import HERE, load_digits
from train_torch import to_dataset


class DigitsModule(L.LightningModule):
    def __init__(self, lr: float, hidden: int, dropout: float) -> None:
        super().__init__()
        self.save_hyperparameters()
        self.net = DigitsNet(hidden, dropout)

    def training_step(self, batch, batch_index: int) -> torch.Tensor:
        pixels, labels = batch
        loss = cross_entropy(self.net(pixels), labels)
        self.log("train_loss", loss, on_step=True, on_epoch=True)
        return loss

    def validation_step(self, batch, batch_index: int) -> None:
        pixels, labels = batch
        logits = self.net(pixels)
        self.log("val_loss", cross_entropy(logits, labels))
        self.log("val_acc", accuracy(logits, labels))

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a small perceptron on digits with Lightning.")
    parser.add_argument("--lr", type=float, default=5e-3)
    parser.add_argument("--hidden", type=int, default=32)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    L.seed_everything(args.seed)
    train_set, val_set = map(to_dataset, load_digits())
    trainer = L.Trainer(
        max_epochs=args.epochs,
        logger=CSVLogger(os.path.relpath(HERE)),
        log_every_n_steps=6,
        enable_checkpointing=False,
        enable_progress_bar=False,
        accelerator="cpu",
    )
    trainer.fit(
        DigitsModule(args.lr, args.hidden, args.dropout),
        DataLoader(train_set, batch_size=30, shuffle=True),
        DataLoader(val_set, batch_size=180),
    )


if __name__ == "__main__":
    main()
