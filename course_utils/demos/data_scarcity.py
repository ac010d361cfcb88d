"""The same network, trained afresh on ever more examples: what a lack of data costs."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .. import data, nets
from ..device import choose
from ..live.demo import Demo, choice, integer
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Images, Line, Points, Rule, Scene, Text
from .mnist_lab import digits_on
from .parts import count, finite_or_stop, percent

COUNTS = (10, 20, 50, 100, 200, 500, 1000)
GLANCE = 500         # new images that show how a network comes along: all of them would take longer than a step


@dataclass
class DataScarcity(Demo):
    """For each number of training examples a new network starts from the same weights, makes `updates` Adam steps
    of up to 32 images, and is then tested on images that none of them has seen.

    Taught in: 01_what_is_deep_learning, data scarcity
    """

    title = "How many examples does it take?"
    speed = "20 steps/s"           # five seconds: at full speed it is over before one has looked
    updates_per_step = 10
    step_is = "10 updates of the network that learns at present"
    presets = {
        "a small network": Preset({"hidden": 32}, "Ten examples already beat guessing (10 %). From 10 to 100 the curve gains more than from 100 to 1,000.",
            (Promise("ten examples beat guessing", lambda demo: demo.right(10) > 0.15, after=1060),
             Promise("the first 90 more give more than the next 900", lambda demo: demo.right(100) - demo.right(10) > demo.right(1000) - demo.right(100) > 0, after=1060))),
        "no hidden layer": Preset({"hidden": 0}, "Without a hidden layer the curve is nearly the same: here the examples are the limit, not the model.",
            (Promise("ten examples beat guessing, and the first 90 more give most", lambda demo: demo.right(10) > 0.15 and demo.right(100) - demo.right(10) > demo.right(1000) - demo.right(100), after=1060),
             Promise("a model without a hidden layer also gets most of it", lambda demo: demo.hidden == 0 and demo.right(1000) > 0.75, after=1060)), compare=True),
        "a wide network": Preset({"hidden": 256}, "Eight times as many weights, yet ten examples stay ten examples: weights do not replace data.",
            (Promise("ten examples stay ten examples", lambda demo: demo.hidden == 256 and demo.right(10) < 0.65, after=150),), compare=True),
        "too few updates": Preset({"hidden": 32, "updates": 20}, "Here the training is the limit, not the examples: the curve ends far lower than with 150 updates.",
            (Promise("it ends far below what the examples allow", lambda demo: demo.updates == 20 and demo.right(1000) < 0.82, after=150),), compare=True),
    }

    hidden: int = choice(32, (0, 16, 32, 64, 256), label="hidden units", help="units between image and answer; 0 leaves a linear model", rebuild=True)
    updates: int = integer(150, 20, 400, 10, label="updates", help="training steps for each number of examples", rebuild=True)

    guide = (
        Step("Press ▶ and let it measure all sizes.", "Where does the accuracy gain more: from 10 to 100 examples, or from 100 to 1,000?",
             lambda demo: demo.hidden == 32 and len(demo.measured) == len(COUNTS),
             "From 10 to 100, though the second stretch costs ten times as many examples as the first.",
             lambda demo: demo.gained(10, 100) > demo.gained(100, 1000), (400,)),
        Step("Set hidden units to 256 and run again.", "Does a wider network make up for missing examples?",
             lambda demo: demo.hidden == 256 and len(demo.measured) == len(COUNTS),
             "Hardly: with 10 examples it stays far below what 1,000 give. More weights do not replace examples.",
             lambda demo: demo.gained(10, 1000) > 0.2, ({"hidden": 256}, 400)),
        Step("Go back to 32 hidden units, set updates to 20 and run again.", "What happens at 1,000 examples?",
             lambda demo: demo.hidden == 32 and demo.updates == 20 and len(demo.measured) == len(COUNTS),
             "The curve ends clearly lower. With so few updates the examples are not the limit, the training is.",
             lambda demo: dict(demo.measured)[1000] < 0.75, ({"hidden": 32, "updates": 20}, 400)),
    )

    def gained(self, few: int, many: int) -> float:
        """Accuracy gained from so few to so many examples, as measured."""
        found = dict(self.measured)
        return found[many] - found[few]

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
        self.now = self.share(GLANCE)

    def share(self, images: int | None = None) -> float:
        """The share of the new images, or of so many of them, that the present network gets right."""
        with torch.no_grad():
            return (self.model(self.x_test[:images]).argmax(1) == self.y_test[:images]).float().mean().item()

    def right(self, examples: int) -> float:
        """The share of new images that the network with so many examples got right, once it is measured."""
        return dict(self.measured)[examples]

    @property
    def examples(self) -> int:
        """How many examples the present network learns from."""
        return COUNTS[min(len(self.measured), len(COUNTS) - 1)]

    def step(self) -> str | None:
        n = self.examples
        if len(self.measured) == len(COUNTS):
            return "All sizes are measured. Change a control for another curve; this one stays for comparison."
        for _ in range(min(self.updates_per_step, self.updates - self.made)):
            rows = torch.randperm(n, generator=self.batches)[:32].to(self.where)
            loss = nn.functional.cross_entropy(self.model(self.x[rows]), self.y[rows])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.made += 1
        finite_or_stop(loss.item(), 0.003)
        if self.made >= self.updates:
            self.measured.append((n, self.share()))
            self.start()
        else:
            self.now = self.share(GLANCE)
        return None

    @property
    def learning(self) -> bool:
        """Whether a network learns: not before the first update, nor after the last."""
        return bool(self.made or self.measured) and len(self.measured) < len(COUNTS)

    def scene(self) -> Scene:
        found = np.array(self.measured, dtype=np.float32).reshape(-1, 2)
        shown = min(self.examples, 40)
        curve = Axes(Rule(y=10, color="muted", style="dotted", label="guessing"),
                     Line(found[:, 0], 100 * found[:, 1], color="blue", label="this run", keep=True),
                     Points(found[:, 0], 100 * found[:, 1], color="blue"),
                     *([Points([self.examples], [100 * self.now], color="blue", size=9, filled=False)] if self.learning else []),
                     *([] if len(found) else [Text(100, 50, f"a point here for each of {len(COUNTS)} sizes, from {COUNTS[0]} to {count(COUNTS[-1])} examples", color="muted")]),
                     x="training examples", y="right on new images (%)", title="Accuracy against examples",
                     xscale="log", xlim=(8, 1300), ylim=(0, 100))
        pictures = Axes(Images(self.x[:shown].reshape(-1, 28, 28), columns=10, size=0.92, vmin=0, vmax=1),
                        title=f"The first {shown} of {count(self.examples)} examples" if shown < self.examples else f"All {shown} examples", frame=False,
                        xlim=(-0.6, 9.6), ylim=(-3.6, 0.6), width=0.9)
        last = f"{percent(self.measured[-1][1])}" if self.measured else "–"
        return Scene(curve, pictures, caption=self.caption(),
                     readouts={"data": self.name, "examples": count(self.examples), "update": f"{self.updates if len(self.measured) == len(COUNTS) else self.made} of {self.updates}",
                               "last accuracy": last})

    def caption(self) -> str:
        if not self.measured and self.made:
            return (f"The first network learns from {self.examples} images of {self.name}: {self.made} of {self.updates} updates are made. "
                    "The hollow point is what it gets right so far.")
        if not self.measured:
            return f"A network is about to learn from {self.examples} images of {self.name}. Guessing would get 10 % right. Press ▶."
        (n0, first), (n1, last) = self.measured[0], self.measured[-1]
        learner = f" The hollow point is the network that now learns from {count(self.examples)}." if self.learning else ""
        if n0 == n1:
            return f"With {n0} examples the network gets {percent(first)} of new images right.{learner}"
        return f"From {n0} to {count(n1)} examples the share of new images it gets right went from {percent(first)} to {percent(last)}.{learner}"
