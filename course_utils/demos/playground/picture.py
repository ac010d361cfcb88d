"""The playground's three pictures: the surface over the plane, the network as a graph, the losses."""
from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ...live.scene import Axes, HeatMap, Images, Line, Points, Segments, Text
from ..parts import drawable, fixed
from .problems import INPUTS, colours

if TYPE_CHECKING:
    from . import Playground
    from .network import Network

THIN = 3             # the small pictures take every third point of the surface
SOFT = 0.55          # how strongly the surface is coloured: paler than the points on it
PALE = 0.3           # the same for inputs that are switched off
SHOWN = 8            # neurons of a layer that are drawn
APART = 1.9          # between two layers; a neuron has the size 0.84
STEP = 0.25          # of the surface of a regression, in steps
TOPS = (0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 20, 30, 50, 100, 1000, 1e4, 1e6)     # ends of the axis of losses: it grows by jumps, not with each frame

Edge = tuple[int, int, int]                                   # layer, to, from


@cache
def neurons(inputs: tuple[str, ...], hidden: tuple[int, ...]) -> tuple[dict[str, tuple[int, int]], ...]:
    """For each layer, inputs first and output last: name of a drawn neuron -> (layer, its number)."""
    names = [[f"input {name}" for name in inputs],
             *([f"neuron {j + 1} of layer {k}" for j in range(min(n, SHOWN))] for k, n in enumerate(hidden, start=1)), ["the output"]]
    return tuple({name: (k, j) for j, name in enumerate(layer)} for k, layer in enumerate(names))


@cache
def edges(inputs: tuple[str, ...], hidden: tuple[int, ...]) -> dict[str, Edge]:
    """Name of a drawn weight -> (layer, to, from), in the order in which they are drawn."""
    return {f"weight from {start} to {end}": (k, i, j) for k, (left, right) in enumerate(pairwise(neurons(inputs, hidden)))
            for end, (_, i) in right.items() for start, (_, j) in left.items()}


def scaled(picture: np.ndarray) -> np.ndarray:
    """Values (…, rows, columns) from -1 to 1, each picture by its own largest."""
    picture = drawable(picture)
    return picture / np.maximum(np.abs(picture).max(axis=(-2, -1), keepdims=True), 1e-6)


def plane(demo: Playground, views: list[np.ndarray]) -> Axes:
    """The surface of what is pointed at, or else of the output, with the examples."""
    net, r = demo.net, demo.net.reach
    layer, j = next((found[demo.pointed] for found in neurons(net.inputs, tuple(net.hidden)) if demo.pointed in found), (len(views) - 1, 0))
    output = layer == len(views) - 1
    surface = np.clip(drawable(views[-1][0]), -1, 1) if output else scaled(views[layer][j])
    if demo.in_steps:
        surface = np.round(surface / STEP) * STEP if net.regression and output else np.where(surface > 0, 1.0, -1.0)
    test = [Points(*net.X_test.T, size=4, filled=False, **colours(demo.dataset, net.y_test))] if demo.show_test else []
    said = demo.pointed[0].upper() + demo.pointed[1:] if not output else "What the network says"
    return Axes(HeatMap(surface, extent=(-r, r, -r, r), cmap="diverging", vmin=-1, vmax=1, alpha=SOFT), *test,
                Points(*net.X.T, size=7, **colours(demo.dataset, net.y)),
                x=f"x₁        ● training{'   ○ test' if demo.show_test else ''}", y="x₂", title=said, xlim=(-r, r), ylim=(-r, r), equal=True, width=1.2)


def column(k: int, n: int) -> np.ndarray:
    """Places of the n drawn neurons of layer k: (n, 2)."""
    return np.stack([np.full(n, APART * k), (n - 1) / 2 - np.arange(n)], axis=1)


