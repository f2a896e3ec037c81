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


def accuracy(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """The share of rows whose largest logit is the label's, in 0..1."""
    return (logits.argmax(dim=1) == labels).float().mean().item()
