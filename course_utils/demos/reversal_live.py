"""A small Transformer learns to reverse digits, and its attention matrix takes shape on screen."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from ..live.demo import Demo, choice, integer, log_slider, toggle
from ..live.preset import Preset, Promise
from ..live.scene import Axes, HeatMap, Line, Rule, Scene, Text
from ..live.track import Track
from ..nets import Transformer, started
from .parts import after, count, finite_or_stop, number, percent, small

TASKS = {"reverse": lambda x: x.flip(1), "copy": lambda x: x, "shift by two": lambda x: x.roll(2, 1)}
WIDTH, BATCH, UPDATES, TEST = 32, 32, 2, 200


@dataclass
class ReversalLive(Demo):
    """Watch where each answer looks while the network learns.

    A step makes 2 updates of 32 random sequences. Taught in: 12_attention, section 7
    """

    title: ClassVar[str] = "Attention takes shape"
    updates_per_step: ClassVar[int] = UPDATES
    speed: ClassVar[str] = "5 steps/s"
    presets: ClassVar[dict[str, Preset]] = {
        "reverse": Preset({}, "Within some 60 updates a bright anti-diagonal appears: the first answer looks at the last digit, and so on.",
            (Promise("the anti-diagonal is bright", lambda demo: demo.on(np.arange(demo.length)[::-1]) > 0.5, after=60),)),
        "without positions": Preset({"positions": False}, "Nobody tells the network where a digit stands: every row stays even, and about three answers of ten are right.",
            (Promise("every row is even, about three answers of ten are right", lambda demo: demo.sharp() < 0.5 and 0.2 < demo.right < 0.45, after=120),)),
        "copy": Preset({"task": "copy"}, "Now each answer looks at its own place: the bright line is the main diagonal.",
            (Promise("the main diagonal is bright", lambda demo: demo.on(np.arange(demo.length)) > 0.28, after=120),)),
        "shift by two": Preset({"task": "shift by two"}, "The line moves by two places and comes round at the edge.",
            (Promise("two beside the diagonal", lambda demo: demo.on((np.arange(demo.length) - 2) % demo.length) > 0.4, after=120),)),
        "two heads": Preset({"heads": 2}, "Two heads, two matrices: after some 40 updates they differ, for some answers by a lot; in the end both draw the same line.",
            (Promise("some weights differ by more than a tenth", lambda demo: demo.heads == 2 and np.abs(demo.maps[0] - demo.maps[1]).max() > 0.1, after=40),
             Promise("both draw the line", lambda demo: demo.heads == 2 and demo.on(np.arange(demo.length)[::-1]) > 0.85, after=140))),
        "learning rate too small": Preset({"lr": 0.0001}, "After 120 updates the rows are still nearly even. Move the learning rate while it runs.",
            (Promise("nearly even", lambda demo: demo.updates >= 120 and demo.sharp() < 0.3, after=120),)),
    }

    task: str = choice("reverse", tuple(TASKS), help="what the answer is, given the digits", rebuild=True, task=True)
    length: int = integer(8, 4, 12, unit="digits", help="length of a sequence", rebuild=True, task=True)
    heads: int = choice(1, (1, 2, 4), help="attention heads; each draws a matrix", rebuild=True)
    positions: bool = toggle(True, help="add a learned vector for each place", rebuild=True)
    lr: float = log_slider(0.003, 1e-4, 0.1, label="learning rate", help="of Adam; acts on the next step")

    def reset(self) -> None:
        self.where = small(self.device)
        self.draw = torch.Generator().manual_seed(self.seed)
        self.model = started(lambda: Transformer(10, self.length, WIDTH, self.heads, 1, positions=self.positions), self.draw).to(self.where)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.lr)
        self.X = torch.randint(10, (TEST, self.length), generator=self.draw).to(self.where)
        self.curve, self.updates = Track(2), 0
        self._measure()

    def step(self) -> None:
        with torch.enable_grad():
            for _ in range(UPDATES):
                X = torch.randint(10, (BATCH, self.length), generator=self.draw).to(self.where)
                self.optimizer.param_groups[0]["lr"] = self.lr
                self.optimizer.zero_grad()
                loss = F.cross_entropy(self.model(X).flatten(0, 1), TASKS[self.task](X).flatten())
                loss.backward()
                self.optimizer.step()
                self.updates += 1
        finite_or_stop(loss.item(), self.lr)
        self._measure()

    @torch.no_grad()
    def _measure(self) -> None:
        """What the picture needs, on sequences that are never trained on."""
        logits, y = self.model(self.X), TASKS[self.task](self.X)                 # (200, length, 10), (200, length)
        self.right = (logits.argmax(-1) == y).float().mean().item()
        self.loss = F.cross_entropy(logits.flatten(0, 1), y.flatten()).item()
        self.answer = logits[0].argmax(-1).tolist()
        self.maps = self.model.blocks[0].attend.weights.mean(0).float().cpu().numpy()          # (heads, length, length)
        self.curve.append(self.updates, self.right, self.loss)

    def sharp(self) -> float:
        """The largest weight of a row, averaged over rows and heads."""
        return float(np.nan_to_num(self.maps).max(-1).mean())

    def on(self, source) -> float:
        """The weight that an answer puts on the place it comes from, averaged; `source` (length,) are these places."""
        return float(np.nan_to_num(self.maps)[:, np.arange(self.length), source].mean())

    def scene(self) -> Scene:
        n = self.length
        maps = np.nan_to_num(self.maps)
        digits = self.X[0].tolist()
        pictures = []
        for h in range(self.heads):
            marks = [HeatMap(maps[h][::-1], (-0.5, n - 0.5, -0.5, n - 0.5), "sequential", vmin=0, vmax=1, smooth=False, bar=True)]
            marks += [Text(k, -1.0, str(d), size=12) for k, d in enumerate(digits)]
            marks += [Text(-1.0, n - 1 - k, str(d), size=12, color="ink" if d == w else "red", bold=d != w)
                      for k, (d, w) in enumerate(zip(self.answer, TASKS[self.task](self.X[:1])[0].tolist(), strict=True))]
            pictures.append(Axes(*marks, frame=False, equal=True, xlim=(-1.6, n - 0.5), ylim=(-1.6, n - 0.5), legend=False,
                                 title="Row: an answer (bold: wrong). Column: where it looks" if self.heads == 1 else f"Head {h + 1}"))
        curve = Axes(Line(self.curve.x, self.curve[0], color="green", label="right", keep=True), Rule(y=1.0, color="ghost"),
                     x="update", y="share of digits right", ylim=(0, 1.05), xlim=(0, max(120, self.updates)), title="On sequences never trained on", legend=False)
        return Scene(*pictures, curve, columns=min(len(pictures) + 1, 3), height=340 if self.heads < 4 else 560,
                     readouts={"update": count(self.updates), "loss": number(self.loss), "right": percent(self.right)},
                     caption=self._caption(digits))

    def _caption(self, digits) -> str:
        told = f"{' '.join(map(str, digits))} → {' '.join(map(str, self.answer))}"
        most = self.sharp()
        return (f"{after(self.updates)} {percent(self.right)} of the digits are right; for example {told}. "
                f"The brightest place of a row holds {percent(most)} of its weight on average; even rows would hold {percent(1 / self.length)}.")
