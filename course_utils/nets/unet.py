"""A small U-Net, and what measures and trains it where one class is rare: Dice, IoU, Dice loss, focal loss per pixel."""
from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .start import started

RARE = -2.0              # the first logit of every pixel, 12 %: begun at 0, the first updates push all weights of `last` below 0


def _layer(c_in: int, c_out: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(c_in, c_out, 3, padding=1, bias=False), nn.BatchNorm2d(c_out), nn.ReLU())


class UNet(nn.Module):
    """Pictures (batch, 1, h, w) -> one logit a pixel, (batch, 1, h, w). Any size from 2 pixels a pooling on.

    channels : of each level, from full size down; one pooling between two of them.
    skips : hand the maps of the way down to the way up at the same size. False: for comparison.

    Source: Ronneberger, Fischer and Brox, "U-Net", 2015, much reduced. Taught in: 14_pictures_and_words, section 3
    """

    def __init__(self, channels: tuple[int, ...] = (8, 16, 32, 32), skips: bool = True):
        super().__init__()
        self.skips = skips
        self.down = nn.ModuleList(_layer(i, o) for i, o in zip((1, *channels[:-2]), channels[:-1], strict=True))
        self.bottom = _layer(channels[-2], channels[-1])
        self.up = nn.ModuleList(_layer(below + here * skips, here)
                                for below, here in zip(channels[:0:-1], channels[-2::-1], strict=True))
        self.last = nn.Conv2d(channels[0], 1, 1)
        nn.init.constant_(self.last.bias, RARE)

    def forward(self, x: Tensor) -> Tensor:
        kept = []
        for layer in self.down:
            x = layer(x)
            kept.append(x)
            x = F.max_pool2d(x, 2)                                               # half as tall and wide
        x = self.bottom(x)
        for layer in self.up:
            same = kept.pop()                                                    # the map of the same size
            x = F.interpolate(x, size=same.shape[-2:])                           # odd sizes fit too
            x = layer(torch.cat([x, same], dim=1) if self.skips else x)
        return self.last(x)


def unet(channels: tuple[int, ...] = (8, 16, 32, 32), skips: bool = True, generator: torch.Generator | None = None) -> UNet:
    """A `UNet` whose start weights `generator` draws; None: PyTorch's own random state."""
    net = started(lambda: UNet(channels, skips), generator)
    nn.init.constant_(net.last.bias, RARE)               # `started` has drawn it
    return net


def dice(found: Tensor, truth: Tensor) -> float:
    """Dice coefficient of two masks of one shape (bool, or 0 and 1), 0 … 1; of two empty ones 1.

    Taught in: 14_pictures_and_words, section 1
    """
    found, truth = found.bool(), truth.bool()
    both, sizes = (found & truth).sum().item(), found.sum().item() + truth.sum().item()
    return 2 * both / sizes if sizes else 1.0


def iou(found: Tensor, truth: Tensor) -> float:
    """Intersection over union of two masks, 0 … 1; of two empty ones 1. Taught in: 14_pictures_and_words, section 1"""
    found, truth = found.bool(), truth.bool()
    union = (found | truth).sum().item()
    return (found & truth).sum().item() / union if union else 1.0


def dice_loss(logits: Tensor, y: Tensor) -> Tensor:
    """1 − Dice with probabilities in place of a mask, over the whole batch. Taught in: 14_pictures_and_words, section 5"""
    p = torch.sigmoid(logits)
    return 1 - (2 * (p * y).sum() + 1) / (p.sum() + y.sum() + 1)


def pixel_focal_loss(logits: Tensor, y: Tensor, gamma: float = 2.0) -> Tensor:
    """Mean of (1 − p)^γ · BCE, p the probability of the true class. Taught in: 14_pictures_and_words, section 5"""
    bce = F.binary_cross_entropy_with_logits(logits, y, reduction="none")
    return ((1 - torch.exp(-bce)) ** gamma * bce).mean()
