"""Neighbours of a word: by counted rows, by association, by learned vectors; words added and taken away."""
from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch.nn import functional as F

from .. import nets
from ..live.demo import Demo, choice, integer, text
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, HeatMap, Scene, Text
from .parts import fixed
from .word_space import ASKED, NUMBERS, corpus, known_word, quick_vectors

WAYS = ("counts", "association", "skip-gram")
NOTHING = "nothing"
OTHERS = (NOTHING, "she", "he", "him", "her", "himself", "herself", "sister", "brother", "good", "better", "day", "days")
# of the sums that the lists allow those whose answer anybody would expect
EXPECTED = {("himself", "he", "she"): "herself", ("herself", "she", "he"): "himself", ("him", "he", "she"): "her", ("his", "he", "she"): "her",
            ("brother", "he", "she"): "sister", ("sister", "she", "he"): "brother", ("mother", "she", "he"): "father"}
COLUMNS = 50


@functools.lru_cache(maxsize=12)
def table(way: str, window: int) -> torch.Tensor:
    """The rows that are compared, one for each word of the two novels: (words, words)."""
    counts = nets.cooccurrences(corpus().ids, len(corpus().vocabulary), window)
    return counts if way == "counts" else nets.association(counts)


@dataclass
class WordNeighbours(Demo):
    """The words nearest to a word, by the cosine of their rows; `+` and `−` make an analogy of it.

    vectors: your own (words, size), one row for each word of the two novels that occurs at least ten times; without
    them, skip-gram's are those of a short training.

    Taught in: 10_word_vectors, section 5
    """

    title: ClassVar[str] = "Neighbours of a word"
    uses_seed: ClassVar[bool] = False
    presets: ClassVar[dict[str, Preset]] = {
        "learned": Preset({"word": "five"}, "Fifty learned numbers a word: do numbers find one another?",
            (Promise("most of the first ten are numbers", lambda demo: len(NUMBERS & set(demo.neighbours()[0])) >= 5),)),
        "counted": Preset({"word": "five", "way": "counts"}, "The same by counted rows: few numbers. The commonest words, the bright columns on the left, are in every row and outweigh all else.",
            (Promise("hardly a number among the first ten", lambda demo: demo.way == "counts" and len(NUMBERS & set(demo.neighbours()[0])) < 5),)),
        "an analogy": Preset({"word": "himself", "minus": "he", "plus": "she"}, "himself − he + she: where is herself? Nearer than nearly all other words, as the text below says, yet it need not be the first.",
            (Promise("herself is nearer than 19 of 20 words", lambda demo: "herself" in demo.neighbours(len(demo.vocabulary) // 20)[0]),)),
        "a wide window": Preset({"word": "daughters", "way": "association", "window": 6}, "Six words to either side find the topic: Bennet, five, married. "
                                "Set the window to 2: sisters, neighbours and cousins could stand in its place.",
            (Promise("what goes with daughters", lambda demo: demo.window == 6 and {"bennet", "five", "married"} <= set(demo.neighbours()[0])),
             Promise("and not what could replace them", lambda demo: not {"sisters", "neighbours", "cousins"} & set(demo.neighbours()[0])))),
    }

    word: str = text("mother", 20, shortest=1, suggestions=(*ASKED, "himself", "his", "brother", "better", "days"), reads=known_word,
                     help="type any word of the novels: its neighbours are listed")
    way: str = choice("skip-gram", WAYS, help="what is compared: rows of counts, of association, or learned vectors")
    window: int = integer(2, 1, 6, help="how far a counted neighbour may stand", shown=lambda demo: demo.way != "skip-gram")
    minus: str = choice(NOTHING, OTHERS, label="−", help="a word whose vector is taken away")
    plus: str = choice(NOTHING, OTHERS, label="+", help="a word whose vector is added")
    vectors: torch.Tensor | None = None

    def reset(self):
        self.vocabulary = corpus().vocabulary
        if self.vectors is not None and (self.vectors.ndim != 2 or len(self.vectors) != len(self.vocabulary)):
            raise ValueError(f"vectors must be (words, size) with {len(self.vocabulary):,} rows, not {tuple(self.vectors.shape)}.")

    def rows(self) -> torch.Tensor:
        """What is compared, each row of length 1: (words, columns)."""
        if self.way != "skip-gram":
            return F.normalize(table(self.way, self.window), dim=1)
        found = quick_vectors() if self.vectors is None else self.vectors
        return F.normalize(found.detach().cpu().float(), dim=1)

    def neighbours(self, k: int = 10) -> tuple[list[str], torch.Tensor, torch.Tensor]:
        """The k nearest words that are not part of the sum, their cosines (k,), and the sum they are near to."""
        rows, ids = self.rows(), self.vocabulary.ids
        used = [ids[w] for w in (self.word, self.minus, self.plus) if w != NOTHING]
        target = rows[ids[self.word]].clone()
        if self.minus != NOTHING:
            target -= rows[ids[self.minus]]
        if self.plus != NOTHING:
            target += rows[ids[self.plus]]
        cosines = rows @ F.normalize(target, dim=0)
        cosines[used] = -2.0
        best = cosines.topk(k)
        return self.vocabulary.decode(best.indices.tolist()), best.values, target

    def scene(self) -> Scene:
        near, cosines, target = self.neighbours()
        asked = self.word + "".join(f" {sign} {w}" for sign, w in (("−", self.minus), ("+", self.plus)) if w != NOTHING)
        rows = self.rows()[:, :COLUMNS]
        strips = torch.stack([target[:COLUMNS], *(rows[self.vocabulary.ids[w]] for w in near[:5])]).flip(0)      # (6, ≤ 50)
        names = [asked, *near[:5]]
        # counts differ by a thousand times: the root makes the small ones visible
        seen = strips.sign() * strips.abs().sqrt()
        width = strips.shape[1]
        left = Axes(HeatMap(seen, (0, width, 0, 6), "diverging", smooth=False),
                    *(Text(-0.5, 5.5 - i, name, size=11, anchor="right", bold=i == 0) for i, name in enumerate(names)),
                    title=f"Their first {width} numbers", xlim=(-0.45 * width, width), ylim=(0, 6), frame=False, width=1.3)
        right = Axes(Bars(cosines.clamp(min=0), names=tuple(near), horizontal=True), title=f"Nearest to {asked}", x="cosine", xlim=(0, 1))
        size = f"{self.rows().shape[1]:,} numbers a word"
        return Scene(left, right, height=380, readouts={"compared": size},
                     caption=f"By {self.way}, {size}, the words nearest to {asked} are {', '.join(near[:5])}; "
                             f"the first has cosine {fixed(cosines[0])}.{self._expected()}")

    def _expected(self) -> str:
        """Where the word stands that a sum ought to lead to."""
        answer = EXPECTED.get((self.word, self.minus, self.plus))
        if answer is None:
            return ""
        others = len(self.vocabulary) - 3
        return f" Of {others:,} words {answer} is number {self.neighbours(others)[0].index(answer) + 1}."
