"""What an axes must show, from its marks: one rule for both renderers (`js/src/limits.js` has the same one, and a test compares them)."""
from __future__ import annotations

import numpy as np

from .scene import Arrows, Axes, Band, Bars, HeatMap, Images, Line, Points, Rule, Segments, Text

PAD = 0.04           # free space beside the data, as a share of its range


def _spans(mark) -> list[tuple[str, np.ndarray, bool]]:
    """(axis, values, tight) of one mark; a tight value may touch the edge of the axes."""
    match mark:
        case Line() | Points():
            return [("x", mark.x, False), ("y", mark.y, False)]
        case HeatMap():
            x0, x1, y0, y1 = mark.extent
            return [("x", np.array([x0, x1]), True), ("y", np.array([y0, y1]), True)]
        case Bars():
            at = np.arange(len(mark.heights)) if mark.x is None else mark.x
            along, across = ("y", "x") if mark.horizontal else ("x", "y")
            half = mark.width / 2
            return [(along, np.concatenate([at - half, at + half]), False), (across, mark.heights, False),
                    (across, np.zeros(1), True)]
        case Arrows():
            return [("x", np.concatenate([mark.x, mark.x + mark.dx]), False),
                    ("y", np.concatenate([mark.y, mark.y + mark.dy]), False)]
        case Segments():
            return [("x", np.concatenate([mark.x0, mark.x1]), False), ("y", np.concatenate([mark.y0, mark.y1]), False)]
        case Band():
            return [("x", mark.x, False), ("y", np.concatenate([mark.low, mark.high]), False)]
        case Rule():
            return [("x", np.array([mark.x]), False)] if mark.x is not None else [("y", np.array([mark.y]), False)]
        case Text():
            return [("x", np.array([mark.x]), False), ("y", np.array([mark.y]), False)]
        case Images():
            half = mark.size / 2
            above = half + (0.22 * mark.size if mark.names else 0)          # room for the names
            return [("x", np.concatenate([mark.x - half, mark.x + half]), True),
                    ("y", np.concatenate([mark.y - half, mark.y + above]), True)]
    return []


def limits(axes: Axes) -> tuple[tuple[float, float], tuple[float, float]]:
    """((x low, x high), (y low, y high)): those given, else those that fit the data with a little room."""
    found = []
    for axis, given, scale in (("x", axes.xlim, axes.xscale), ("y", axes.ylim, axes.yscale)):
        if given is not None:
            found.append(given)
            continue
        ends: dict[bool, list[float]] = {False: [], True: []}
        for mark in axes.marks:
            for name, values, tight in _spans(mark):
                if name != axis:
                    continue
                values = np.asarray(values, dtype=np.float64)
                values = values[np.isfinite(values) & ((values > 0) | (scale != "log"))]
                if values.size:
                    values = np.log10(values) if scale == "log" else values
                    ends[tight] += [float(values.min()), float(values.max())]
        everything = ends[False] + ends[True]
        if not everything:
            found.append((1.0, 10.0) if scale == "log" else (0.0, 1.0))
            continue
        low, high = min(everything), max(everything)
        if high - low <= 1e-9 * max(1e-30, abs(low), abs(high)):
            low, high = low - 0.5, high + 0.5
        else:
            pad = PAD * (high - low)
            low -= pad * (not ends[True] or low < min(ends[True]))
            high += pad * (not ends[True] or high > max(ends[True]))
        found.append((10**low, 10**high) if scale == "log" else (low, high))
    return found[0], found[1]


def span(m: HeatMap | Images) -> tuple[float, float]:
    """The numbers that get the first and the last colour."""
    if m.vmin is not None and m.vmax is not None and m.vmin < m.vmax:
        return float(m.vmin), float(m.vmax)
    finite = m.z[np.isfinite(m.z)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if m.cmap == "diverging" and m.vmin is None and m.vmax is None:
        high = max(abs(low), abs(high))
        low = -high
    low, high = (low if m.vmin is None else m.vmin), (high if m.vmax is None else m.vmax)
    return (low, high) if high > low else (low - 0.5, low + 0.5)
