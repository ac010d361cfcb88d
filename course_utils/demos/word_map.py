"""A map of words that moves while skip-gram reads two novels."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from .. import nets
from ..live.demo import Demo, choice, integer, log_slider, text
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Points, Scene, Text
from .parts import count, counted, finite_or_stop, fixed, small
from .word_space import ASKED, GROUPS, NUMBERS, SHOWN, corpus, known_word, pairs

BATCH = 2048
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "circle", "square", "triangle")
COLORS = ("blue", "orange", "green", "red", "purple", "sky", "yellow", "ink")
NEIGHBOURS = 8
# in units of the map's reach, as a page of 820 pixels shows it: the width of a letter, the height of a line, a label above its point
LETTER, LINE, DOT, ABOVE = 0.033, 0.065, 0.014, (0.0, 0.052)


def overlap(box: tuple[float, float, float, float], others: np.ndarray) -> bool:
    """Whether `box`, (x, y, half the width, half the height), covers a part of any of `others`, (n, 4)."""
    return bool((np.abs(others[:, :2] - box[:2]) < others[:, 2:] + box[2:]).all(axis=1).any())


@dataclass
class WordMap(Demo):
    """Skip-gram reads two novels; the vectors of some fifty words are drawn as they move.

    The map shows the plane in which these words differ most. After each step it is turned on a little towards the
    present plane, never re-drawn from scratch, so that what moves on the screen is the words.

    Taught in: 10_word_vectors, section 6
    """

    title: ClassVar[str] = "Word map"
    updates_per_step: ClassVar[int] = 2
    presets: ClassVar[dict[str, Preset]] = {
        "fifty numbers": Preset({}, "First a heap, then kinds of words part. Go on to some 600 updates: the neighbours of five become numbers.",
            (Promise("a heap", lambda demo: abs(demo.parted()) < 0.05),
             Promise("the kinds part", lambda demo: demo.parted() > 0.15, after=200),
             Promise("numbers find one another", lambda demo: len(NUMBERS & set(demo.neighbours()[0])) >= 2, after=600))),
        "too hasty": Preset({"lr": 0.3}, "The steps are too long: the loss jumps up, and the neighbours make little sense.",
            (Promise("the loss is far above that of the start", lambda demo: demo.loss > 6, after=150),)),
        "two numbers": Preset({"size": 2}, "With two numbers a word there is hardly room for what 2,000 words mean: strangers have a cosine of 1.",
            (Promise("the kinds do not part much", lambda demo: demo.size == 2 and demo.loss is not None and demo.parted() < 0.15, after=300),
             Promise("the neighbours' cosine is 1", lambda demo: demo.size == 2 and demo.neighbours()[1].min() > 0.995, after=300))),
        "wide window": Preset({"window": 6, "word": "he"}, "Six words to either side: near to he comes himself, which goes with it. "
                              "After as many updates with two it is she, which stands in the same place.",
            (Promise("himself is near", lambda demo: demo.window == 6 and "himself" in demo.neighbours()[0], after=600),)),
    }

    word: str = text("five", 20, shortest=1, suggestions=ASKED, reads=known_word, help="type any word of the novels: its nearest words are listed on the right")
    lr: float = log_slider(0.02, 1e-3, 0.5, label="learning rate", help="Adam's step; acts on the next step")
    negatives: int = integer(5, 1, 15, label="weight of noise", help="how many made-up pairs weigh as much as one real pair")
    window: int = integer(2, 1, 6, help="how many words to the left and to the right count as near", rebuild=True)
    size: int = choice(50, (2, 10, 50, 100), label="numbers for each word", help="length of a word's vector", rebuild=True)

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Press ▶ and watch the first hundred steps.", "Do kinds of words part by then?", lambda demo: demo.steps >= 100 and demo.size > 2,
             "They begin to: the loss falls, and words of one kind drift together.", lambda demo: demo.loss < 4.0, (100,)),
        Step("Choose “two numbers” and run 100 steps.", "Can all kinds part with two numbers a word?",
             lambda demo: demo.size == 2 and demo.steps >= 100, "No: all words share one circle of directions, and there are more kinds than places.",
             lambda demo: demo.model.centre.shape[1] == 2, ("two numbers", 100)),
        Step("Choose “wide window” and run 50 steps.", "What changes among the neighbours?",
             lambda demo: demo.window == 6 and demo.size > 2 and demo.steps >= 50,
             "A wide window collects what goes together, the topic; a narrow one finds what could stand in the same place.",
             lambda demo: len(demo.neighbours()[0]) > 3, ("wide window", 50)),
    )

    def reset(self):
        self._device = small(self.device)
        self.steps, self.loss = 0, None
        self._random = torch.Generator().manual_seed(self.seed)
        self.corpus = corpus()
        vocabulary = self.corpus.vocabulary
        self.model = nets.SkipGram(len(vocabulary), self.size, generator=self._random).to(self._device)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.lr)
        self.words = [word for word in SHOWN if word in vocabulary.ids]
        self.shown = torch.tensor(vocabulary.encode(self.words))
        points = self._points()
        self.plane = torch.linalg.svd(points.T @ points).U[:, :2]                      # (size, 2)
        self.sides: dict[str, tuple[float, float]] = {}
        self.label()

    def _points(self, more: tuple[str, ...] = ()) -> torch.Tensor:
        """The shown words as directions, the mean of them taken away, and behind them `more` words: (shown + more, size)."""
        rows = torch.cat([self.shown, torch.tensor(self.corpus.vocabulary.encode(more), dtype=torch.long)]).to(self._device)
        points = F.normalize(self.model.centre.detach()[rows], dim=1).cpu()
        return torch.nan_to_num(points - points[:len(self.words)].mean(dim=0))         # a run that was lost is still drawn

    def step(self):
        """Two batches of pairs; then the plane of the map turns on towards the plane of the largest spread."""
        self.model.negatives = self.negatives
        self.optimizer.param_groups[0]["lr"] = self.lr
        table = pairs(self.window)
        for _ in range(self.updates_per_step):
            batch = table[torch.randint(len(table), (BATCH,), generator=self._random)]
            noise = self.corpus.noise.draw(64, self._random).to(self._device)
            self.optimizer.zero_grad()
            loss = self.model(*batch.T.to(self._device), noise)
            loss.backward()
            self.optimizer.step()
        self.loss = finite_or_stop(loss.item(), self.lr)
        self.steps += 1
        points = self._points()
        # one step of the power method; U·Vᵀ is the plane's basis nearest to the old one, so the map does not spin
        turned = torch.linalg.svd(points.T @ (points @ self.plane), full_matrices=False)
        self.plane = turned.U @ turned.Vh
        self.label()

    def label(self) -> None:
        """Where each word stands beside its point, in units of the map's reach: where it stood if there is room, else on another
        side; a word without room has none, and comes back when its neighbours move on."""
        spots = (self._points() @ self.plane).numpy()
        spots /= max(0.3, 1.15 * np.abs(spots).max())
        dots = np.column_stack([spots, np.full(spots.shape, DOT)])                     # (n, 4): x, y, half the width, half the height
        taken, before, self.sides = np.empty((0, 4)), self.sides, {}
        # who has a place keeps it: else the words would change places with every step
        for k in sorted(range(len(self.words)), key=lambda k: (self.words[k] != self.word, self.words[k] not in before)):
            word, half = self.words[k], LETTER * len(self.words[k]) / 2 + 0.008
            sides = sorted((ABOVE, (0.0, -0.055), (half + 0.03, 0.0), (-half - 0.03, 0.0)), key=lambda side, word=word: side != before.get(word))
            boxes = [(*(spots[k] + side), half, LINE / 2) for side in sides]
            # clear of labels and points, or else of labels
            at = next((n for full in (np.vstack([taken, dots]), taken) for n, box in enumerate(boxes) if not overlap(box, full)),
                      0 if word == self.word else None)
            if at is not None:
                taken = np.vstack([taken, boxes[at]])
                self.sides[word] = sides[at]

    def neighbours(self) -> tuple[list[str], torch.Tensor]:
        """The words nearest to the chosen one and their cosines, the nearest first."""
        vocabulary = self.corpus.vocabulary
        cosines, rows = nets.nearest(self.model.centre.detach(), vocabulary.ids[self.word], NEIGHBOURS)
        return vocabulary.decode(rows.tolist()), torch.nan_to_num(cosines.cpu())

    def parted(self) -> float:
        """Mean cosine of the shown words of one kind, less that of words of different kinds."""
        points = F.normalize(torch.nan_to_num(self.model.centre.detach()[self.shown.to(self._device)]).cpu(), dim=1)
        kind = torch.tensor([next(k for k, words in enumerate(GROUPS.values()) if word in words) for word in self.words])
        same, cosines = kind[:, None] == kind, points @ points.T
        return float(cosines[same & ~torch.eye(len(kind), dtype=torch.bool)].mean() - cosines[~same].mean())

    def scene(self) -> Scene:
        typed = () if self.word in self.words else (self.word,)
        spots = self._points(typed) @ self.plane                                         # (shown + typed, size) -> (shown + typed, 2)
        place = dict(zip((*self.words, *typed), spots.tolist(), strict=True))
        reach = max(0.3, 1.15 * spots.abs().max().item())
        marks, sides = [], {self.word: ABOVE} | self.sides
        for (name, words), color, marker in zip(GROUPS.items(), COLORS, MARKERS, strict=True):
            here = [(word, *place[word]) for word in words if word in place]
            marks.append(Points([x for _, x, _ in here], [y for _, _, y in here], color=color, marker=marker, size=6, label=name))
            marks += [Text(x + reach * sides[word][0], y + reach * sides[word][1], word, color=color, size=12, bold=word == self.word)
                      for word, x, y in here if word in sides]
        for word in typed:
            x, y = place[word]
            marks += [Points([x], [y], color="ink", marker="diamond", size=7), Text(x, y + 0.04 * reach, word, size=12, bold=True)]
        near, cosines = self.neighbours()
        return Scene(
            Axes(*marks, title="Words on the plane where they differ most", x="direction 1", y="direction 2",
                 xlim=(-reach, 1.65 * reach), ylim=(-reach, reach), width=2.2),
            Axes(Bars(cosines, names=tuple(near), horizontal=True), title=f"Nearest to {self.word}", x="cosine", xlim=(0, 1)),
            caption=self._caption(near), height=480, readouts={"loss": "–" if self.loss is None else fixed(self.loss)})

    def _caption(self, near: list[str]) -> str:
        if not self.steps:
            return "No update yet: the vectors are small random numbers, and neighbours are chance. Press ▶."
        return (f"After {counted(self.updates_per_step * self.steps, 'update')} of {count(BATCH)} pairs the loss is {fixed(self.loss)}. "
                f"Nearest to {self.word}: {', '.join(near[:5])}.")