def diagram(demo: Playground, views: list[np.ndarray]) -> Axes:
    """Each neuron a picture of its output over the plane, each weight a line; both can be pointed at."""
    net, names = demo.net, neurons(demo.inputs, tuple(demo.hidden_sizes))
    everything = column(0, len(INPUTS))
    on = np.array([name in net.inputs for name in INPUTS])
    places = [everything[on], *(column(k, len(layer)) for k, layer in enumerate(names[1:], start=1))]
    pictures = [scaled(v[:SHOWN, ::THIN, ::THIN])[:, ::-1] for v in views[:-1]]              # row 0 on top
    off = [name for name in INPUTS if name not in net.inputs]
    pale = PALE * scaled(demo.unused[:, ::THIN, ::THIN])[:, ::-1]
    where = np.concatenate(places[:-1])
    half = max(map(len, [everything, *places])) / 2 + 1.0
    lines, marked, said = weights(demo, net, places)
    marks = [marked, lines,
             Images(np.concatenate(pictures), x=where[:, 0], y=where[:, 1], size=0.84, cmap="diverging", vmin=-1, vmax=1, smooth=True,
                    parts=demo.parts[0]),
             Images(pale, x=everything[~on, 0], y=everything[~on, 1], size=0.84, cmap="diverging", vmin=-1, vmax=1, smooth=True,
                    parts=tuple(f"input {name}, off" for name in off)),
             Points(places[-1][:, 0], places[-1][:, 1], color="ink", size=14, parts=("the output",)), said,
             *(Text(-0.55, y, name, size=12, anchor="right", color="ink" if used else "muted")
               for name, (_, y), used in zip(INPUTS, everything, on, strict=True)),
             Text(places[-1][0, 0] - 0.35, -0.8, "output" if net.regression else "P(class 1)", size=12, anchor="left")]
    for size, place in zip(demo.hidden_sizes, places[1:], strict=False):
        under = f"{SHOWN} of\n{size}" if size > SHOWN else str(size)
        marks.append(Text(place[0, 0], -len(place) / 2 - 0.5, under, size=12, color="muted"))
    return Axes(*marks, title="Each neuron's view", frame=False, legend=False, xlim=(-1.9, APART * len(views[:-1]) + 1.6),
                ylim=(-half, half - 0.5), width=1.15)


def weights(demo: Playground, net: Network, places: list[np.ndarray]) -> tuple[Segments, Segments, Text]:
    """All weights as lines, the line behind the one that is read, and its number."""
    x0, y0, x1, y1, value, raw = [], [], [], [], [], []
    for (left, right), layer in zip(pairwise(places), net.layers, strict=True):
        shown = drawable(layer.weight.detach().cpu().numpy())[:len(right), :len(left)]       # (to, from)
        x0.append(np.tile(left[:, 0] + 0.42, len(right)))
        y0.append(np.tile(left[:, 1], len(right)))
        x1.append(np.repeat(right[:, 0] - 0.42, len(left)))
        y1.append(np.repeat(right[:, 1], len(left)))
        # each layer on its own scale, or one large weight would hide all others
        value.append(shown.ravel() / max(np.abs(shown).max(), 1e-9))
        raw.append(shown.ravel())
    ends = list(map(np.concatenate, (x0, y0, x1, y1)))
    read = demo.pointed if demo.pointed in demo.parts[1] else demo.chosen
    i = demo.parts[1].index(read) if read in demo.parts[1] else None
    at = [e[i:i + 1] if i is not None else e[:0] for e in ends]
    said = Text(0, 0, "", size=12, bold=True) if i is None else \
        Text(float(at[0][0] + at[2][0]) / 2, float(at[1][0] + at[3][0]) / 2 + 0.3, fixed(np.concatenate(raw)[i], plus=True), size=12, bold=True)
    return Segments(*ends, value=np.concatenate(value), width=3, parts=demo.parts[1]), Segments(*at, color="ink", width=6), said


def losses(demo: Playground) -> Axes:
    curves = demo.curves
    values = np.concatenate([curves[0], curves[1]])
    highest = float(np.max(values[np.isfinite(values)], initial=0.0))
    top = next((t for t in TOPS if t >= 1.02 * highest), TOPS[-1])
    what = "mean squared error" if demo.net.regression else "cross-entropy"
    return Axes(Line(curves.x, curves[0], color="blue", label="training", keep=True),
                Line(curves.x, curves[1], color="orange", style="dashed", label="test", keep=True),
                x="update", y=f"loss ({what})", title="Loss", ylim=(0, 1.3 * max(top, 0.2)), xlim=(0, max(200, demo.steps)), width=0.95)
