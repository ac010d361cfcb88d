"""Convolutional networks of lesson 9: a LeNet with either head, and residual blocks in a row."""
from __future__ import annotations

import torch
from torch import nn

from .start import started

HEADS = ("flatten", "pool")


def lenet(channels: tuple[int, int] = (6, 16), head: str = "flatten", norm: bool = False, kernel: int = 5,
          generator: torch.Generator | None = None) -> nn.Sequential:
    """Convolution, ReLU and 2×2 max pooling, twice, then a head: (batch, 1, 28, 28) -> (batch, 10) logits.

    Parameters
    ----------
    channels : filters of the first and of the second convolution.
    head : "flatten", LeNet's own: every place of the maps gets weights of its own, then 120 and 84 hidden units.
        "pool": a third convolution, 3×3 with twice the channels, of each of which the largest value anywhere is kept.
    norm : batch normalisation after the convolutions.
    kernel : side of the filters of the first two convolutions, 3, 5 or 7. With "flatten" only the first one is padded.
    generator : draws the start weights. None: PyTorch's own random state.

    Raises
    ------
    ValueError : an unknown head, or another kernel.

    Taught in: 09_convolution, sections 7 and 8
    """
    if head not in HEADS:
        raise ValueError(f"unknown head {head!r}: choose one of {', '.join(HEADS)}.")
    if kernel not in (3, 5, 7):
        raise ValueError(f"the side of the filters must be 3, 5 or 7, not {kernel}.")

    def conv(c_in: int, c_out: int, size: int, padding: int) -> list[nn.Module]:
        return [nn.Conv2d(c_in, c_out, size, padding=padding), *([nn.BatchNorm2d(c_out)] if norm else []), nn.ReLU()]

    def build() -> nn.Sequential:
        first, second = channels
        layers = [*conv(1, first, kernel, kernel // 2), nn.MaxPool2d(2),
                  *conv(first, second, kernel, kernel // 2 if head == "pool" else 0), nn.MaxPool2d(2)]
        if head == "pool":
            return nn.Sequential(*layers, *conv(second, 2 * second, 3, 1), nn.AdaptiveMaxPool2d(1), nn.Flatten(),
                                 nn.Linear(2 * second, 10))
        side = (14 - kernel + 1) // 2                                                # 5 with 5×5 filters
        return nn.Sequential(*layers, nn.Flatten(), nn.Linear(second * side * side, 120), nn.ReLU(),
                             nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))

    return started(build, generator)


class Block(nn.Module):
    """Two 3×3 convolutions and, unless `residual` is False, a way around them: relu(x + branch(x)), shape unchanged.

    Taught in: 09_convolution, section 11
    """

    def __init__(self, channels: int, residual: bool = True, norm: bool = False):
        super().__init__()
        self.residual = residual
        half = [nn.Conv2d(channels, channels, 3, padding=1), *([nn.BatchNorm2d(channels)] if norm else [])]
        other = [nn.Conv2d(channels, channels, 3, padding=1), *([nn.BatchNorm2d(channels)] if norm else [])]
        self.branch = nn.Sequential(*half, nn.ReLU(), *other)                        # the last ReLU comes after the sum

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.branch(x) if self.residual else self.branch(x))


def deep(layers: int, residual: bool = True, norm: bool = False, channels: int = 8,
         generator: torch.Generator | None = None) -> nn.Sequential:
    """`layers` (an even number) 3×3 convolutions on 7×7 maps, in blocks of two: (batch, 1, 28, 28) -> (batch, 10).

    Taught in: 09_convolution, section 11
    """
    if layers < 2 or layers % 2:
        raise ValueError(f"a block has two layers, so give an even number from 2 on, not {layers}.")
    return started(lambda: nn.Sequential(
        nn.MaxPool2d(2), nn.Conv2d(1, channels, 3, stride=2, padding=1), nn.ReLU(),  # -> (batch, channels, 7, 7)
        *(Block(channels, residual, norm) for _ in range(layers // 2)),
        nn.Flatten(), nn.Linear(49 * channels, 10)), generator)
