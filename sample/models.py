"""The network that train_torch.py and train_lightning.py train."""

import torch
from torch import nn


class DigitsNet(nn.Module):
    """A small perceptron for 8x8 digits: (batch, 64) in 0..1 to (batch, 10) logits."""

    def __init__(self, hidden: int = 32, dropout: float = 0.0) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(64, hidden),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 10),
        )

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.layers(pixels)


def cross_entropy(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean loss, written out by hand as it often is, and fragile as it often is.

    A learning rate that is far too high drives a probability to 0: the loss becomes
    infinite, its gradient NaN, and the run diverges. F.cross_entropy would hide that longer.
    """
    picked = logits.softmax(dim=1).gather(1, labels[:, None])
    return -picked.log().mean()


def accuracy(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """The share of rows whose largest logit is the label's, in 0..1."""
    return (logits.argmax(dim=1) == labels).float().mean().item()
