"""A data set that is already two tensors, handed out in batches without touching its examples one by one."""
from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from ..data import scaled


class TensorBatches:
    """Iterate over `(xb, yb)`, batches of two tensors that hold the whole data set on one device.

    Where a DataLoader fetches, transforms and stacks image after image, this picks a batch out of memory in one step.

    Parameters
    ----------
    X, y : tensors with the same first dimension n: (n, ...) and (n, ...). Images kept in bytes (X of uint8, 0 to 255) are
        handed out as float32 from 0 to 1: a quarter of the memory.
    batch_size : examples in a batch; the last batch may be smaller and is kept.
    shuffle : a new order at the start of each pass.
    generator : CPU generator that the orders are drawn from: same generator state, same orders, on every device.
        None: PyTorch's own random state.
    device : where both tensors are moved, once. None: they stay where they are.

    Raises
    ------
    ValueError : X and y of different lengths, no examples, a batch size below 1.

    Taught in: 07_mlp_mnist
    """

    def __init__(self, X: Tensor, y: Tensor, batch_size: int = 64, shuffle: bool = True,
                 generator: torch.Generator | None = None, device: torch.device | str | None = None):
        if len(X) != len(y):
            raise ValueError(f"X holds {len(X)} examples but y holds {len(y)}: give one target for each example.")
        if len(X) == 0:
            raise ValueError("there are no examples: X and y are empty.")
        if batch_size < 1:
            raise ValueError(f"batch_size must be 1 or more, not {batch_size}.")
        self.X, self.y = (X, y) if device is None else (X.to(device), y.to(device))
        self.batch_size, self.shuffle, self.generator = int(batch_size), shuffle, generator

    def __len__(self) -> int:
        """Batches in one pass."""
        return -(-len(self.X) // self.batch_size)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        X, y = self.X, self.y
        if not self.shuffle:
            yield from zip(map(scaled, X.split(self.batch_size)), y.split(self.batch_size), strict=True)
            return
        # the order is drawn on the CPU, whatever the device: the same seed then trains on the same batches everywhere
        order = torch.randperm(len(X), generator=self.generator).to(X.device)
        for rows in order.split(self.batch_size):
            yield scaled(X.index_select(0, rows)), y.index_select(0, rows)

    def __repr__(self) -> str:
        shape = " × ".join(str(size) for size in self.X.shape[1:]) or "1"
        return (f"TensorBatches({len(self.X)} examples of {shape}, {len(self)} batches of {self.batch_size}, "
                f"{'shuffled' if self.shuffle else 'in order'}, on {self.X.device})")
