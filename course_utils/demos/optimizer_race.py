"""Five optimisers from the same start on the same ground."""
from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from .. import data, nets
from ..live.demo import Demo, Diverged, choice, log_slider, slider
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, HeatMap, Line, Points, Scene
from ..live.track import Track
from .parts import number, small

STYLES = {"SGD": ("blue", "solid", "circle"), "momentum": ("orange", "dashed", "square"),
          "Adagrad": ("green", "dotted", "triangle"), "RMSprop": ("red", "solid", "diamond"), "Adam": ("purple", "dashed", "cross")}
OUT = 1e6                   # a loss beyond this is no longer in the race
FLOOR = 1e-4                # nobody compares losses below this: the curve ends there, the others need the picture


def make_optimizer(name: str, parameters, lr: float, momentum: float) -> torch.optim.Optimizer:
    """One of the five, with PyTorch's own settings but for the learning rate and momentum's β."""
    makers: dict[str, Callable[..., torch.optim.Optimizer]] = {
        "SGD": torch.optim.SGD, "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=momentum),
        "Adagrad": torch.optim.Adagrad, "RMSprop": torch.optim.RMSprop, "Adam": torch.optim.Adam}
    return makers[name](parameters, lr=lr)


@dataclass(frozen=True)
class Valley:
    """A surface f(p, q), its window (x0, x1, y0, y1), the start and the lowest value."""

    f: Callable
    window: tuple[float, float, float, float]
    start: tuple[float, float]
    lowest: float = 0.0
    best: tuple[float, float] | None = (0.0, 0.0)


VALLEYS = {
    "long valley": Valley(lambda p, q: 0.05 * p**2 + 2 * q**2, (-5, 2.5, -2, 2), (-4.5, 1.5)),
    "bent valley": Valley(lambda p, q: 0.2 * (1 - p) ** 2 + 2 * (q - p**2) ** 2, (-2, 2, -1, 3), (-1.6, 1.2), best=(1.0, 1.0)),
    "saddle": Valley(lambda p, q: 0.5 * p**2 - 0.5 * q**2 + 0.125 * q**4, (-2, 2, -2, 2), (-1.6, 0.01), -0.5, None),
}


