"""Text cut into tokens: words and their vocabulary, byte pair encoding. Plain Python, no tensors yet.

Taught in: 10_word_vectors, sections 1 and 7
"""
from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
# what merges never cross: a word with the space before it, a number, signs, white space that is left
PIECE = re.compile(r" ?[^\W\d_]+| ?\d+| ?[^\w\s]+|\s+|_+")


def words(text: str) -> list[str]:
    """The words of a text in small letters, in order; punctuation and digits are dropped, "it's" is one word.

    Taught in: 10_word_vectors, section 1
    """
    return WORD.findall(text.lower())


class Vocabulary:
    """The words that occur at least `at_least` times, the most frequent first, and their numbers.

    `words[i]` is word number i, `ids[word]` its number, `counts[i]` how often it occurs.

    Taught in: 10_word_vectors, section 1
    """

    def __init__(self, words: Iterable[str], at_least: int = 1):
        kept = [(word, n) for word, n in Counter(words).most_common() if n >= at_least]
        self.words = [word for word, _ in kept]
        self.counts = [n for _, n in kept]
        self.ids = {word: i for i, word in enumerate(self.words)}

    def encode(self, words: Iterable[str]) -> list[int]:
        """The numbers of the words; a word that is not in the vocabulary is left out."""
        return [self.ids[word] for word in words if word in self.ids]

    def decode(self, ids: Iterable[int]) -> list[str]:
        return [self.words[i] for i in ids]

    def __len__(self) -> int:
        return len(self.words)

    def __repr__(self) -> str:
        return f"Vocabulary of {len(self):,} words: {', '.join(self.words[:3])} …"


class BytePairs:
    """Byte pair encoding: 256 bytes to begin with, then one token more for each merge; no text is unknown to it.

    `tokens[i]` are the bytes of token i; `merges[k]`, a pair of token numbers, became token 256 + k.

    Source: R. Sennrich, B. Haddow, A. Birch, 2016, <https://aclanthology.org/P16-1162>; on bytes as in GPT-2 (2019).
    Taught in: 10_word_vectors, section 7
    """

    def __init__(self, merges: Sequence[tuple[int, int]] = ()):
        self.merges = [tuple(pair) for pair in merges]
        self.tokens = [bytes([i]) for i in range(256)]
        for a, b in self.merges:
            self.tokens.append(self.tokens[a] + self.tokens[b])
        self.rank = {pair: k for k, pair in enumerate(self.merges)}
        self._known: dict[str, list[int]] = {}

    @classmethod
    def learn(cls, text: str, merges: int) -> BytePairs:
        """Merge the most frequent pair of neighbours, `merges` times (fewer where no pair is left).

        Merges stay inside words. Of equally frequent pairs the one whose bytes come first in the alphabet is taken.
        """
        counts = Counter(PIECE.findall(text))
        pieces, times = [list(piece.encode()) for piece in counts], list(counts.values())
        tokens = [bytes([i]) for i in range(256)]
        pairs: Counter = Counter()
        places = defaultdict(set)                       # pair -> the pieces that hold it: a merge looks at these alone
        for n, piece in enumerate(pieces):
            for pair in itertools.pairwise(piece):
                pairs[pair] += times[n]
                places[pair].add(n)
        learned = []
        while len(learned) < merges and pairs:
            most = max(pairs.values())
            best = min((p for p, n in pairs.items() if n == most), key=lambda p: (tokens[p[0]], tokens[p[1]]))
            new = len(tokens)
            tokens.append(tokens[best[0]] + tokens[best[1]])
            learned.append(best)
            for n in places.pop(best):
                old, pieces[n] = pieces[n], merged(pieces[n], best, new)
                for pair in itertools.pairwise(old):
                    pairs[pair] -= times[n]
                    if not pairs[pair]:
                        del pairs[pair]
                for pair in zip(pieces[n], pieces[n][1:], strict=False):
                    pairs[pair] += times[n]
                    places[pair].add(n)
        return cls(learned)

    def encode(self, text: str) -> list[int]:
        """The text as token numbers; `decode` gives it back."""
        found: list[int] = []
        for piece in PIECE.findall(text):
            if piece not in self._known:
                self._known[piece] = self._encode(list(piece.encode()))
            found += self._known[piece]
        return found

    def _encode(self, ids: list[int]) -> list[int]:
        while len(ids) > 1:
            pair = min(itertools.pairwise(ids), key=lambda p: self.rank.get(p, len(self.merges)))
            if pair not in self.rank:
                break
            ids = merged(ids, pair, 256 + self.rank[pair])
        return ids

    def decode(self, ids: Iterable[int]) -> str:
        """The text of token numbers; bytes that are no UTF-8, as a model may write them, become �."""
        return b"".join(self.tokens[i] for i in ids).decode("utf-8", errors="replace")

    def __len__(self) -> int:
        return len(self.tokens)

    def __repr__(self) -> str:
        return f"BytePairs: {len(self.tokens):,} tokens, {len(self.merges):,} of them merged"


def merged(ids: Sequence, pair: tuple, new) -> list:
    """`ids` with each occurrence of the pair, from left to right, replaced by `new`."""
    result, i = [], 0
    while i < len(ids):
        if i + 1 < len(ids) and (ids[i], ids[i + 1]) == pair:
            result.append(new)
            i += 2
        else:
            result.append(ids[i])
            i += 1
    return result
