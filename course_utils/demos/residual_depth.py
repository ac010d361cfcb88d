"""Depth with and without a way around: the gradient in every layer of a deep network, and what it learns."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .. import data, nets
from ..device import choose
from ..live.demo import Demo, choice, integer, log_slider, toggle
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Points, Rule, Scene
from ..live.track import Track
from .mnist_lab import digits_on
from .parts import count, counted, drawable, finite_or_stop, number, percent

BATCH, TESTED, EVERY = 32, 400, 10
SMALLEST, LARGEST = 1e-20, 1e6          # of the gradients that are drawn
LOSS = 3.5              # the axis ends here, unless the newest loss lies above
KINDS = ("plain", "residual")


@dataclass
class ResidualDepth(Demo):
    """A deep network of 3×3 convolutions on digits, shrunk to 7×7 maps of 8 channels; one update a step.

    Taught in: 09_convolution, section 11
    """

    title: ClassVar[str] = "Depth, with and without a way around"
    presets: ClassVar[dict[str, Preset]] = {
        "plain, 20 layers": Preset({"kind": "plain", "layers": 20}, "The gradient shrinks layer by layer to the left; the loss stays at ln 10 = 2.3, a guess.",
            (Promise("next to nothing arrives in the first layer", lambda demo: demo.before[0] < 1e-4 * demo.before[-1]),
             Promise("the loss stays at a guess", lambda demo: abs(demo.losses.lasts(0, 30).mean() - np.log(10)) < 0.1, after=80))),
        "residual, 20 layers": Preset({"kind": "residual", "layers": 20}, "The same layers with a way around every two: the gradient is about level from the start, and the loss falls.",
            (Promise("about level", lambda demo: 0.05 < demo.before[0] / demo.before[-1] < 50),
             Promise("the loss falls", lambda demo: demo.losses.lasts(0, 20).mean() < 1.8, after=80)), compare=True),
        "plain, 2 layers": Preset({"kind": "plain", "layers": 2}, "Shallow enough to start without help, though not at once: the loss begins to move after about 100 updates.",
            (Promise("it takes its time", lambda demo: demo.losses[0][:40].min() > 1.8, after=40),
             Promise("but it starts", lambda demo: demo.losses.lasts(0, 20).mean() < 1.9, after=250)), compare=True),
        "plain with batch norm": Preset({"kind": "plain", "layers": 20, "norm": True}, "The gradient does not vanish, it rather grows to the left: it learns, but much more slowly than with the way around.",
            (Promise("it grows to the left", lambda demo: demo.before[0] > demo.before[-1]),
             Promise("it is far from done after 100 updates", lambda demo: 1.0 < demo.losses.lasts(0, 20).mean() < 2.5, after=100)), compare=True),
        "residual with batch norm": Preset({"kind": "residual", "layers": 20, "norm": True, "lr": 0.03},
            "Both together, as in ResNet, at a third of the learning rate: the loss first jumps off the picture, then it falls as with the way around alone.",
            (Promise("off the picture", lambda demo: demo.losses[0].max() > LOSS, after=10),
             Promise("the loss falls", lambda demo: demo.norm and demo.losses.lasts(0, 20).mean() < 1.2, after=100)), compare=True),
    }

    kind: str = choice("plain", KINDS, help="residual: each two layers are added to what enters them", rebuild=True)
    layers: int = integer(20, 2, 40, 2, help="3×3 convolutions on one another", rebuild=True)
    norm: bool = toggle(False, label="batch norm", help="batch normalisation after each of them", rebuild=True)
    lr: float = log_slider(0.1, 1e-3, 1, label="learning rate", help="how far each update goes")

    def reset(self) -> None:
        self.where = choose(self.device)
        self.name, x, self.y, x_test, y_test = digits_on(self.where)
        self.x, self.x_test, self.y_test = x.reshape(-1, 1, 28, 28), x_test[:TESTED].reshape(-1, 1, 28, 28), y_test[:TESTED]
        self.model = nets.deep(self.layers, self.kind == "residual", self.norm, generator=torch.Generator().manual_seed(self.seed)).to(self.where)
        # the convolutions of the blocks, the first one nearest to the image
        self.convolutions = [m for block in self.model if isinstance(block, nets.Block) for m in block.modules() if isinstance(m, nn.Conv2d)]
        self.order = torch.Generator().manual_seed(self.seed)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=self.lr)
        self.steps, self.loss, self.accuracy = 0, float("nan"), float("nan")
        self.losses = Track(1)
        self.backward()                          # the gradients before the first update
        self.before = self.gradients()

    def backward(self) -> float:
        """Gradients of a fresh batch; returns its loss."""
        self.model.train()
        rows = torch.randint(0, len(self.x), (BATCH,), generator=self.order).to(self.where)
        loss = F.cross_entropy(self.model(data.scaled(self.x[rows])), self.y[rows])
        self.optimizer.zero_grad()
        loss.backward()
        return loss.item()

    def gradients(self) -> np.ndarray:
        """Norm of the gradient of each convolution's weights, (layers,), the first layer first."""
        norms = torch.stack([layer.weight.grad.norm() for layer in self.convolutions])
        return np.clip(drawable(norms.cpu().numpy().astype(np.float64)), SMALLEST, LARGEST)

    def step(self) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = self.lr
        self.loss = self.backward()
        self.optimizer.step()
        self.steps += 1
        self.losses.append(self.steps, finite_or_stop(self.loss, self.lr))
        if self.steps % EVERY == 0 or self.steps == 1:
            self.measure()

    @torch.no_grad()
    def measure(self) -> None:
        self.model.eval()
        self.accuracy = (self.model(self.x_test).argmax(dim=1) == self.y_test).float().mean().item()
        self.measured = self.steps

    def scene(self) -> Scene:
        layer = np.arange(1, self.layers + 1)
        name = f"{self.kind}, {self.layers} layers{', batch norm' if self.norm else ''}"
        now = self.gradients()
        # one axis for all that the presets show: what vanishes in one of them stays in the picture of the next
        low = min(1e-11, 10.0 ** (np.floor(np.log10(min(self.before.min(), now.min()))) - 0.5))
        high = max(1e2, 3 * float(max(self.before.max(), now.max())))
        gradient = Axes(Line(layer, self.before, color="blue", label="at the start", keep=True), Points(layer, self.before, color="blue", size=5),
                        *([Line(layer, now, color="orange", style="dashed", label="now")] if self.steps else []),
                        x="layer (1 is next to the image)", y="norm of its gradient", title="What arrives in each layer", yscale="log",
                        xlim=(0, max(21, self.layers + 1)), ylim=(low, high))
        guess = np.log(10)
        loss = Axes(Rule(y=guess, label="ln 10, a guess"), Line(self.losses.x, self.losses[0], color="green", label=name, keep=True),
                    x="update", y="training loss", title="What it learns", xlim=(0, max(150, self.steps)),
                    ylim=(0, max(LOSS, 1.05 * float(self.losses[0][-1:].max(initial=0.0)))))
        return Scene(gradient, loss, caption=self.caption(name), height=360,
                     readouts={"data": self.name, "update": count(self.steps), "training loss": "–" if np.isnan(self.loss) else number(self.loss, 2),
                               "test accuracy": "–" if np.isnan(self.accuracy) else percent(self.accuracy)})

    def caption(self, name: str) -> str:
        ratio = float(self.before[0] / self.before[-1])
        told = f"{name.capitalize()}: at the start the first layer's gradient is {number(ratio, 2)} times the last layer's."
        if not self.steps:
            return f"{told} Press ▶."
        if not np.isfinite(self.loss):
            return f"{told} After {counted(self.steps, 'update')} the loss is no longer a number: press reset and lower the learning rate."
        return f"{told} After {counted(self.measured, 'update')} {percent(self.accuracy)} of {len(self.y_test)} test digits are right."
