"""The mini-GPT of lesson 13: a decoder that predicts the next token, and writes with a cache of keys and values."""
from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SPREAD = 0.03            # standard deviation of the start weights, as small as GPT-2's 0.02


class CausalAttention(nn.Module):
    """Every place looks at itself and at the places before it: (batch, n, width) -> the same.

    kept : a list, empty at first, of the keys and values of the places already read, (batch, heads, m, width / heads) each.
        A call appends those of `x`, so that the next one need not compute them again: the KV cache.

    Taught in: 13_mini_gpt, sections 2 and 5
    """

    def __init__(self, width: int, heads: int):
        super().__init__()
        if width % heads:
            raise ValueError(f"{heads} heads cannot share a width of {width} evenly: choose a width that is a multiple.")
        self.heads = heads
        self.to_qkv, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: Tensor, kept: list | None = None) -> Tensor:
        batch, n, width = x.shape
        qkv = self.to_qkv(x).view(batch, n, 3, self.heads, width // self.heads)
        Q, K, V = qkv.permute(2, 0, 3, 1, 4)                                     # each (batch, heads, n, width / heads)
        if kept is not None:
            if kept:
                K, V = torch.cat([kept[0], K], dim=2), torch.cat([kept[1], V], dim=2)
            kept[:] = K, V
        m = K.shape[2]                                                           # places to look at, the n new ones last
        if m == n:
            found = F.scaled_dot_product_attention(Q, K, V, is_causal=True)
        else:
            mask = torch.ones(n, m, dtype=torch.bool, device=x.device).tril(m - n)
            found = F.scaled_dot_product_attention(Q, K, V, attn_mask=mask)
        return self.mix(found.transpose(1, 2).reshape(batch, n, width))


class GPTBlock(nn.Module):
    """Lesson 12's block, normalised before each part, with a place for the cache.

    Taught in: 13_mini_gpt, section 2
    """

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attend = CausalAttention(width, heads)
        self.think = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor, kept: list | None = None) -> Tensor:
        x = x + self.attend(self.norm1(x), kept)
        return x + self.think(self.norm2(x))


class GPT(nn.Module):
    """Tokens (batch, n) int64 -> logits of the next token (batch, n, vocabulary), for up to `context` places.

    The table of token vectors is also the output layer (tied weights). `generator` draws the start weights, and PyTorch's
    own random state is left alone; None: drawn from that state.

    Source: A. Radford et al., "Language models are unsupervised multitask learners" (GPT-2), 2019.
    Taught in: 13_mini_gpt, section 2
    """

    def __init__(self, vocabulary: int, context: int = 64, width: int = 96, heads: int = 4, layers: int = 2,
                 generator: torch.Generator | None = None):
        super().__init__()
        self.context = context
        with torch.device("meta"):                                               # layers without memory draw nothing
            self.token, self.position = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
            self.blocks = nn.ModuleList(GPTBlock(width, heads) for _ in range(layers))
            self.norm = nn.LayerNorm(width)
        self.to_empty(device="cpu").float()
        self.start(generator)

    @torch.no_grad()
    def start(self, generator: torch.Generator | None = None) -> None:
        """Matrices normal and small, those that add to the residual path smaller with the depth; biases 0, gains 1."""
        for name, p in self.named_parameters():
            if p.ndim == 2:
                into_path = name.endswith(("mix.weight", "think.2.weight"))
                p.normal_(0, SPREAD / math.sqrt(2 * len(self.blocks)) if into_path else SPREAD, generator=generator)
            else:
                p.fill_(float("norm" in name and name.endswith("weight")))

    def new_cache(self) -> list[list]:
        """An empty KV cache, one list for each block."""
        return [[] for _ in self.blocks]

    def forward(self, tokens: Tensor, cache: list[list] | None = None) -> Tensor:
        """Logits at each of the n places of `tokens`; with a cache these follow what was read before.

        Raises ValueError where that makes more places than `context`.
        """
        read = cache[0][0].shape[2] if cache and cache[0] else 0
        places = torch.arange(read, read + tokens.shape[1], device=tokens.device)
        if read + tokens.shape[1] > self.context:
            raise ValueError(f"this GPT reads {self.context} tokens at most, not {read + tokens.shape[1]}: cut the text, or begin a new cache.")
        x = self.token(tokens) + self.position(places)                           # (batch, n) -> (batch, n, width)
        for block, kept in zip(self.blocks, cache or [None] * len(self.blocks), strict=True):
            x = block(x, kept)
        return F.linear(self.norm(x), self.token.weight)                         # -> (batch, n, vocabulary)


@torch.no_grad()
def write(model: GPT, tokens: Tensor, new: int, choose: Callable[[Tensor], Tensor]) -> Tensor:
    """`tokens` (batch, n) and `new` more: `choose` makes of the logits (batch, vocabulary) the next tokens (batch,).

    Each token is read once. Where the context is full, its newer half is read anew and writing goes on.

    Taught in: 13_mini_gpt, section 5
    """
    cache, unread, read = model.new_cache(), tokens[:, -model.context:], 0
    for _ in range(new):
        if read + unread.shape[1] > model.context:
            cache, unread, read = model.new_cache(), tokens[:, -(model.context // 2):], 0
        logits, read = model(unread, cache)[:, -1], read + unread.shape[1]
        unread = choose(logits)[:, None]
        tokens = torch.cat([tokens, unread], dim=1)
    return tokens