@dataclass
class OptimizerRace(Demo):
    """SGD, momentum, Adagrad, RMSprop and Adam, all with the same learning rate, step by step.

    RMSprop starts far: PyTorch's running average of the squared gradients begins at 0, and unlike Adam's it is not
    corrected for that, so that the first step is ten learning rates long.

    Taught in: 06_mlp, section 10
    """

    title: ClassVar[str] = "Optimiser race"
    speed: ClassVar[str] = "20 steps/s"
    step_is: ClassVar[str] = "one update of each of the five"
    presets: ClassVar[dict[str, Preset]] = {
        "small steps": Preset({"ground": "long valley", "lr": 0.02}, "Along the valley momentum gathers speed: it pulls away from plain SGD.",
            (Promise("momentum is far ahead of plain SGD", lambda demo: demo.loss("momentum") < 0.5 * demo.loss("SGD"), after=60),)),
        "at the edge": Preset({"ground": "long valley", "lr": 0.48}, "SGD bounces from wall to wall, momentum swings around the goal: a little more and SGD is out.",
            (Promise("SGD changes sides with every step, and stays", lambda demo: demo.steps >= 15 and (demo.racers["SGD"]["path"][1][1:15] * demo.racers["SGD"]["path"][1][:14] < 0).all() and not demo.out, after=20),), speed="5 steps/s"),
        "too large": Preset({"ground": "long valley", "lr": 0.6}, "SGD leaves the valley. Adagrad, RMSprop and Adam divide by the size of their gradients: they stay.",
            (Promise("SGD, and the three that divide are in", lambda demo: "SGD" in demo.out and not {"Adagrad", "RMSprop", "Adam"} & set(demo.out), after=60),), speed="5 steps/s"),
        "saddle": Preset({"ground": "saddle", "lr": 0.05}, "In the middle the gradient is almost 0, and the ground falls away to two sides. Who runs into the middle, who turns aside before it?",
            (Promise("SGD has run into the middle, RMSprop has turned aside", lambda demo: abs(demo.racers["SGD"]["path"][0][-1]) < 0.1 and demo.loss("SGD") > -0.1 and demo.loss("RMSprop") < -0.4, after=60),), speed="5 steps/s"),
        "network": Preset({"ground": "network", "lr": 0.03}, "The same five, from the same start, on a small network: plain SGD comes last here.",
            (Promise("plain SGD comes last", lambda demo: demo.steps >= 100 and max(STYLES, key=demo.loss) == "SGD", after=100),)),
    }

    ground: str = choice("long valley", (*VALLEYS, "network"), help="the landscape or network whose loss is made small", rebuild=True, task=True)
    lr: float = log_slider(0.1, 1e-3, 1.0, label="learning rate", help="the same for all five; acts on the next step")
    momentum: float = slider(0.9, 0.0, 0.99, 0.01, label="momentum β", help="share of the last step that momentum keeps")

    def reset(self):
        # the valleys have two numbers to move: on a GPU their steps would only wait for each other
        self._device = small(self.device) if self.ground == "network" else torch.device("cpu")
        self.steps = 0
        self.out: dict[str, int] = {}                                          # name -> step at which it left
        self.racers: dict[str, dict] = {}
        if self.ground == "network":
            X, y = data.moons(n=200, noise=0.2, seed=self.seed)
            self.X, self.y = X.to(self._device), y.to(self._device, torch.float32)
        for name in STYLES:
            if self.ground == "network":
                model = nets.mlp((2, 10, 10, 1), "tanh", seed=self.seed).to(self._device)
                parameters = list(model.parameters())
            else:
                model, parameters = None, [torch.tensor(VALLEYS[self.ground].start, requires_grad=True)]
            self.racers[name] = {"model": model, "parameters": parameters, "track": Track(1), "path": Track(2, path=True),
                                 "optimizer": make_optimizer(name, parameters, self.lr, self.momentum)}
            with torch.no_grad():
                self._note(self.racers[name], self._loss(self.racers[name]).item())

    def loss(self, name: str) -> float:
        """The present loss of one of the five."""
        return self.racers[name]["loss"]

    def _loss(self, racer: dict) -> torch.Tensor:
        if racer["model"] is not None:
            return F.binary_cross_entropy_with_logits(racer["model"](self.X)[:, 0], self.y)
        return VALLEYS[self.ground].f(*racer["parameters"][0])

    def _note(self, racer: dict, loss: float) -> None:
        """Draw a racer's loss and, in a valley, its path on."""
        racer["loss"] = loss
        racer["track"].append(self.steps, loss)
        if racer["model"] is None:
            racer["path"].append(self.steps, *racer["parameters"][0].tolist())

    def step(self):
        """One step of every optimiser that is still in the race."""
        self.steps += 1
        for name, racer in self.racers.items():
            if name in self.out:
                continue
            optimizer = racer["optimizer"]
            for group in optimizer.param_groups:
                group["lr"] = self.lr
                if name == "momentum":
                    group["momentum"] = self.momentum
            optimizer.zero_grad()
            self._loss(racer).backward()
            optimizer.step()
            with torch.no_grad():
                loss = self._loss(racer).item()
            if not math.isfinite(loss) or abs(loss) > OUT:
                self.out[name] = self.steps
                continue
            self._note(racer, loss)
        if len(self.out) == len(self.racers):
            raise Diverged("All five left the valley: lower the learning rate and reset.")

    def scene(self) -> Scene:
        network = self.ground == "network"
        lowest = 0.0 if network else VALLEYS[self.ground].lowest
        curves = []
        for name, (colour, style, _) in STYLES.items():
            track = self.racers[name]["track"]
            above = track[0] - lowest
            seen = np.concatenate([[True], above[:-1] >= FLOOR]) | (above >= FLOOR)
            curves.append(Line(track.x[seen], np.maximum(above[seen], FLOOR), color=colour, style=style, label=name, keep=True))
        right = Axes(*curves, x="step", y="loss" if lowest == 0 else "loss above its lowest value", yscale="log", title="Loss",
                     xlim=(0, max(50, self.steps)))
        left = self._accuracies() if network else self._map(VALLEYS[self.ground])
        return Scene(left, right, caption=self._caption(lowest), height=400,
                     readouts={name: "out" if name in self.out else _said(racer["loss"] - lowest)
                               for name, racer in self.racers.items()})

    def _map(self, valley: Valley) -> Axes:
        x0, x1, y0, y1 = valley.window
        p, q = np.meshgrid(np.linspace(x0, x1, 71), np.linspace(y0, y1, 71))
        # height on a root scale: the floor of the valley would look flat otherwise
        height = np.sqrt(valley.f(p, q) - valley.lowest + 1e-6)
        marks = [HeatMap(height, valley.window, "sequential", alpha=0.6)]
        if valley.best:
            marks.append(Points([valley.best[0]], [valley.best[1]], color="ink", size=14, filled=False))
        for name, (colour, style, marker) in STYLES.items():
            x, y = (np.clip(self.racers[name]["path"][k], -1e3, 1e3) for k in (0, 1))
            marks += [Line(x, y, color=colour, style=style), Points(x[-1:], y[-1:], color=colour, marker=marker, size=10)]
        title = "Dark is low, the ring is the lowest point" if valley.best else "Dark is low"
        return Axes(*marks, x="p", y="q", title=title, xlim=(x0, x1), ylim=(y0, y1))

    def _accuracies(self) -> Axes:
        share = []
        with torch.no_grad():
            for racer in self.racers.values():
                share.append(((racer["model"](self.X)[:, 0] > 0) == (self.y > 0.5)).float().mean().item())
        return Axes(Bars(share, names=tuple(STYLES), color=(0, 1, 2, 3, 4)), y="share of the examples right", ylim=(0, 1),
                    title="Moons, network 2-10-10-1")

    def _caption(self, lowest: float) -> str:
        start = f"Step {self.steps}, learning rate {self.lr:.3g}"
        if self.steps == 0:
            here = f"with loss {number(self.loss('SGD'))}" if lowest == 0 else f"with a loss {number(self.loss('SGD') - lowest)} above the lowest possible"
            return f"{start}: all five stand on the same spot {here}. Press ▶."
        order = sorted((r["loss"] - lowest, name) for name, r in self.racers.items() if name not in self.out)
        text = f"{start}. {'Lowest first, as loss above the lowest possible' if lowest else 'Lowest loss first'}: " + ", ".join(f"{name} {_said(loss)}" for loss, name in order)
        gone = ", ".join(f"{name} at step {step}" for name, step in self.out.items())
        return text + (f". Out, its steps grew without end: {gone}." if gone else ".")


def _said(loss: float) -> str:
    """A loss for the caption; nobody compares what is as good as 0."""
    return f"below {FLOOR:.4f}" if loss < FLOOR else number(loss, 2)
