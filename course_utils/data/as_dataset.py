"""Images that are already in memory, seen through torchvision's own `MNIST` data set."""
from __future__ import annotations

import torch
from torchvision.datasets import MNIST
from torchvision.datasets.vision import VisionDataset


class HeldImages(MNIST):
    """torchvision's MNIST data set over tensors: `data` (n, 28, 28) uint8, `targets` (n,) int64; it reads no files."""

    def __init__(self, data: torch.Tensor, targets: torch.Tensor, train: bool, transform, name: str):
        VisionDataset.__init__(self, root="", transform=transform)
        self.data, self.targets, self.train, self.name = data, targets, train, name

    def __repr__(self) -> str:
        return f"{self.name}, {'training' if self.train else 'test'} set: {len(self):,} images"
