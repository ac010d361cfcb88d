"""Rosenblatt's perceptron rule, one example a step."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..live.demo import Demo, choice, integer, slider
from ..live.preset import Preset, Promise
from ..live.scene import Axes, HeatMap, Line, Points, Scene
from .gate import GATES, INPUTS, boundary
from .parts import counted, fixed

MAX_PASSES = 100


def separable(X: np.ndarray, y: np.ndarray) -> bool:
    """Whether some straight line has all of class 0 of X (n, 2) strictly on one side and all of class 1 on the other.

    Exact up to rounding: the widest gap between two sets of points in the plane lies across the line through two
    points, or along it, so these directions are all that must be tried.
    """
    i, j = np.triu_indices(len(X), k=1)
    along = X[j] - X[i]                                                        # (pairs, 2)
    directions = np.concatenate([along, along[:, ::-1] * [1, -1]])
    shadow = directions @ X.T                                                  # (2·pairs, n)
    zero, one = shadow[:, y == 0], shadow[:, y == 1]
    gap = np.maximum(zero.min(1) - one.max(1), one.min(1) - zero.max(1))
    return bool((gap > 1e-9).any())


@dataclass
class PerceptronRule(Demo):
    """Look at one example after the other; move the line only where it was wrong.

    Taught in: 05_perceptrons, section 3
    """

    title: ClassVar[str] = "The perceptron rule, one example a step"
    speed: ClassVar[str] = "5 steps/s"
    step_is: ClassVar[str] = "one example is looked at"
    presets: ClassVar[dict[str, Preset]] = {
        "AND": Preset({"points": "AND"}, "Four examples that a line can part: the rule stops after a few passes.",
            (Promise("a pass without a mistake ends it", lambda demo: demo.history[-1] == 0 and len(demo.history) <= 10, after=60),)),
        "XOR": Preset({"points": "XOR"}, "No such line exists: the rule goes round in circles.",
            (Promise("no pass is without a mistake", lambda demo: min(demo.history) > 0 and not demo.separable, after=200),)),
        "wide gap": Preset({"points": "clouds", "gap": 3.0}, "Few mistakes until it is done: the line has room.",
            (Promise("few updates, and it is done", lambda demo: demo.history[-1] == 0 and demo.updates <= 6, after=400),), speed="20 steps/s"),
        "overlapping": Preset({"points": "clouds", "gap": 0.8}, "The clouds overlap, and the mistakes never stop.",
            (Promise("no pass is without a mistake", lambda demo: min(demo.history) > 0 and not demo.separable, after=900),), speed="20 steps/s"),
    }

    points: str = choice("clouds", ("AND", "OR", "XOR", "clouds"), help="the examples to learn", rebuild=True, task=True)
    gap: float = slider(2.2, 0.0, 4.0, 0.1, help="distance between the two clouds", rebuild=True, task=True,
                        shown=lambda demo: demo.points == "clouds")
    n: int = integer(30, 6, 60, 2, label="examples", help="how many examples in the two clouds together", rebuild=True, task=True,
                     shown=lambda demo: demo.points == "clouds")
    lr: float = slider(0.5, 0.1, 2.0, 0.1, label="learning rate", help="how far one mistake moves the line")

    def reset(self):
        rng = np.random.default_rng(self.seed)
        if self.points == "clouds":
            self.y = np.arange(self.n) % 2                                     # (n,)
            centre = np.where(self.y == 1, 1, -1)[:, None] * self.gap / 2 * np.array([0.8, 0.6])
            self.X = centre + 0.6 * rng.standard_normal((self.n, 2))           # (n, 2)
        else:
            self.X, self.y = INPUTS.copy(), np.array(GATES[self.points])
        self.separable = separable(self.X, self.y)
        # a start that is wrong on purpose, so that there is something to see
        self.w, self.b = np.array([-1.0, 0.6]) + 0.3 * rng.standard_normal(2), 0.3 * rng.standard_normal()
        self.before: tuple[np.ndarray, float] | None = None
        self.seen = self.updates = self.mistakes = 0                           # mistakes: in the pass going on
        self.history: list[int] = []                                           # mistakes in each finished pass
        self.sentence = f"{len(self.X)} examples. Press step: the first example is looked at."

    def step(self) -> str | None:
        """Look at the next example; update if it was wrong. Returns a sentence when there is no more to do."""
        i = self.seen % len(self.X)
        x, y = self.X[i], int(self.y[i])
        y_hat = int(self.w @ x + self.b > 0)
        self.before = None
        self.seen += 1
        place = f"Pass {len(self.history) + 1}, example {i + 1}: ({fixed(x[0], 1)}, {fixed(x[1], 1)}) is class {y}, the neuron says {y_hat}. "
        if y_hat == y:
            self.sentence = place + "Right: nothing changes."
        else:
            self.before = (self.w, self.b)
            self.w, self.b = self.w + self.lr * (y - y_hat) * x, self.b + self.lr * (y - y_hat)
            self.updates += 1
            self.mistakes += 1
            sign = "added to" if y > y_hat else "taken from"
            self.sentence = place + f"Wrong: {self.lr:g}·x is {sign} w, {self.lr:g} is {sign} b."
        if i < len(self.X) - 1:
            return None
        self.history.append(self.mistakes)
        self.mistakes = 0
        return self._verdict()

    def _verdict(self) -> str | None:
        if self.history[-1] == 0:
            return f"A whole pass without a mistake: done after {counted(self.updates, 'update')} in {len(self.history)} passes."
        if len(self.history) % MAX_PASSES == 0:
            reason = ("a line exists, but the gap is so narrow that finding it takes longer" if self.separable
                      else "no straight line separates these points, so the rule can never stop by itself")
            return f"Paused after {len(self.history)} passes and {counted(self.updates, 'update')}: {reason}."
        return None

    def scene(self) -> Scene:
        reach = 1.08 * float(np.abs(self.X).max()) + 0.15
        low, high = (-0.75, 1.75) if self.points != "clouds" else (-reach, reach)
        side = np.linspace(low, high, 61)
        fires = self.w[0] * side[None, :] + self.w[1] * side[:, None] + self.b > 0
        marks = [HeatMap(fires.astype(float), (low, high, low, high), "diverging", vmin=0, vmax=1, smooth=False, alpha=0.3)]
        if self.before is not None:
            marks.append(Line(*boundary(*self.before[0], self.before[1], 20.0), color="muted", style="dashed"))
        marks += [Line(*boundary(*self.w, self.b, 20.0), color="ink"),
                  Points(*self.X.T, color=self.y, size=9)]
        if self.seen:
            x = self.X[(self.seen - 1) % len(self.X)]
            marks.append(Points([x[0]], [x[1]], color="ink", size=20, filled=False))
        passes = np.arange(1, len(self.history) + 1)
        right = Axes(Line(passes, self.history, color="blue", keep=True), Points(passes, self.history, color="blue", size=8),
                     x="pass over the examples", y="mistakes in the pass", ylim=(-0.5, max(self.history, default=4) + 1),
                     xlim=(0.5, max(10, len(self.history)) + 0.5))
        wrong = int(((self.X @ self.w + self.b > 0) != self.y).sum())
        text = self.sentence
        if not self.separable:
            text += " No straight line separates these two classes: some examples will always be wrong."
        return Scene(Axes(*marks, x="x₁        ○ looked at     ╌ line before", y="x₂", title="Orange side: the neuron says 1", xlim=(low, high), ylim=(low, high),
                          equal=True, width=0.8), right, caption=text, height=380,
                     readouts={"w": f"({fixed(self.w[0])}, {fixed(self.w[1])})", "b": fixed(self.b),
                               "updates": str(self.updates), "wrong now": f"{wrong} of {len(self.X)}"})
