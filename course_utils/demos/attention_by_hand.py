"""A soft look-up among five fruits: the query is an arrow that you drag."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..live.demo import Demo, integer, slider, toggle
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Arrows, Axes, Bars, Points, Scene, Text
from .parts import fixed

# name -> key (sweet, large) and value (price in coins); the same table as in the lesson
FRUIT = {"grape": (0.6, -0.9, 1), "lemon": (-0.9, -0.3, 2), "apple": (0.3, 0.0, 3), "mango": (0.9, 0.4, 6), "melon": (0.5, 1.0, 8)}
NAMES = tuple(FRUIT)
KEYS = np.array([v[:2] for v in FRUIT.values()])                # (5, 2)
PRICES = np.array([float(v[2]) for v in FRUIT.values()])        # (5,)
REACH = 1.5                                                     # as far as the query may point before it is made longer


@dataclass
class AttentionByHand(Demo):
    """Drag the query: scores, weights and the weighted mean follow.

    Taught in: 12_attention, section 1
    """

    title: ClassVar[str] = "Attention by hand: a soft look-up"
    uses_seed: ClassVar[bool] = False
    presets: ClassVar[dict[str, Preset]] = {
        "sweet and large": Preset({"sweet": 1.0, "large": 1.0}, "Mango and melon point the same way as the query: together they get most of the weight, and the price comes near theirs.",
            (Promise("mango and melon have most of the weight, the price lies between theirs", lambda demo: demo.weights()[3:].sum() > 0.5),
             Promise("the mean of these two lies between 6 and 8", lambda demo: 6 < demo.weights()[3:] @ PRICES[3:] / demo.weights()[3:].sum() < 8))),
        "no wish": Preset({"sweet": 0.0, "large": 0.0}, "A query of length 0 scores every fruit alike: five equal weights, and the plain mean of the prices.",
            (Promise("the plain mean", lambda demo: abs(demo.price() - PRICES.mean()) < 1e-9),)),
        "very sure": Preset({"sweet": 0.4, "large": 1.2, "sure": 6.0}, "The query times 6: so long a query makes the weights hard. Nearly everything goes to one fruit, as in a dictionary.",
            (Promise("nearly all to one", lambda demo: demo.weights().max() > 0.8),)),
        "sour": Preset({"sweet": -1.0, "large": 0.0, "sure": 3.0}, "The lemon is the only key on the sour side: it gets nearly all.",
            (Promise("the lemon gets nearly all", lambda demo: demo.weights()[1] > 0.85),)),
        "only the first two seen": Preset({"sweet": 1.0, "large": 1.0, "seen": 2}, "The mask hides all but grape and lemon. Their weights still sum to 1, however badly they fit.",
            (Promise("two weights, their sum 1", lambda demo: demo.weights()[2:].sum() == 0 and abs(demo.weights()[:2].sum() - 1) < 1e-9),)),
    }

    sweet: float = slider(1.0, -REACH, REACH, 0.1, help="what the query wants, first number: sweet (above 0) or sour")
    large: float = slider(0.5, -REACH, REACH, 0.1, help="what the query wants, second number: large (above 0) or small")
    sure: float = slider(1.0, 0.0, 8.0, 0.1, label="times", help="multiplies the query: the longer it is, the surer its choice")
    scaled: bool = toggle(False, label="divide by √d", help="divide every score by √2, the square root of the keys' length")
    seen: int = integer(5, 1, 5, label="seen", unit="of 5", help="mask: only the first so many fruits may be looked at")

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Choose “no wish”, a query of length 0.", "What will the price be?", lambda demo: demo.sweet == demo.large == 0 and demo.seen == 5,
             "4 coins: all scores are 0, all weights one fifth, and 4 is the plain mean of 1, 2, 3, 6 and 8.",
             lambda demo: np.allclose(demo.weights(), 0.2), ({"sweet": 0.0, "large": 0.0},)),
        Step("Choose “sour”.", "Which single fruit wins?", lambda demo: demo.sweet <= -0.5 and demo.seen == 5,
             "The lemon, the only key on the sour side.", lambda demo: list(FRUIT)[int(demo.weights().argmax())] == "lemon",
             ({"sweet": -1.0, "sure": 3.0},)),
        Step("Choose “only the first two seen”.", "What do the weights of grape and lemon sum to, although neither fits?",
             lambda demo: demo.seen == 2 and demo.sweet > 0, "To 1, as always: what the mask hides gets exactly 0, and the rest shares everything.",
             lambda demo: abs(demo.weights()[:2].sum() - 1) < 1e-6, ({"sweet": 1.0, "large": 1.0, "sure": 1.0, "seen": 2},)),
    )

    def query(self) -> np.ndarray:
        """(2,): how sweet and how large."""
        return self.sure * np.array([self.sweet, self.large])

    def scores(self) -> np.ndarray:
        """Dot products of the query with the keys, (5,); minus infinity where the mask hides a key."""
        found = KEYS @ self.query() / (math.sqrt(2) if self.scaled else 1)
        return np.where(np.arange(5) < self.seen, found, -np.inf)

    def weights(self) -> np.ndarray:
        """Softmax of the scores, (5,): between 0 and 1, their sum is 1."""
        grown = np.exp(self.scores() - self.scores().max())
        return grown / grown.sum()

    def price(self) -> float:
        """The weighted mean of the prices."""
        return float(self.weights() @ PRICES)

    def scene(self) -> Scene:
        scores, weights = self.scores(), self.weights()
        price = self.price()
        marks = [Points([x], [y], color="blue" if k < self.seen else "ghost", size=10 + 38 * math.sqrt(w), filled=False)
                 for k, ((x, y), w) in enumerate(zip(KEYS, weights, strict=True))]
        marks += [Points([x], [y], color="blue" if k < self.seen else "ghost", size=6) for k, (x, y) in enumerate(KEYS)]
        # below its ring, but above the one that the query of the first preset would run through
        marks += [Text(x, y + (1 if y > 0.5 else -1) * (0.19 + 0.26 * math.sqrt(w)), f"{name}, {price:.0f}")
                  for name, (x, y), w, price in zip(NAMES, KEYS, weights, PRICES, strict=True)]
        plane = Axes(*marks, Arrows([0], [0], [self.sweet], [self.large], color="purple"),
                     x="sour … sweet", y="small … large", title="Drag the tip. Ring: weight. Number: price",
                     xlim=(-1.7, 1.7), ylim=(-1.6, 1.6), equal=True, width=1.2, drag=("sweet", "large"))
        shown = Axes(Bars(weights, names=[f"{n} {100 * w:.0f} %" for n, w in zip(NAMES, weights, strict=True)], horizontal=True),
                     xlim=(0, 1), x="weight", title="Softmax of the scores")
        terms = " + ".join(f"{w:.2f}·{p:.0f}" for w, p in zip(weights, PRICES, strict=True))
        words = ", ".join(f"{n} {fixed(s)}" for n, s in zip(NAMES[:self.seen], scores, strict=False))
        hidden = "" if self.seen == 5 else f" Hidden: {', '.join(NAMES[self.seen:])}."
        return Scene(plane, shown, height=380, readouts={"price": f"{price:.2f} coins"},
                     caption=f"Query ({fixed(self.query()[0], 1)}, {fixed(self.query()[1], 1)}). Scores: {words}.{hidden} "
                             f"Price ≈ {terms} ≈ {price:.2f} coins.")
