"""LoRA: a frozen linear layer and a small product of two thin matrices beside it. Taught in: 13_mini_gpt, section 7"""
from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class LoRA(nn.Module):
    """`linear`, frozen, plus B A of rank r: (..., n_in) -> (..., n_out). B begins at 0, so nothing changes at first.

    Source: E. Hu et al., 2021, <https://arxiv.org/abs/2106.09685>. Taught in: 13_mini_gpt, section 7
    """

    def __init__(self, linear: nn.Linear, rank: int, generator: torch.Generator | None = None):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        out, into = linear.weight.shape
        place = dict(device=linear.weight.device, dtype=linear.weight.dtype)
        self.A = nn.Parameter((torch.randn(rank, into, generator=generator, dtype=torch.float32) / math.sqrt(into)).to(**place))
        self.B = nn.Parameter(torch.zeros(out, rank, **place))

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x) + F.linear(F.linear(x, self.A), self.B)            # n_in -> r -> n_out

    @torch.no_grad()
    def merged(self) -> nn.Linear:
        """One linear layer that computes the same."""
        linear = nn.utils.skip_init(nn.Linear, self.linear.in_features, self.linear.out_features, device=self.A.device, dtype=self.A.dtype)
        linear.weight.copy_(self.linear.weight + self.B @ self.A)
        linear.bias.copy_(self.linear.bias)
        return linear


def add_lora(model: nn.Module, rank: int, generator: torch.Generator | None = None) -> nn.Module:
    """Freeze `model` and put a LoRA in the place of each of its linear layers; `model` itself is changed and returned."""
    model.requires_grad_(False)
    for parent in [*model.modules()]:
        for name, child in [*parent.named_children()]:
            if isinstance(child, nn.Linear) and not isinstance(parent, LoRA):
                setattr(parent, name, LoRA(child, rank, generator))
    return model


def merge_lora(model: nn.Module) -> nn.Module:
    """Every LoRA becomes one linear layer again; `model` itself is changed and returned."""
    for parent in [*model.modules()]:
        for name, child in [*parent.named_children()]:
            if isinstance(child, LoRA):
                setattr(parent, name, child.merged())
    return model
