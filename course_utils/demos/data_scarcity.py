"""The same network, trained afresh on ever more examples: what a lack of data costs."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .. import data, nets
from ..device import choose
from ..live.demo import Demo, Preset, choice, integer
from ..live.scene import Axes, Images, Line, Points, Rule, Scene
from .mnist_lab import digits_on
from .parts import count, finite_or_stop, percent

COUNTS = (10, 20, 50, 100, 200, 500, 1000)
PIECE = 10           # updates in one step(), about 10 ms


@dataclass
class DataScarcity(Demo):
    """For each number of training examples a new network starts from the same weights, makes `updates` Adam steps
    of up to 32 images, and is then tested on images that none of them has seen.

    Taught in: 01_what_is_deep_learning, data scarcity
    """

    title = "How many examples does it take?"
    presets = {
        "a small network": Preset({"hidden": 32}, "Ten examples already beat guessing (10 %). From 10 to 100 the curve gains more than from 100 to 1,000."),
        "no hidden layer": Preset({"hidden": 0}, "Without a hidden layer the curve is nearly the same: here the examples are the limit, not the model."),
        "a wide network": Preset({"hidden": 256}, "Eight times as many weights as with 32 units, yet ten examples stay ten examples: more weights do not replace data."),
        "too few updates": Preset({"hidden": 32, "updates": 20}, "Here the training is the limit, not the examples: the curve ends far lower than with 150 updates."),
    }

    hidden: int = choice(32, (0, 16, 32, 64, 256), label="hidden units", help="units between image and answer; 0 leaves a linear model", rebuild=True)
    updates: int = integer(150, 20, 400, 10, label="updates", help="training steps for each number of examples", rebuild=True)

    def reset(self) -> None:
        self.where = choose(self.device)
        self.name, x, y, self.x_test, self.y_test = digits_on(self.where)
        order = torch.randperm(len(x), generator=torch.Generator().manual_seed(self.seed))[:COUNTS[-1]].to(self.where)
        self.x, self.y = data.scaled(x[order]), y[order]                                # (1000, 784), (1000,)
        self.measured: list[tuple[int, float]] = []
        self.start()

    def start(self) -> None:
        """A new network for the next number of examples, always from the same weights."""
        sizes = [784, self.hidden, 10] if self.hidden else [784, 10]
        self.model = nets.mlp(sizes, seed=self.seed).to(self.where, torch.float32)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=0.003)
        self.batches = torch.Generator().manual_seed(self.seed + 1)
        self.made = 0

    @property
    def examples(self) -> int:
        """How many examples the present network learns from."""
        return COUNTS[min(len(self.measured), len(COUNTS) - 1)]

    def step(self) -> str | None:
        n = self.examples
        if len(self.measured) == len(COUNTS):
            return "All sizes are measured. Change a control for another curve; this one stays for comparison."
        for _ in range(min(PIECE, self.updates - self.made)):
            rows = torch.randperm(n, generator=self.batches)[:32].to(self.where)
            loss = nn.functional.cross_entropy(self.model(self.x[rows]), self.y[rows])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.made += 1
        finite_or_stop(loss.item(), 0.003)
        if self.made >= self.updates:
            with torch.no_grad():
                right = (self.model(self.x_test).argmax(1) == self.y_test).float().mean().item()
            self.measured.append((n, right))
            self.start()
        return None

    def scene(self) -> Scene:
        found = np.array(self.measured, dtype=np.float32).reshape(-1, 2)
        shown = min(self.examples, 40)
        curve = Axes(Rule(y=10, color="muted", style="dotted", label="guessing"),
                     Line(found[:, 0], 100 * found[:, 1], color="blue", label="this run", keep=True),
                     Points(found[:, 0], 100 * found[:, 1], color="blue"),
                     x="training examples", y="right on new images (%)", title="Accuracy against examples",
                     xscale="log", xlim=(8, 1300), ylim=(0, 100))
        pictures = Axes(Images(self.x[:shown].reshape(-1, 28, 28), columns=10, size=0.92, vmin=0, vmax=1),
                        title=f"The first {shown} of {count(self.examples)} examples", frame=False,
                        xlim=(-0.6, 9.6), ylim=(-3.6, 0.6), width=0.9)
        last = f"{percent(self.measured[-1][1])}" if self.measured else "–"
        return Scene(curve, pictures, caption=self.caption(),
                     readouts={"data": self.name, "examples": count(self.examples), "update": f"{self.made} of {self.updates}",
                               "last accuracy": last})

    def caption(self) -> str:
        if not self.measured:
            return f"A network is about to learn from {self.examples} images of {self.name}. Guessing would get 10 % right. Press ▶."
        (n0, first), (n1, last) = self.measured[0], self.measured[-1]
        if n0 == n1:
            return f"With {n0} examples the network gets {percent(first)} of new images right."
        return (f"From {n0} to {count(n1)} examples the share of new images it gets right went from {percent(first)} to {percent(last)}.")
