"""Weights in few bits, one scale for each row. Taught in: 13_mini_gpt, section 8"""
from __future__ import annotations

import copy

import torch
from torch import Tensor, nn


def quantise(W: Tensor, bits: int = 8) -> tuple[Tensor, Tensor]:
    """Whole numbers (rows, columns), int8, from −m to m with m = 2^(bits − 1) − 1, and a scale for each row, (rows, 1).

    W is about `numbers * scale`. bits: 2 to 8; ValueError otherwise.
    """
    if not 2 <= bits <= 8:
        raise ValueError(f"weights can be kept in 2 to 8 bits here, not {bits}.")
    m = 2 ** (bits - 1) - 1
    scale = (W.abs().amax(dim=1, keepdim=True) / m).clamp(min=torch.finfo(W.dtype).tiny)   # a row of zeros stays one
    return (W / scale).round().clamp(-m, m).to(torch.int8), scale


@torch.no_grad()
def quantised(model: nn.Module, bits: int) -> nn.Module:
    """A copy of `model` whose matrices hold what is left of them after `quantise`; vectors stay as they are.

    It computes in floats, as libraries do that unpack the weights when they are needed.
    """
    model = copy.deepcopy(model)
    for p in model.parameters():
        if p.ndim == 2:
            numbers, scale = quantise(p, bits)
            p.copy_(numbers * scale)
    return model


def kilobytes(model: nn.Module, bits: int = 32) -> float:
    """What the weights take: matrices in `bits`, and (below 32) 16 for the scale of each row; vectors in 32. In units of 1,000 bytes."""
    total = 0
    for p in model.parameters():
        total += p.numel() * (bits if p.ndim == 2 else 32) + (16 * len(p) if p.ndim == 2 and bits < 32 else 0)
    return total / 8 / 1000
