"""Lesson 0: one slider, and a curve that answers."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from ..live.demo import Demo, Preset, integer, slider, toggle
from ..live.scene import Axes, Line, Points, Scene
from .parts import number


@dataclass
class FirstSlider(Demo):
    """A wave copied by a sum of ReLU neurons: each neuron adds one bend.

    The weights are not trained here but set so that the copy goes through the wave at every bend.
    Taught in: 00_environment, first slider
    """

    title = "Your first slider: build a wave from bends"
    uses_seed = False
    presets = {
        "two neurons": Preset({"neurons": 2, "waves": 2.0}, "Two bends cannot follow the wave: look how far off the copy is."),
        "just enough": Preset({"neurons": 16, "waves": 2.0}, "Corners are still to be seen, but the copy is close."),
        "smooth": Preset({"neurons": 40, "waves": 2.0}, "Forty straight pieces look like one smooth curve."),
        "a harder wave": Preset({"neurons": 16, "waves": 4.0}, "The same 16 neurons on twice as many waves: the gap grows again."),
    }

    neurons: int = integer(6, 1, 40, help="how many bends the orange curve may have")
    waves: float = slider(2.0, 0.5, 4.0, 0.1, help="how many waves there are to copy")
    parts: bool = toggle(False, label="show each neuron", help="draw the curves that are added up")

    def wave(self, x: torch.Tensor) -> torch.Tensor:
        return torch.sin(2 * torch.pi * self.waves * x) * (1 - 0.5 * x)

    def layer(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """What each neuron adds, (n, neurons), and their sum, (n,)."""
        knots = torch.linspace(0, 1, self.neurons + 1, dtype=x.dtype)
        heights = self.wave(knots)
        slopes = heights.diff() / knots.diff()                             # (neurons,) of the straight pieces
        weights = torch.cat([slopes[:1], slopes.diff()])                   # each neuron changes the slope at its knot
        added = torch.relu(x[:, None] - knots[:-1]) * weights              # (n,) -> (n, neurons)
        return added, added.sum(dim=1) + heights[0]

    def scene(self) -> Scene:
        x = torch.linspace(0, 1, 401, dtype=torch.float64)
        added, copy = self.layer(x)
        gap = (copy - self.wave(x)).abs().max().item()
        knots = np.linspace(0, 1, self.neurons + 1)
        bends = self.layer(torch.from_numpy(knots))[1]
        marks = [Line(x, added[:, k], color="ghost", width=1, label="one neuron each" if k == 0 else "")
                 for k in range(self.neurons)] if self.parts else []
        marks += [Line(x, self.wave(x), color="blue", width=5, style="solid", label="the wave"),
                  Line(x, copy, color="orange", width=2.5, label=f"sum of {self.neurons} neuron{'s' * (self.neurons > 1)}"),
                  Points(knots, bends, color="orange", marker="square", size=6)]
        how = ("you can hardly tell them apart" if gap < 0.03 else "close, corners still show" if gap < 0.15
               else "the copy misses much of the wave")
        return Scene(Axes(*marks, x="x", y="height", xlim=(0, 1), ylim=(-1.35, 1.35)),
                     caption=f"{self.neurons} neuron{'s' if self.neurons > 1 else ''} against {self.waves:.1f} waves: the largest gap is "
                             f"{number(gap, 2)}, {how}.",
                     readouts={"neurons": str(self.neurons), "largest gap": number(gap, 2)}, height=320)
