"""What the demos of lesson 13 share: a novel as tokens, a small model for a demo that was given none, words set in lines."""
from __future__ import annotations

import functools
import textwrap

import torch
from torch.nn import functional as F

from .. import data
from ..nets import GPT

MERGES, CHARACTERS = 300, 250_000          # a third of the novel: a demo opens within a second or two


@functools.cache
def tokenised() -> tuple[data.BytePairs, torch.Tensor, torch.Tensor, float]:
    """Byte pairs, tokens to train on, tokens held out, and the characters that a held-out token covers on average."""
    text = data.text("pride")[:CHARACTERS]
    cut = len(text) * 9 // 10
    pairs = data.BytePairs.learn(text[:cut], MERGES)
    held_out = torch.tensor(pairs.encode(text[cut:]))
    return pairs, torch.tensor(pairs.encode(text[:cut])), held_out, (len(text) - cut) / len(held_out)


@functools.cache
def counted_bits() -> dict[str, float]:
    """Bits per character on the held-out part for counts of pairs and of triples of characters, a tenth added to each count."""
    text = torch.tensor(list(data.text("pride")[:CHARACTERS].encode()))
    cut, V = len(text) * 9 // 10, 128
    pair, triple = text[:-1] * V + text[1:], (text[:-2] * V + text[1:-1]) * V + text[2:]
    found = {}
    for name, rows in (("pairs counted", pair), ("triples counted", triple)):
        counts = torch.bincount(rows[:cut], minlength=V ** (2 if rows is pair else 3)).float().view(-1, V) + 0.1
        p = counts / counts.sum(1, keepdim=True)
        found[name] = -p.flatten()[rows[cut:]].log2().mean().item()
    return found


def windows(ids: torch.Tensor, batch: int, context: int, draw: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Random pieces of the text, (batch, context), and the same moved on by one token: what is read, what comes next."""
    pieces = ids[torch.randint(len(ids) - context, (batch, 1), generator=draw) + torch.arange(context + 1)]
    return pieces[:, :-1], pieces[:, 1:]


@functools.cache
@torch.enable_grad()
def quick_model(updates: int = 800) -> GPT:
    """A tiny GPT after a training of some seconds, for a demo that was not given one.

    With fewer updates it knows how frequent each token is, and nothing of what goes before.
    """
    pairs, train, _, _ = tokenised()
    draw = torch.Generator().manual_seed(0)
    model = GPT(len(pairs), 32, 48, 4, 1, draw)
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.8, 0.95))
    for update in range(updates):
        optimizer.param_groups[0]["lr"] = 0.01 * min(1, (update + 1) / 20) * (1 - update / updates)
        x, y = windows(train, 8, 32, draw)
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return model.eval()


def lines(text: str, width: int, most: int) -> list[str]:
    """The text in lines of at most `width` characters; of more than `most` lines the last ones. What cannot be printed is a �."""
    whole = "".join(c if c.isprintable() else "�" for c in text.replace("\n", " ¶ "))
    return (textwrap.wrap(whole, width) or [""])[-most:]
