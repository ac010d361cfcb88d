"""Words as points: tables of vectors, skip-gram with negative sampling, and who lies next to whom."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


def neighbour_pairs(ids: torch.Tensor, window: int = 2) -> torch.Tensor:
    """All pairs (centre, near) at most `window` places apart in a sequence of word numbers (n,), both ways: (pairs, 2).

    Taught in: 10_word_vectors, section 3
    """
    pairs = []
    for d in range(1, window + 1):
        left, right = ids[:-d], ids[d:]
        pairs += [torch.stack((left, right), dim=1), torch.stack((right, left), dim=1)]
    return torch.cat(pairs)


def cooccurrences(ids: torch.Tensor, words: int, window: int = 2) -> torch.Tensor:
    """How often word j stands within `window` places of word i: (words, words), symmetric, float32.

    Taught in: 10_word_vectors, section 2
    """
    centre, near = neighbour_pairs(ids, window).T
    return torch.bincount(centre * words + near, minlength=words * words).reshape(words, words).float()


def association(counts: torch.Tensor) -> torch.Tensor:
    """Positive pointwise mutual information of a table of counts: ln(p(i, j) / (p(i) · p(j))), nothing below 0.

    Taught in: 10_word_vectors, section 6
    """
    expected = counts.sum(dim=1, keepdim=True) * counts.sum(dim=0) / counts.sum().clamp(min=1e-9)
    return (counts / expected.clamp(min=1e-9)).clamp(min=1.0).log()


def nearest(vectors: torch.Tensor, row: int, k: int = 10) -> tuple[torch.Tensor, torch.Tensor]:
    """The k rows of `vectors` (n, size) with the largest cosine to row `row`, without it: cosines (k,), rows (k,).

    Taught in: 10_word_vectors, section 2
    """
    cosines = F.cosine_similarity(vectors, vectors[row:row + 1], dim=1)
    cosines[row] = -2.0                                            # below every cosine
    return cosines.topk(k)


class SkipGram(nn.Module):
    """Two tables (words, size), one for words in the centre and one for words near it; `centre` holds the word vectors.

    Called with centre and near words (batch,) and noise words (k,) that the batch shares, it returns the mean loss of
    skip-gram with negative sampling: -ln σ(u·v) for the real pair, and `negatives` times the noise words' mean -ln σ(-u·v).

    Source: T. Mikolov et al., 2013, <https://arxiv.org/abs/1310.4546>
    Taught in: 10_word_vectors, sections 3 and 4
    """

    def __init__(self, words: int, size: int = 50, negatives: int = 5, generator: torch.Generator | None = None):
        super().__init__()
        self.negatives = negatives
        self.centre = nn.Parameter(0.1 * torch.randn(words, size, generator=generator))
        self.near = nn.Parameter(torch.zeros(words, size))

    def forward(self, centre: torch.Tensor, near: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        v = self.centre[centre]                                    # (batch, size)
        real = (v * self.near[near]).sum(dim=1)                    # (batch,)
        made_up = v @ self.near[noise].T                           # (batch, k)
        return -F.logsigmoid(real).mean() - self.negatives * F.logsigmoid(-made_up).mean()


class NoiseWords:
    """Draws word numbers with probabilities in proportion to count ** 0.75, as word2vec does.

    Taught in: 10_word_vectors, section 4
    """

    def __init__(self, counts: torch.Tensor, power: float = 0.75):
        weights = counts.double() ** power
        self.probability = weights / weights.sum()
        self._up_to = self.probability.cumsum(dim=0)

    def draw(self, k: int, generator: torch.Generator) -> torch.Tensor:
        """k word numbers (k,), int64."""
        # torch.multinomial walks through the whole table at each draw; a search among the sums does not
        u = torch.rand(k, dtype=torch.float64, generator=generator)
        return torch.searchsorted(self._up_to, u).clamp(max=len(self._up_to) - 1)
