"""Stochastic gradient descent on a line: the points, the loss surface and the loss curve move together."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from .. import data
from ..live.demo import Demo, Diverged, integer, log_slider, toggle
from ..live.preset import Preset, Promise
from ..live.scene import Axes, HeatMap, Line, Points, Rule, Scene
from ..live.track import Track
from .fit_by_hand import best_line
from .parts import counted, fixed, number, small

HOUSES = 50
LANDINGS = 100       # of so many updates, from the first, the path shows where each one ended
AREAS, PRICES = (30, 150), (-20, 400)          # what the picture of the houses shows


@dataclass
class RegressionLive(Demo):
    """Mini-batch SGD on w and b, both from 0, one update a step.

    Standardised, the area enters as z = (area - mean) / standard deviation: then the loss surface is a round bowl.
    Raw, it enters in m²: the surface is a ravine, bent thousands of times more strongly across than along.
    Taught in: 03_linear_regression, learning rate, batch size and feature scaling
    """

    title = "Regression live: a line learns"
    speed = "20 steps/s"
    presets = {
        "steady": Preset({"lr": 0.05, "batch_size": 50}, "All houses in each update: the path runs straight down into the bowl.",
            (Promise("each update brings it nearer", lambda demo: (np.diff(demo.losses[0]) < 0).all(), after=30),
             Promise("the closed form is reached", lambda demo: demo.times() < 1.02, after=80))),
        "one house at a time": Preset({"lr": 0.05, "batch_size": 1}, "Each update listens to one house: the path staggers, and never comes to rest. Now lower the learning rate.",
            (Promise("it never comes to rest", lambda demo: np.abs(np.diff(demo.losses.lasts(0, 50))).max() > 0.02 * demo.least, after=300),)),
        "oscillating": Preset({"lr": 0.95, "batch_size": 50}, "Each step jumps across the bowl and lands a little lower on the other side.",
            (Promise("it changes sides with each step", lambda demo: ((demo.path[0][1:15] - demo.best_w) * (demo.path[0][:14] - demo.best_w) < 0).all(), after=15),
             Promise("and the loss falls", lambda demo: (np.diff(demo.losses[0]) < 0).all(), after=15),
             Promise("it arrives", lambda demo: demo.times() < 1.05, after=80)), speed="5 steps/s"),
        "diverging": Preset({"lr": 1.05, "batch_size": 50}, "Just above 1 each jump lands higher than the last: the loss grows without end.",
            (Promise("each jump lands higher", lambda demo: demo.steps > 20 and (np.diff(demo.losses[0]) > 0).all(), after=25),), speed="5 steps/s"),
        "raw m²": Preset({"scaled": False, "lr": 0.0001, "batch_size": 50},
                         "Not scaled: w soon suits b = 0, then both crawl; and a learning rate of 0.001 already diverges.",
            (Promise("it hardly moves any more, though better is possible", lambda demo: np.ptp(demo.losses.lasts(0, 50)) < 0.01 * demo.losses.lasts(0, 1)[0] and demo.times() > 1.02, after=300),
             Promise("0.001 is beyond what the bend allows", lambda demo: 0.001 * (demo.z**2).mean() > 1))),
    }

    lr: float = log_slider(0.05, 1e-6, 2, label="learning rate", help="how far each update goes")
    batch_size: int = integer(10, 1, HOUSES, label="batch size", help="houses in each update; 50 is all of them")
    scaled: bool = toggle(True, label="standardise", help="give the area mean 0 and standard deviation 1 before learning", rebuild=True)

    def reset(self) -> None:
        area, price = data.house_prices(n=HOUSES, seed=self.seed)
        self.area, self.price = area.numpy().astype(np.float64), price.numpy().astype(np.float64)
        self.mean, self.std = (self.area.mean(), self.area.std()) if self.scaled else (0.0, 1.0)
        self.z = (self.area - self.mean) / self.std
        where = small(self.device)
        # standardised values fit float32 well; so do raw ones
        self.Z, self.Y = (torch.tensor(v, dtype=torch.float32, device=where) for v in (self.z, self.price))
        self.w, self.b = (torch.zeros((), device=where, requires_grad=True) for _ in range(2))
        self.optimizer = torch.optim.SGD([self.w, self.b], lr=self.lr)
        self.order, self.queue = torch.Generator().manual_seed(self.seed), torch.empty(0, dtype=torch.long)
        self.best_w, self.best_b = best_line(self.z, self.price)
        self.least = self.mse(self.best_w, self.best_b)
        w_low, w_high = sorted((-0.6 * self.best_w, 2.2 * self.best_w))
        b_low, b_high = (-0.25 * self.best_b, 2.0 * self.best_b) if self.scaled else (-150.0, 200.0)
        self.extent = (w_low, w_high, b_low, b_high)
        side_w, side_b = np.linspace(w_low, w_high, 50), np.linspace(b_low, b_high, 50)
        self.surface = np.log10(self.mse(side_w[None, :, None], side_b[:, None, None]))
        self.steps, self.losses = 0, Track(1)
        self.path = Track(2, path=True)
        self.path.append(0, 0.0, 0.0)
        self.losses.append(0, self.mse(0.0, 0.0))

    def mse(self, w, b):
        """Mean squared error over all houses; w and b may be arrays with a last axis of 1."""
        return ((w * self.z + b - self.price) ** 2).mean(axis=-1)

    def times(self) -> float:
        """The present loss as a multiple of the least possible."""
        return float(self.mse(self.w.item(), self.b.item()) / self.least)

    def step(self) -> None:
        if not len(self.queue):
            self.queue = torch.randperm(HOUSES, generator=self.order)
        rows, self.queue = self.queue[:self.batch_size].to(self.Z.device), self.queue[self.batch_size:]
        self.optimizer.param_groups[0]["lr"] = self.lr
        loss = ((self.w * self.Z[rows] + self.b - self.Y[rows]) ** 2).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.steps += 1
        w, b = self.w.item(), self.b.item()
        mse = float(self.mse(w, b))
        if np.isfinite(mse):
            self.path.append(self.steps, w, b)
            self.losses.append(self.steps, mse)
        if not np.isfinite(mse) or mse > 1e9:
            raise Diverged(f"After {counted(self.steps, 'step')} the loss is {number(mse, 2)} and grows: a learning rate of {self.lr:.3g} is too "
                           f"large here. Press reset and try {0.5 * self.limit():.1g}.")

    def limit(self) -> float:
        """The learning rate from which on gradient descent with all houses diverges: 2 by the largest bend of the loss."""
        bend = 2 * np.array([[(self.z ** 2).mean(), self.z.mean()], [self.z.mean(), 1.0]])
        return float(2 / np.linalg.eigvalsh(bend)[-1])

    def scene(self) -> Scene:
        w, b = self.w.item(), self.b.item()
        mse = float(self.losses[0][-1])
        slope, base = w / self.std, b - w * self.mean / self.std            # back to m²
        ends = np.array(AREAS, dtype=float)
        best = self.best_w / self.std, self.best_b - self.best_w * self.mean / self.std
        path = np.clip(np.stack([self.path[0], self.path[1]]), -1e6, 1e6)                  # (2, points)
        name = f"price = w · z + b, z ≈ (area − {self.mean:.0f}) / {self.std:.0f}" if self.scaled else "price = w · area + b"
        points = Axes(Points(self.area, self.price, color="blue", size=7),
                      Line(ends, best[0] * ends + best[1], color="green", style="dashed", width=1.5, label="closed form"),
                      Line(ends, slope * ends + base, color="orange", width=3, label="learned so far"),
                      x="area (m²)", y="price (10 000 yuan)", title=name, xlim=AREAS, ylim=PRICES, width=1.1)
        bowl = Axes(HeatMap(self.surface, extent=self.extent, cmap="sequential"),
                    Line(*path, color="paper", width=4.5),                   # or the path is lost on the yellow in the dark theme
                    Line(*path, color="orange", width=2),
                    Points(*path[:, 1:LANDINGS + 1], color="orange", size=6),
                    Points([self.best_w], [self.best_b], color="green", marker="diamond", size=10),
                    Points([w], [b], color="orange", size=11),
                    x="w", y="b", title="Loss over (w, b): dark is low", xlim=self.extent[:2], ylim=self.extent[2:])
        curve = Axes(Line(self.losses.x, self.losses[0], color="blue", label="this run", keep=True),
                     Rule(y=self.least, color="green", label="best possible"),
                     x="step", y="loss (MSE)", title="Loss", yscale="log", xlim=(0, max(50, self.steps)), width=0.9)
        return Scene(points, bowl, curve, caption=self.caption(w, b, mse, slope, base),
                     readouts={"step": str(self.steps), "epoch": f"{self.steps * self.batch_size / HOUSES:.1f}", "w": number(w), "b": number(b),
                               "loss": number(mse)})

    def caption(self, w: float, b: float, mse: float, slope: float, base: float) -> str:
        if not self.steps:
            return f"Before the first step w = b = 0: the line says 0 for every house, loss {number(mse)}. The best possible is {number(self.least)}."
        said = f"Step {self.steps}: price = {fixed(slope) if abs(slope) < 100 else number(slope)} · area {'−' if base < 0 else '+'} {number(abs(base))}, loss {number(mse)}"
        recent = self.losses.lasts(0, 20)
        if mse > 1.5 * self.losses.first[0]:
            low, high = sorted(slope * area + base for area in AREAS)
            gone = " The line has left the picture." if high < PRICES[0] or low > PRICES[1] else ""
            return f"{said}: larger than at the start, the learning rate is too large.{gone}"
        if mse < 1.02 * self.least:
            return f"{said}: as good as the closed form ({number(self.least)})."
        if len(recent) > 10 and mse > 1.02 * self.least and recent.max() < 1.05 * recent.min() and self.batch_size == HOUSES:
            return f"{said}: hardly falling any more, but {number(self.least)} is possible; the learning rate is small for this direction."
        return f"{said}; {number(self.least)} is possible."
