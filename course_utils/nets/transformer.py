"""Attention and the Transformer block, as lesson 12 writes them."""
from __future__ import annotations

import math

import torch
from torch import Tensor, nn


def attention(Q: Tensor, K: Tensor, V: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """Soft look-up: for each query a weighted mean of the values, and the weights.

    Q (..., n, d), K (..., m, d), V (..., m, k) -> results (..., n, k), weights (..., n, m); each row of weights sums to 1.
    mask : bool, broadcast to (..., n, m), True where a query may look; a row without any True gives nan.

    Source: Vaswani et al., "Attention is all you need", 2017, equation 1. Taught in: 12_attention, section 2
    """
    scores = Q @ K.mT / math.sqrt(Q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = scores.softmax(-1)
    return weights @ V, weights


def causal_mask(n: int, device: torch.device | str | None = None) -> Tensor:
    """(n, n) bool, True on and below the diagonal: place i may look at the places 0 … i.

    Taught in: 12_attention, section 3
    """
    return torch.ones(n, n, dtype=torch.bool, device=device).tril()


class SelfAttention(nn.Module):
    """Every place of a sequence looks at the others: (batch, n, width) -> (batch, n, width).

    After a call `weights` holds what was looked at, (batch, heads, n, n). ValueError where the heads do not share
    the width evenly.

    Taught in: 12_attention, section 5
    """

    def __init__(self, width: int, heads: int, causal: bool = False):
        super().__init__()
        if width % heads:
            raise ValueError(f"{heads} heads cannot share a width of {width} evenly: choose a width that is a multiple.")
        self.heads, self.causal = heads, causal
        self.to_qkv = nn.Linear(width, 3 * width)
        self.mix = nn.Linear(width, width)
        self.weights: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        batch, n, width = x.shape
        qkv = self.to_qkv(x).view(batch, n, 3, self.heads, width // self.heads)
        Q, K, V = qkv.permute(2, 0, 3, 1, 4)                                     # each (batch, heads, n, width / heads)
        found, self.weights = attention(Q, K, V, causal_mask(n, x.device) if self.causal else None)
        return self.mix(found.transpose(1, 2).reshape(batch, n, width))


class TransformerBlock(nn.Module):
    """One Transformer block, normalised before each part: attention between places, then an MLP at each place.

    (batch, n, width) -> (batch, n, width). Taught in: 12_attention, section 6
    """

    def __init__(self, width: int, heads: int, causal: bool = False):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attend = SelfAttention(width, heads, causal)
        self.think = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attend(self.norm1(x))
        return x + self.think(self.norm2(x))


class Transformer(nn.Module):
    """Tokens (batch, n) int64 -> logits (batch, n, vocabulary), for n up to `length`.

    `positions=False` leaves the places untold (for comparison).

    Taught in: 12_attention, section 7
    """

    def __init__(self, vocabulary: int, length: int, width: int, heads: int, layers: int, causal: bool = False,
                 positions: bool = True):
        super().__init__()
        self.token = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(length, width) if positions else None
        self.blocks = nn.Sequential(*(TransformerBlock(width, heads, causal) for _ in range(layers)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.token(tokens)                                                   # (batch, n) -> (batch, n, width)
        if self.position is not None:
            x = x + self.position(torch.arange(tokens.shape[1], device=tokens.device))
        return self.head(self.norm(self.blocks(x)))
