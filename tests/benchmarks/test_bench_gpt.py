"""How fast is an update of lesson 13's GPT? Beside the same network put together from PyTorch's own encoder layers.

Both take turns in one process, and what counts is the ratio of their fastest updates.
"""
from __future__ import annotations

import math
import time

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_utils import nets

VOCABULARY, CONTEXT, WIDTH, HEADS, LAYERS, BATCH = 856, 64, 96, 4, 2, 8
SLOWER, ROUNDS = 1.15, 40


class Straightforward(nn.Module):
    """The same network from nn.TransformerEncoder, with a causal mask and tied weights."""

    def __init__(self):
        super().__init__()
        self.token, self.position = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 4 * WIDTH, dropout=0, activation="gelu", batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, LAYERS, norm=nn.LayerNorm(WIDTH), enable_nested_tensor=False)
        self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(CONTEXT))

    def forward(self, tokens):
        x = self.token(tokens) + self.position(torch.arange(tokens.shape[1], device=tokens.device))
        return F.linear(self.layers(x, mask=self.mask, is_causal=True), self.token.weight)


class Update:
    """One update of a model; a call returns its seconds."""

    def __init__(self, model, place):
        self.model, self.place = model.to(place), place
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=1e-3)
        self.x = torch.randint(VOCABULARY, (BATCH, CONTEXT + 1), generator=torch.Generator().manual_seed(0)).to(place)

    def __call__(self) -> float:
        start = time.perf_counter()
        loss = F.cross_entropy(self.model(self.x[:, :-1]).flatten(0, 1), self.x[:, 1:].flatten())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        if self.place == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - start


@pytest.mark.parametrize("place", ["cpu", "cuda"])
def test_an_update_of_the_gpt(place):
    if place == "cuda" and not torch.cuda.is_available():
        pytest.skip("no CUDA device here.")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        ours = Update(nets.GPT(VOCABULARY, CONTEXT, WIDTH, HEADS, LAYERS, torch.Generator().manual_seed(0)), place)
        plain = Update(Straightforward(), place)
        times = {"ours": [], "plain": []}
        for turn in range(ROUNDS):
            for name, update in (("ours", ours), ("plain", plain)):
                seconds = update()
                if turn >= 3:                            # the first ones warm up
                    times[name].append(seconds)
    finally:
        torch.set_num_threads(before)
    best = {name: min(t) for name, t in times.items()}
    ratio = best["ours"] / best["plain"]
    flops = 6 * sum(p.numel() for p in ours.model.parameters()) * BATCH * CONTEXT
    print(f"\n{place}, one update of {BATCH} × {CONTEXT} tokens: ours {1000 * best['ours']:.1f} ms, PyTorch's layers "
          f"{1000 * best['plain']:.1f} ms, ratio {ratio:.2f} (at most {SLOWER}); "
          f"about 10^{math.log10(flops / best['ours']):.1f} operations a second")
    assert ratio <= SLOWER
