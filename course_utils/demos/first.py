"""Lesson 0: one slider, and a curve that answers."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from ..live.demo import Demo, integer, slider, toggle
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Line, Points, Scene
from .parts import number

PLACES = 101          # where a bend may lie: 0, 0.01, … 1
ALIKE = 0.03          # a gap that can hardly be seen
FEW = 20              # the bends of more neurons are not marked, or the marks would be all that is seen
DRAWN = torch.linspace(0, 1, 401, dtype=torch.float64)


def wave(x, waves: float):
    """Waves that get smaller to the right, on a slope of ½; tensor or array in, the same out."""
    sine = torch.sin if isinstance(x, torch.Tensor) else np.sin
    return sine(2 * np.pi * waves * x) * (1 - 0.5 * x) + 0.5 * x


@lru_cache(maxsize=32)
def misses(waves: float) -> np.ndarray:
    """How far a straight piece leaves the wave that it joins at two places, (from PLACES, to PLACES); inf backwards."""
    heights = wave(np.linspace(0, 1, PLACES), waves)
    found = np.full((PLACES, PLACES), np.inf)
    for length in range(1, PLACES):
        curve = np.lib.stride_tricks.sliding_window_view(heights, length + 1)       # (PLACES - length, length + 1)
        straight = np.linspace(curve[:, 0], curve[:, -1], length + 1, axis=1)
        start = np.arange(PLACES - length)
        found[start, start + length] = np.abs(straight - curve).max(axis=1)
    return found


def best_bends(neurons: int, waves: float) -> np.ndarray:
    """Both ends of as many straight pieces as there are neurons, laid so that the largest miss is least, (neurons + 1,).

    By dynamic programming over the places: the best way to one place extends the best way to an earlier one.
    """
    cost = misses(waves)
    reached, came_from = cost[0], []
    for _ in range(neurons - 1):
        extended = np.maximum(reached[:, None], cost)                               # (last bend, place)
        came_from.append(extended.argmin(axis=0))
        reached = extended.min(axis=0)
    places = [PLACES - 1]
    for origin in reversed(came_from):
        places.append(int(origin[places[-1]]))
    return np.array([0, *reversed(places)]) / (PLACES - 1)


@dataclass
class FirstSlider(Demo):
    """A wave copied by a sum of ReLU neurons: each neuron adds one bend, the first at the left edge.

    The weights are not trained here but computed: the bends lie where the copy comes closest, so one more neuron never harms.
    Taught in: 00_environment, section 1
    """

    title = "Your first slider: build a wave from bends"
    uses_seed = False
    presets = {
        "three neurons": Preset({"neurons": 3, "waves": 2.0}, "Two of the three pieces copy the first hump; for all that follows a single straight piece is left.",
            (Promise("much is missed", lambda demo: demo.gap() > 0.3),)),
        "one for each turn": Preset({"neurons": 5, "waves": 2.0}, "Two waves turn four times; with a bend at each turn the copy follows all of them.",
            (Promise("the copy follows the whole wave", lambda demo: demo.gap() < 0.3),)),
        "smooth": Preset({"neurons": 40, "waves": 2.0}, "Forty straight pieces look like one smooth curve.",
            (Promise("nobody can tell the two apart", lambda demo: demo.gap() < 0.03),)),
        "a harder wave": Preset({"neurons": 5, "waves": 4.0}, "The same 5 neurons, twice as many waves: it follows three turns of eight, and gives up the rest.",
            (Promise("some turns are missed altogether", lambda demo: demo.gap() > 0.5),)),
    }

    neurons: int = integer(3, 1, 40, help="how many pieces the orange curve may have")
    waves: float = slider(2.0, 0.5, 4.0, 0.1, help="how many waves there are to copy")
    parts: bool = toggle(False, label="show each neuron", help="draw the curves that are added up")

    guide = (
        Step("Leave waves at 2 and go from 3 neurons to 4 and to 5.", "At which step does the largest gap fall most?",
             lambda demo: demo.waves == 2 and demo.neurons == 5,
             "From 4 to 5: two waves turn four times, and 5 neurons have a bend for each turn.",
             lambda demo: demo.gap(4) - demo.gap(5) > demo.gap(3) - demo.gap(4), ({"neurons": 4}, {"neurons": 5})),
        Step("Add neurons until the caption says that you can hardly tell the curves apart.", "How many will it take?",
             lambda demo: demo.waves == 2 and demo.gap(demo.neurons) < ALIKE, "It takes 19.",
             lambda demo: demo.gap(19) < ALIKE <= demo.gap(18), ({"neurons": 19},)),
        Step("Set waves to 4, and find the number of neurons that brings the largest gap below 0.15.", "How many, where 2 waves took 8?",
             lambda demo: demo.waves == 4 and demo.gap(demo.neurons) < 0.15, "It takes 15: there is twice as much to follow.",
             lambda demo: demo.gap(15) < 0.15 <= demo.gap(14), ({"waves": 4.0, "neurons": 15},)),
        Step("Switch on “show each neuron”.", "What does a single neuron look like?", lambda demo: demo.parts,
             "Every grey line is one neuron: 0 up to its bend, then a straight ramp. The orange curve is their sum.",
             lambda demo: len(demo.scene().axes[0].marks) == demo.neurons + 3, ({"parts": True},)),
    )

    def wave(self, x: torch.Tensor) -> torch.Tensor:
        return wave(x, self.waves)

    def layer(self, x: torch.Tensor, neurons: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """What each neuron adds, (n, neurons), and their sum, (n,); `neurons` None: as many as are set."""
        knots = torch.from_numpy(best_bends(neurons or self.neurons, self.waves)).to(x.dtype)
        heights = self.wave(knots)
        slopes = heights.diff() / knots.diff()                             # (neurons,) of the straight pieces
        weights = torch.cat([slopes[:1], slopes.diff()])                   # each neuron changes the slope at its knot
        added = torch.relu(x[:, None] - knots[:-1]) * weights              # (n,) -> (n, neurons)
        return added, added.sum(dim=1) + heights[0]

    def gap(self, neurons: int | None = None) -> float:
        """The largest distance between the wave and its copy of so many neurons."""
        return (self.layer(DRAWN, neurons)[1] - self.wave(DRAWN)).abs().max().item()

    def scene(self) -> Scene:
        x, gap = DRAWN, self.gap(self.neurons)
        added, copy = self.layer(x)
        knots = best_bends(self.neurons, self.waves) if self.neurons <= FEW else np.empty(0)
        marks = [Line(x, added[:, k], color="ghost", width=1, label="one neuron each" if k == 0 else "")
                 for k in range(self.neurons)] if self.parts else []
        marks += [Line(x, self.wave(x), color="blue", width=5, style="solid", label="the wave"),
                  Line(x, copy, color="orange", width=2.5, label=f"sum of {self.neurons} neuron{'s' * (self.neurons > 1)}"),
                  Points(knots, wave(knots, self.waves), color="orange", marker="square", size=6)]
        how = ("you can hardly tell them apart" if gap < ALIKE else "close, corners still show" if gap < 0.15
               else "it follows roughly" if gap < 0.3 else "the copy misses much of the wave")
        return Scene(Axes(*marks, x="x", y="height", xlim=(0, 1), ylim=(-1.35, 1.35)),
                     caption=f"{self.neurons} neuron{'s' if self.neurons > 1 else ''} against {self.waves:.1f} waves: the largest gap is "
                             f"{number(gap, 2)}, {how}.",
                     readouts={"neurons": str(self.neurons), "largest gap": number(gap, 2)}, height=320)
