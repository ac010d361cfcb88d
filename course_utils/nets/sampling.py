"""Choosing the next token: temperature, top-k, top-p. Taught in: 13_mini_gpt, section 4"""
from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor


def keep_top_k(logits: Tensor, k: int) -> Tensor:
    """The k largest logits of each row, the others −∞. (..., vocabulary) -> the same; k beyond the vocabulary keeps all."""
    kth = logits.topk(min(k, logits.shape[-1])).values[..., -1:]
    return logits.masked_fill(logits < kth, -math.inf)


def keep_top_p(logits: Tensor, p: float) -> Tensor:
    """The most probable tokens that together have at least the probability p, the others −∞; at least one stays.

    Source: A. Holtzman et al., "The curious case of neural text degeneration", 2020, <https://arxiv.org/abs/1904.09751>
    """
    sorted_logits, order = logits.sort(descending=True)
    probability = sorted_logits.softmax(-1)
    before = probability.cumsum(-1) - probability                    # what the more probable ones have already
    drop = (before >= p).scatter(-1, order, before >= p)             # back in the vocabulary's order
    drop.scatter_(-1, order[..., :1], False)
    return logits.masked_fill(drop, -math.inf)


def next_token_probabilities(logits: Tensor, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0) -> Tensor:
    """Probabilities (..., vocabulary) after temperature, then top-k (0: all), then top-p (1: all). Temperature 0: the best alone."""
    if temperature == 0:
        return torch.nn.functional.one_hot(logits.argmax(-1), logits.shape[-1]).to(logits.dtype)
    logits = (logits - logits.amax(-1, keepdim=True)) / temperature
    if top_k:
        logits = keep_top_k(logits, top_k)
    if top_p < 1:
        logits = keep_top_p(logits, top_p)
    return logits.softmax(-1)


def drawing(generator: torch.Generator, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0) -> Callable[[Tensor], Tensor]:
    """A function from logits (batch, vocabulary) to tokens (batch,), drawn with these settings; for `write`."""
    def choose(logits: Tensor) -> Tensor:
        p = next_token_probabilities(logits.float().cpu(), temperature, top_k, top_p)
        return torch.multinomial(p, 1, generator=generator)[:, 0].to(logits.device)
    return choose
