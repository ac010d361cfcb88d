"""How good is a model on data that it is not being trained on?"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from ..data import scaled


def accuracy(model: nn.Module, X: Tensor, y: Tensor, batch_size: int = 1000) -> float:
    """Share of examples that `model` classifies correctly, from 0 to 1, measured in evaluation mode.

    The model gives logits: (batch, classes) with classes 0, 1, … in y, or one logit an example, (batch,) or (batch, 1),
    with y of 0 and 1 (then a logit above 0 means class 1). The model's mode is put back afterwards.

    Raises
    ------
    ValueError : no examples.

    Taught in: 07_mlp_mnist
    """
    return evaluate(model, X, y, batch_size=batch_size)[0]


@contextmanager
def in_mode(model: nn.Module, training: bool) -> Iterator[None]:
    """The whole model in training or evaluation mode; afterwards each part is in the mode that it was in."""
    modes = [(module, module.training) for module in model.modules()]
    model.train(training)
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


@torch.no_grad()
def evaluate(model: nn.Module, X: Tensor, y: Tensor, loss: Callable | None = None,
             batch_size: int = 1000) -> tuple[float, float]:
    """(accuracy, mean loss) of `model` on X, y in evaluation mode; a number that cannot be formed is nan. Images in bytes
    (uint8) are scaled to 0 … 1, batch by batch.

    Accuracy is nan for regression (several outputs an example with float targets). Without `loss`, that is nan.
    """
    if len(X) == 0:
        raise ValueError("there are no examples to measure on: X is empty.")
    device = next((p.device for p in model.parameters()), X.device)
    with in_mode(model, training=False):
        right, total = torch.zeros((), device=device), torch.zeros((), device=device)
        classifies = True
        for xb, yb in zip(X.split(batch_size), y.split(batch_size), strict=True):
            xb, yb = scaled(xb.to(device)), yb.to(device)
            out = model(xb)
            if loss is not None:
                total += loss(out, yb) * len(xb)
            if out.ndim <= 1 or out.shape[1] == 1:
                right += ((out > 0).reshape(-1) == yb.reshape(-1)).sum()
            elif yb.is_floating_point():
                classifies = False
            else:
                right += (out.argmax(1) == yb).sum()
    n = len(X)
    return float(right) / n if classifies else float("nan"), float(total) / n if loss is not None else float("nan")
