"""What the word demos share: two novels as numbers, read once a session, and vectors for a picture that opens alone."""
from __future__ import annotations

import difflib
import functools
from dataclasses import dataclass

import torch

from .. import data, nets

AT_LEAST = 10                     # a word needs some company to be known by
GROUPS = {name: words for name, words in data.WORD_GROUPS.items() if name in (
    "family", "numbers", "weekdays", "times", "pronouns", "speaking", "moving", "joy")}
SHOWN = tuple(dict.fromkeys(word for words in GROUPS.values() for word in words))
NUMBERS = {"one", "two", "three", "four", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "hundred",
           "thousand"}
ASKED = ("monday", "mother", "five", "he", "said", "pleasure", "morning", "house", "handsome", "elizabeth", "emma", "letter")


@dataclass(frozen=True)
class Corpus:
    """Both novels: their vocabulary, the text as word numbers (n,), the noise words of skip-gram."""

    vocabulary: data.Vocabulary
    ids: torch.Tensor
    noise: nets.NoiseWords


@functools.cache
def corpus() -> Corpus:
    words = data.words(data.text("pride") + data.text("emma"))
    vocabulary = data.Vocabulary(words, at_least=AT_LEAST)
    return Corpus(vocabulary, torch.tensor(vocabulary.encode(words)), nets.NoiseWords(torch.tensor(vocabulary.counts)))


def known_word(typed: str) -> str:
    """The word as the vocabulary has it, or ValueError with words that look like it."""
    word, ids = typed.lower(), corpus().vocabulary.ids
    if word in ids:
        return word
    near = difflib.get_close_matches(word, ids, n=3)
    raise ValueError(f"it stands in the two novels fewer than {AT_LEAST} times." + (f" They have {', '.join(near)}." if near else ""))


@functools.lru_cache(maxsize=2)
def pairs(window: int) -> torch.Tensor:
    """All pairs of neighbours in the two novels, (pairs, 2)."""
    return nets.neighbour_pairs(corpus().ids, window)


@functools.cache
@torch.enable_grad()
def quick_vectors(steps: int = 500) -> torch.Tensor:
    """Vectors after a short training of some seconds, for a demo that was not given any: (words, 50)."""
    generator = torch.Generator().manual_seed(0)
    model = nets.SkipGram(len(corpus().vocabulary), generator=generator)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(steps):
        batch = pairs(2)[torch.randint(len(pairs(2)), (2048,), generator=generator)]
        optimizer.zero_grad()
        model(batch[:, 0], batch[:, 1], corpus().noise.draw(64, generator)).backward()
        optimizer.step()
    return model.centre.detach()
