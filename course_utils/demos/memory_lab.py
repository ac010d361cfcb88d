"""How far back an RNN, a GRU and an LSTM remember, while they learn."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .. import nets
from ..live.demo import Demo, choice, integer, log_slider, slider
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Rule, Scene
from ..live.track import Track
from ..nets.recurrent import KEPT, SYMBOLS
from .parts import count, counted, finite_or_stop, percent, small

STYLES = {"RNN": ("blue", "solid"), "GRU": ("green", "dotted"), "LSTM": ("orange", "dashed")}
BATCH = 32
LEAST = 1e-16                     # a gradient smaller than this is drawn as this


@dataclass
class MemoryLab(Demo):
    """The first symbol of a sequence is asked for at its end; three networks learn it side by side.

    Each step is one batch of fresh sequences, the same for all three. What is drawn on the left is the share of right
    answers on such batches before they are learned from, averaged over the last twenty or so; on the right the length
    of the loss's gradient with respect to each symbol's vector, measured by the longest: a network that is right has
    short ones everywhere.

    Taught in: 11_sequences, section 7
    """

    title: ClassVar[str] = "How far back?"
    presets: ClassVar[dict[str, Preset]] = {
        "near": Preset({"distance": 5}, "Five steps back: all three learn it. Who is first?",
            (Promise("all three know it", lambda demo: min(demo.accuracy.values()) > 0.8, after=150),)),
        "far": Preset({"distance": 30}, "Thirty steps back: when GRU and LSTM know it, the RNN is still guessing. If it learns it at all, then well after them.",
            (Promise("when two know it, one guesses", lambda demo: demo.when_two_know() < 0.6, after=140),)),
        "no bias to keep": Preset({"distance": 30, "keep_bias": 0.0}, "At first GRU and LSTM forget about half in every step: their lead is gone.",
            (Promise("both still guess", lambda demo: max(demo.accuracy["GRU"], demo.accuracy["LSTM"]) < 0.45 and demo.keep_bias == 0, after=120),), compare=True),
        "very far": Preset({"distance": 60}, "Sixty steps back: after 120 updates two are nearly always right, and one is still guessing.",
            (Promise("two know it, and one guesses", lambda demo: min(demo.accuracy.values()) < 0.5 < 0.9 < sorted(demo.accuracy.values())[1], after=120),)),
    }

    distance: int = integer(10, 2, 60, help="how many symbols of noise lie between the symbol and the question", rebuild=True, task=True)
    lr: float = log_slider(0.01, 1e-4, 0.1, label="learning rate", help="Adam's step, the same for all; acts on the next step")
    clip: float = log_slider(1.0, 0.01, 100.0, label="clip at", help="longest gradient let through; acts on the next step")
    keep_bias: float = slider(5.0, 0.0, 6.0, 0.5, label="bias to keep", help="start of the gates of GRU and LSTM: above 0 they begin by keeping", rebuild=True)
    hidden: int = choice(32, (8, 16, 32, 64), label="numbers of state", help="length of the state", rebuild=True)

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Set the distance to 5 and press ▶.", "Do all three learn it?", lambda demo: demo.distance == 5 and demo.steps >= 150,
             "Yes, within a hundred steps or so: near is easy.", lambda demo: min(demo.accuracy.values()) > 0.8, ({"distance": 5}, 150)),
        Step("Set the distance to 50, and look at the right picture before you press ▶.", "How far back does the RNN hear?",
             lambda demo: demo.distance == 50, "Its line falls steeply to the left: of the first symbol it hears less than a thousand-millionth of what it hears of the last. "
             "The other two lines are nearly level.",
             lambda demo: demo.loud("RNN")[0] < 1e-9 and min(demo.loud("GRU")[0], demo.loud("LSTM")[0]) > 0.03, ({"distance": 50},)),
        Step("Now run 140 steps.", "Which curve is still at one in four when the others are right?",
             lambda demo: demo.distance == 50 and demo.steps >= 140, "The RNN's.",
             lambda demo: demo.accuracy["RNN"] < 0.45 < 0.8 < min(demo.accuracy["LSTM"], demo.accuracy["GRU"]), (140,)),
    )

    def reset(self):
        self._device = small(self.device)
        self.steps = 0
        self._random = torch.Generator().manual_seed(self.seed)
        self.track, self.heard = Track(len(STYLES)), {}
        self.accuracy = dict.fromkeys(STYLES, 1 / KEPT)
        self.models, self.optimizers = {}, {}
        for cell in STYLES:
            model = nets.SequenceModel(SYMBOLS, KEPT, cell, embedding=8, hidden=self.hidden, keep_bias=self.keep_bias,
                                       generator=torch.Generator().manual_seed(self.seed)).to(self._device)
            self.models[cell], self.optimizers[cell] = model, torch.optim.Adam(model.parameters(), lr=self.lr)
        self.track.append(0, *self.accuracy.values())
        x, y = nets.recall_batch(self.distance, BATCH, torch.Generator().manual_seed(self.seed))
        for cell in STYLES:
            self._loss(cell, x, y)[0].backward()
            self._listen(cell)

    def _loss(self, cell: str, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, float]:
        """The loss of one network on a batch, and its share of right answers; notes what the gradient will be asked of."""
        model, x, y = self.models[cell], x.to(self._device), y.to(self._device)
        self._vectors = model.embedding(x)                           # (batch, time, 8)
        self._vectors.retain_grad()
        logits = model.output(model.recurrent(self._vectors)[0][:, -1])              # the answer after the last symbol
        return F.cross_entropy(logits, y), (logits.argmax(dim=1) == y).float().mean().item()

    def _listen(self, cell: str) -> None:
        """Keep how long the gradient is at each symbol, (time,)."""
        self.heard[cell] = self._vectors.grad.norm(dim=(0, 2)).cpu().numpy()

    def loud(self, cell: str) -> np.ndarray:
        """How long the gradient is at each symbol, as a share of the longest, (time,)."""
        found = np.nan_to_num(self.heard[cell].astype(np.float64))
        return np.clip(found / max(found.max(), LEAST), LEAST, None)

    def when_two_know(self) -> float:
        """The share right of the slowest network when both others first came above 90 %; 1 where they never did."""
        two = np.sort(np.stack([self.track[k] for k in range(len(STYLES))]), axis=0)         # (3, updates), the slowest first
        there = two[1] > 0.9
        return float(two[0][there.argmax()]) if there.any() else 1.0

    def step(self):
        """One batch for each of the three networks."""
        self.steps += 1
        x, y = nets.recall_batch(self.distance, BATCH, self._random)
        for cell, model in self.models.items():
            optimizer = self.optimizers[cell]
            optimizer.param_groups[0]["lr"] = self.lr
            optimizer.zero_grad()
            loss, right = self._loss(cell, x, y)
            finite_or_stop(loss.item(), self.lr)
            loss.backward()
            self._listen(cell)
            nn.utils.clip_grad_norm_(model.parameters(), self.clip)
            optimizer.step()
            self.accuracy[cell] += 0.1 * (right - self.accuracy[cell])
        self.track.append(self.steps, *self.accuracy.values())

    def scene(self) -> Scene:
        curves = [Line(self.track.x, self.track[k], color=color, style=style, label=cell, keep=True)
                  for k, (cell, (color, style)) in enumerate(STYLES.items())]
        back = np.arange(-self.distance, 1)                          # 0: the last symbol; -distance: the one to keep
        loud = [Line(back, self.loud(cell), color=color, style=style, label=cell) for cell, (color, style) in STYLES.items()]
        least = min(1e-4, *(0.5 * float(self.loud(cell).min()) for cell in STYLES))          # none lies on the axis itself
        return Scene(
            Axes(*curves, Rule(y=1 / KEPT, label="guessing"), x="update", y="share right", ylim=(0, 1.02), xlim=(0, max(150, self.steps)),
                 title="Does it know the first symbol?"),
            # the same three lines as on the left: a second legend would cover their ends
            Axes(*loud, x="symbols before the question", y="gradient, the longest is 1", yscale="log", title="How loudly is each symbol heard?", legend=False,
                 ylim=(10.0 ** (2 * np.floor(np.log10(least) / 2)), 2)),
            caption=self._caption(), height=360, readouts={cell: percent(right) for cell, right in self.accuracy.items()})

    def _caption(self) -> str:
        far = f"{count(self.distance)} symbols back"
        if not self.steps:
            return f"The question is {far}; guessing is right once in four times. Press ▶."
        return f"After {counted(self.steps, 'update')}, {far}: " + ", ".join(f"{cell} {percent(right)}" for cell, right in self.accuracy.items()) + " right."
