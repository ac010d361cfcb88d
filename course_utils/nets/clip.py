"""Two encoders into one space, pictures and captions, and the contrastive loss that brings fitting pairs together."""
from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .start import started


class SeeEncoder(nn.Module):
    """Pictures (batch, 3, 32, 32) -> vectors (batch, size) of length 1. Taught in: 14_pictures_and_words, section 7"""

    def __init__(self, size: int = 32):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, 16, 4, stride=2, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),                      # 16 × 16
            nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),              # 8 × 8
            nn.Conv2d(32, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU())
        self.head = nn.Linear(64 + 64, size)

    def forward(self, pictures: Tensor) -> Tensor:
        maps = self.layers(pictures)                                             # (batch, 64, 8, 8)
        what, where = maps.amax(dim=(2, 3)), maps.mean(dim=1).flatten(1)         # the largest wherever it is; how much is where
        return F.normalize(self.head(torch.cat([what, where], dim=1)), dim=1)


class ReadEncoder(nn.Module):
    """Token numbers (batch, n), 0 for filling -> vectors (batch, size) of length 1: the mean of the tokens' rows, then an MLP.

    The order of the tokens is lost. Taught in: 14_pictures_and_words, section 7
    """

    def __init__(self, vocabulary: int, size: int = 32, width: int = 64):
        super().__init__()
        self.token = nn.Embedding(vocabulary, width)
        self.layers = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, size))

    def forward(self, tokens: Tensor) -> Tensor:
        real = (tokens > 0)[:, :, None]                                          # (batch, n, 1)
        mean = (self.token(tokens) * real).sum(1) / real.sum(1).clamp(min=1)     # (batch, n, width) -> (batch, width)
        return F.normalize(self.layers(mean), dim=1)


def two_encoders(vocabulary: int, size: int = 32, generator: torch.Generator | None = None) -> tuple[SeeEncoder, ReadEncoder]:
    """A `SeeEncoder` and a `ReadEncoder` whose start weights `generator` draws; None: PyTorch's own random state."""
    return started(lambda: SeeEncoder(size), generator), started(lambda: ReadEncoder(vocabulary, size), generator)


def contrastive_loss(pictures: Tensor, captions: Tensor, temperature: float = 0.07) -> Tensor:
    """Mean cross-entropy of "which caption fits?" and "which picture fits?"; row k of one fits row k of the other.

    pictures, captions : (batch, size), each row of length 1. temperature : above 0.

    Source: Radford et al., "Learning Transferable Visual Models From Natural Language Supervision", 2021, figure 3.
    Taught in: 14_pictures_and_words, section 7
    """
    scores = pictures @ captions.T / temperature                                 # (batch, batch)
    pairs = torch.arange(len(scores), device=scores.device)
    return (F.cross_entropy(scores, pairs) + F.cross_entropy(scores.T, pairs)) / 2
