"""Three small demos: one that only shows, one that reads what is typed, one that trains a small network."""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from course_utils.live.demo import Demo, Diverged, choice, integer, log_slider, slider, text, toggle
from course_utils.live.preset import Preset
from course_utils.live.scene import Axes, Bars, HeatMap, Line, Points, Scene
from course_utils.nets import mlp


@dataclass
class Wave(Demo):
    title = "A wave"
    uses_seed = False
    presets = {"high": Preset({"frequency": 4.0}, "Four waves instead of one."), "flat": Preset({"height": 0.0}, "Nothing to see.")}

    frequency: float = slider(1.0, 0.5, 5.0, 0.5, unit="Hz", help="waves a second")
    height: float = slider(1.0, 0.0, 2.0)
    points: int = integer(50, 2, 400)
    shape: str = choice("sine", ("sine", "square"))
    dots: bool = toggle(False, help="show the samples")
    size: float = log_slider(6.0, 1.0, 100.0, shown=lambda demo: demo.dots)

    def scene(self):
        t = np.linspace(0, 1, self.points)
        y = self.height * np.sin(2 * np.pi * self.frequency * t)
        y = self.height * np.sign(y) if self.shape == "square" else y
        marks = [Points(t, y, size=self.size)] if self.dots else []
        return Scene(Axes(Line(t, y), *marks, x="time (s)", y="height", xlim=(0, 1), ylim=(-2, 2), drag=("frequency", "height")),
                     caption=f"{self.shape} of {self.frequency:g} Hz, height {self.height:g}", readouts={"points": str(self.points)}, height=220)


def letters(typed):
    if not typed.isalpha():
        raise ValueError("it holds more than letters.")
    return typed.lower()


@dataclass
class Spelling(Demo):
    """A line that acts with each letter, one that is read on Enter, one that starts anew."""

    title = "A line of text"
    uses_seed = False
    line: str = text("", 12, label="a line")
    name: str = text("anne", 8, reads=letters, suggestions=("anne", "emma"))
    start: str = text("once", 8, shortest=2, rebuild=True)

    def reset(self):
        self.resets = getattr(self, "resets", 0) + 1

    def scene(self):
        return Scene(Axes(Bars([len(self.line), len(self.name)])), caption=f"{self.line}|{self.name}|{self.start}", height=220)


@dataclass
class Training(Demo):
    """y = 2x - 1 learned by one neuron, or a curve by a small network."""

    title = "A training run"
    presets = {"slow": Preset({"lr": 0.001}, "Hardly moves."), "wide": Preset({"hidden": 16}, "More neurons.", speed="20 steps/s", compare=True)}

    lr: float = log_slider(0.1, 1e-4, 100.0, label="learning rate")
    hidden: int = integer(4, 1, 32, rebuild=True)
    crash: bool = toggle(False)
    stop_after: int = integer(0, 0, 1000)

    def reset(self):
        self.x = torch.linspace(-1, 1, 32)[:, None]
        self.y = self.x**2
        self.model = mlp((1, self.hidden, 1), "tanh", seed=self.seed)
        self.losses, self.rates = [], []

    def step(self):
        if self.crash:
            raise RuntimeError("the gradient is gone")
        loss = nn.functional.mse_loss(self.model(self.x), self.y)
        if not torch.isfinite(loss):
            raise Diverged(f"The loss is not finite after {len(self.losses)} steps: lower the learning rate.")
        self.model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in self.model.parameters():
                p -= self.lr * p.grad
        self.losses.append(loss.item())
        self.rates.append(self.lr)
        if self.stop_after and len(self.losses) >= self.stop_after:
            return f"Done after {len(self.losses)} steps."

    def scene(self):
        with torch.no_grad():
            curve = self.model(self.x)[:, 0]
        return Scene(Axes(Line(range(len(self.losses)), self.losses, keep=True, label="loss"), x="step", y="loss", yscale="log"),
                     Axes(Points(self.x[:, 0], self.y[:, 0]), Line(self.x[:, 0], curve, color="orange"),
                          HeatMap(np.zeros((4, 4)), (-1, 1, 0, 1), cmap="diverging", alpha=0.1), x="x", y="y"),
                     caption=f"{len(self.losses)} steps", readouts={"steps": str(len(self.losses))}, height=260)


# a walk moves two of its sliders itself: from here, so slowly along so long a row that a step moves the column alone
WALKS = {"ConvolutionSteps": {"padding": 2, "stride": 1, "row": 0, "column": 0}}


@dataclass
class Shelf(Demo):
    """Shows one book of a shelf: how far its place and its edition reach depends on the shelf."""

    title = "A shelf"
    uses_seed = False
    place: int = integer(1, 1, 50, most=lambda demo: demo.held)
    shelf: int = integer(10, 1, 50, rebuild=True)
    edition: str = choice("first", ("first", "second", "third"), most=lambda demo: 3 if demo.held > 5 else 1)

    def reset(self):
        self.held = self.shelf

    def scene(self):
        return Scene(Axes(Points([self.place], [1]), xlim=(0, self.held + 1), drag=("place", None)), caption=f"book {self.place} of {self.held}", height=220)
