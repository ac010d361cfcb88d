"""Logistic regression trained live: the probability surface, the threshold and its errors."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from .. import data
from ..live.demo import Demo, Diverged, choice, integer, log_slider, slider
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, HeatMap, Line, Points, Rule, Scene
from ..live.track import Track
from .gate import boundary
from .parts import count, number, small

SETS = ("gaussians", "moons", "circles", "xor")
BINS = 20
HEIGHTS = (0.1, 0.2, 0.4, 0.7, 1.0, 1.2, 1.5)    # ends of the axis of the bars, as shares of a class: it grows by jumps, with room for the legend


@dataclass
class LogisticLive(Demo):
    """A line with a sigmoid behind it: train it, then choose where "probably" becomes "yes".

    Taught in: 05_perceptrons, section 8
    """

    title: ClassVar[str] = "Logistic regression live"
    speed: ClassVar[str] = "20 steps/s"
    presets: ClassVar[dict[str, Preset]] = {
        "two clouds": Preset({"points": "gaussians", "noise": 0.1, "lr": 0.5}, "The line settles between the clouds, and the band of doubt grows narrow.",
            (Promise("hardly any doubt is left", lambda demo: demo.loss < 0.1 and demo.doubtful() < 0.05, after=150),)),
        "overlap": Preset({"points": "gaussians", "noise": 0.8, "lr": 0.5},
                          "Where both classes live the probability is near 0.5. Move the threshold: fewer misses cost more false alarms.",
            (Promise("many examples stay in doubt", lambda demo: demo.steps >= 150 and demo.doubtful() > 0.15, after=150),)),
        "too fast": Preset({"points": "gaussians", "noise": 0.8, "lr": 100.0}, "The loss jumps up again and again: the steps go too far.",
            (Promise("the loss jumps up again and again", lambda demo: (np.diff(demo.losses[0]) > 0.2).sum() > 20, after=150),), speed="5 steps/s"),
        "XOR": Preset({"points": "xor", "noise": 0.1, "lr": 0.5}, "One line cannot do it: the loss stays near ln 2 = 0.69, as good as always saying 0.5.",
            (Promise("the loss is that of always saying 0.5", lambda demo: abs(demo.loss - 0.693) < 0.015, after=150),)),
    }

    points: str = choice("gaussians", SETS, label="data set", help="the examples to learn", rebuild=True, task=True)
    noise: float = slider(0.5, 0.0, 1.0, 0.05, help="how widely the classes scatter", rebuild=True, task=True)
    n: int = integer(200, 20, 400, 20, label="examples", help="how many examples", rebuild=True, task=True)
    lr: float = log_slider(0.5, 1e-3, 100.0, label="learning rate", help="how far each update goes")
    threshold: float = slider(0.5, 0.01, 0.99, 0.01, help="say 1 from this probability on")

    def reset(self):
        self._device = small(self.device)
        X, y = data.TOY_SETS[self.points](n=self.n, noise=self.noise, seed=self.seed)
        self.X, self.y = X.to(self._device), y.to(self._device, torch.float32)  # (n, 2), (n,)
        start = torch.randn(2, generator=torch.Generator().manual_seed(self.seed), dtype=torch.float32)
        self.w = start.to(self._device)                                         # (2,)
        self.b = torch.zeros((), device=self._device, dtype=torch.float32)
        self.steps, self.losses = 0, Track(1)
        self._note()
        span = float(X.abs().max()) * 1.1 + 0.1
        self.extent = (-span, span, -span, span)

    def logits(self, X: torch.Tensor) -> torch.Tensor:
        """z = X·w + b: (n, 2) -> (n,)."""
        return X @ self.w + self.b

    def _loss(self) -> float:
        return F.binary_cross_entropy_with_logits(self.logits(self.X), self.y).item()

    def _note(self) -> None:
        self.loss = self._loss()
        self.losses.append(self.steps, self.loss)

    def gradients(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Derivatives of the mean BCE by the chain rule: ∂L/∂z = (p − y) / n, then through z = X·w + b."""
        error = (torch.sigmoid(self.logits(self.X)) - self.y) / len(self.y)     # (n,)
        return self.X.T @ error, error.sum()

    def step(self):
        dw, db = self.gradients()
        self.w, self.b = self.w - self.lr * dw, self.b - self.lr * db
        self.steps += 1
        self._note()
        if not np.isfinite(self.loss):
            raise Diverged("The loss is no longer a number: lower the learning rate and reset.")

    def doubtful(self) -> float:
        """The share of the examples whose probability lies between 0.2 and 0.8."""
        p = torch.sigmoid(self.logits(self.X))
        return ((p > 0.2) & (p < 0.8)).float().mean().item()

    def confusion(self) -> dict[str, int]:
        """Counts of true positives, false positives, false negatives and true negatives at the threshold."""
        yes, y = torch.sigmoid(self.logits(self.X)) >= self.threshold, self.y == 1
        return {"tp": int((yes & y).sum()), "fp": int((yes & ~y).sum()),
                "fn": int((~yes & y).sum()), "tn": int((~yes & ~y).sum())}

    def scene(self) -> Scene:
        w, b, t = self.w.cpu().numpy(), float(self.b), self.threshold
        X, y = self.X.cpu().numpy(), self.y.cpu().numpy()
        side = np.linspace(self.extent[0], self.extent[1], 61)
        z = w[0] * side[None, :] + w[1] * side[:, None] + b                     # (61, 61)
        surface = 0.5 + 0.5 * np.tanh(z / 2)                                    # sigmoid that cannot overflow
        limits = self.extent[:2]
        plane = Axes(HeatMap(surface, self.extent, "diverging", vmin=0, vmax=1, bar=True, alpha=0.6),
                     Line(*boundary(w[0], w[1], b - np.log(t / (1 - t)), 4 * limits[1]), color="ink"),
                     Points(*X.T, color=y, size=6), x=f"x₁     (line: P = {t:.2f})", y="x₂", title="Colour: P(y = 1 | x)", xlim=limits, ylim=limits,
                     equal=True, width=1.5)
        p = 0.5 + 0.5 * np.tanh((X @ w + b) / 2)
        edges = np.linspace(0, 1, BINS + 1)
        counts = [np.histogram(p[y == k], edges)[0] for k in (0, 1)]
        centre = (edges[1:] + edges[:-1]) / 2
        top = self.n / 2 * next((part for part in HEIGHTS if part * self.n / 2 > 1.4 * np.max(counts)), HEIGHTS[-1])
        hist = Axes(Bars(counts[0], centre - 0.011, color="blue", width=0.021, label="class 0"),
                    Bars(counts[1], centre + 0.011, color="orange", width=0.021, label="class 1"),
                    Rule(x=t, color="ink"), x="P(y = 1 | x), drag the threshold", y="examples",
                    xlim=(0, 1), ylim=(0, top), drag=("threshold", None))
        curve = Axes(Line(self.losses.x, self.losses[0], color="blue", keep=True), x="step", y="loss (BCE)",
                     ylim=(0, max(1.0, float(self.losses[0][-400:].max())) * 1.05), xlim=(0, max(50, self.steps)), width=0.8)
        c = self.confusion()
        right = (c["tp"] + c["tn"]) / len(y)
        caption = (f"Step {count(self.steps)}: loss {number(self.loss)}. From P = {t:.2f} on the answer is 1: {c['tp']} of class 1 "
                   f"found, {c['fn']} missed, {c['fp']} false alarm{'s' * (c['fp'] != 1)}, {c['tn']} of class 0 left alone; {100 * right:.0f} % right.")
        return Scene(plane, hist, curve, caption=caption, height=330,
                     readouts={"found": str(c["tp"]), "missed": str(c["fn"]), "false alarms": str(c["fp"]),
                               "left alone": str(c["tn"]), "accuracy": f"{100 * right:.0f} %"})
