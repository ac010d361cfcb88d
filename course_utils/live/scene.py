"""A picture as plain data: what is to be seen, not how it is drawn.

A `Scene` holds one or more `Axes`, an `Axes` holds marks. Two renderers draw it: `view.js` in the browser,
`still.py` with matplotlib. Numbers may be lists, NumPy arrays or tensors on any device; they are kept as float32.
"""
from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

SCALES = ("linear", "log")
STYLES = ("solid", "dashed", "dotted", "dashdot")


def floats(values: Any, ndim: int | None = None) -> np.ndarray:
    """`values` as a contiguous float32 array; tensors are detached and brought to the CPU first."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    array = np.ascontiguousarray(values, dtype=np.float32)
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"expected {ndim} dimension(s), got shape {array.shape}")
    return array


def words(value: Any) -> str:
    """A readout as text; a number, also one in a tensor, with four digits."""
    if hasattr(value, "item") and math.prod(getattr(value, "shape", (2,))) == 1:
        value = value.item()
    return f"{value:.4g}" if isinstance(value, float) else str(value)


class Mark:
    """Something drawn inside an `Axes`. Subclasses name their array fields in `ARRAYS` with the number of dimensions."""

    ARRAYS: ClassVar[dict[str, int]] = {}

    def __post_init__(self):
        for name, ndim in self.ARRAYS.items():
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                setattr(self, name, floats(np.atleast_1d(floats(value)) if ndim == 1 else value, ndim))
        lengths = {len(v) for n in self.SAME_LENGTH if (v := getattr(self, n)) is not None and not isinstance(v, str)}
        if len(lengths) > 1:
            raise ValueError(f"{type(self).__name__}: {', '.join(self.SAME_LENGTH)} must have the same length, got {sorted(lengths)}")

    SAME_LENGTH: ClassVar[tuple[str, ...]] = ()


@dataclass
class Line(Mark):
    """A curve through (x, y), both (n,). `keep=True` marks a curve of a run: the panel keeps it as a ghost after a reset."""

    x: Any
    y: Any
    color: str = "blue"
    style: str = "solid"
    width: float = 2.0
    label: str = ""
    keep: bool = False
    ARRAYS = {"x": 1, "y": 1}
    SAME_LENGTH = ("x", "y")


@dataclass
class Points(Mark):
    """Markers at (x, y), both (n,). `color` is a name, or (n,) class numbers that choose colour *and* marker.

    `value` (n,), if given, from -1 to 1, colours each by the "diverging" map. `parts`: n names, where each can be pointed at.
    """

    x: Any
    y: Any
    color: Any = "blue"
    marker: str = "circle"
    size: float = 6.0
    label: str = ""
    filled: bool = True
    value: Any = None
    parts: tuple[str, ...] = ()
    ARRAYS = {"x": 1, "y": 1, "color": 1, "value": 1}
    SAME_LENGTH = ("x", "y", "color", "value")


@dataclass
class HeatMap(Mark):
    """A surface z (rows, columns) over `extent` = (x0, x1, y0, y1); row 0 lies at y0 (the bottom).

    `smooth=True`: z was computed at points, the first and last of them at the ends of `extent` (as `linspace` gives them),
    and is interpolated between. `smooth=False`: z belongs to cells, which fill `extent` from edge to edge.
    `vmin`, `vmax` None: the data's own range (symmetric about 0 for "diverging"). `bar=True` draws a colour bar.
    """

    z: Any
    extent: tuple[float, float, float, float] = (0, 1, 0, 1)
    cmap: str = "sequential"
    vmin: float | None = None
    vmax: float | None = None
    smooth: bool = True
    bar: bool = False
    alpha: float = 1.0
    ARRAYS = {"z": 2}


@dataclass
class Bars(Mark):
    """Vertical bars of `heights` (n,) at positions `x` (n,) or 0 … n-1; `names` (n strings) label them.

    `color` is a name, or (n,) class numbers. `horizontal=True` lays them on their side, the first on top.
    """

    heights: Any
    x: Any = None
    names: tuple[str, ...] = ()
    color: Any = "blue"
    width: float = 0.8
    label: str = ""
    horizontal: bool = False
    ARRAYS = {"heights": 1, "x": 1, "color": 1}
    SAME_LENGTH = ("heights", "x", "color")


@dataclass
class Arrows(Mark):
    """Arrows from (x, y) to (x + dx, y + dy), all (n,)."""

    x: Any
    y: Any
    dx: Any
    dy: Any
    color: str = "ink"
    width: float = 2.0
    label: str = ""
    ARRAYS = {"x": 1, "y": 1, "dx": 1, "dy": 1}
    SAME_LENGTH = ("x", "y", "dx", "dy")


@dataclass
class Segments(Mark):
    """Straight pieces from (x0, y0) to (x1, y1), all (n,): residuals, the edges of a network.

    `value` (n,), if given, colours each piece by the "diverging" map and scales its width by |value| / max |value|.
    `parts`: n names, where each piece can be pointed at.
    """

    x0: Any
    y0: Any
    x1: Any
    y1: Any
    value: Any = None
    color: str = "muted"
    style: str = "solid"
    width: float = 1.5
    label: str = ""
    parts: tuple[str, ...] = ()
    ARRAYS = {"x0": 1, "y0": 1, "x1": 1, "y1": 1, "value": 1}
    SAME_LENGTH = ("x0", "y0", "x1", "y1", "value")


@dataclass
class Band(Mark):
    """The area between `low` and `high` over x, all (n,): a spread, a region."""

    x: Any
    low: Any
    high: Any
    color: str = "blue"
    alpha: float = 0.2
    label: str = ""
    ARRAYS = {"x": 1, "low": 1, "high": 1}
    SAME_LENGTH = ("x", "low", "high")


@dataclass
class Rule(Mark):
    """A straight line across the whole axes: vertical at `x`, or horizontal at `y` (give exactly one)."""

    x: float | None = None
    y: float | None = None
    color: str = "muted"
    style: str = "dashed"
    width: float = 1.5
    label: str = ""

    def __post_init__(self):
        if (self.x is None) == (self.y is None):
            raise ValueError("Rule: give exactly one of x and y")


@dataclass
class Text(Mark):
    """Words at (x, y) in data units. `anchor`: which point of the text lies there: "left", "center", "right"."""

    x: float
    y: float
    text: str
    color: str = "ink"
    size: float = 12.0
    anchor: str = "center"
    bold: bool = False


@dataclass
class Images(Mark):
    """Small pictures z (n, rows, columns), row 0 on top, each in a square of side `size` centred at (x, y), both (n,).

    Without x and y they fill a grid `columns` wide, read from the top left, whose cells are 1 × 1 data units with
    centres at (column, -row) (leave `size` below 1, room for `names` above each picture).
    `border` (n,) class numbers draw a coloured frame, `smooth=True` interpolates between the pixels.
    `parts`: n names, where each picture can be pointed at.
    """

    z: Any
    x: Any = None
    y: Any = None
    size: float = 0.9
    columns: int = 0
    names: tuple[str, ...] = ()
    cmap: str = "gray"
    vmin: float | None = None
    vmax: float | None = None
    border: Any = None
    smooth: bool = False
    parts: tuple[str, ...] = ()
    ARRAYS = {"z": 3, "x": 1, "y": 1, "border": 1}
    SAME_LENGTH = ("z", "x", "y", "border")

    def __post_init__(self):
        super().__post_init__()
        if self.x is None or self.y is None:
            n = len(self.z)
            columns = self.columns or max(1, int(np.ceil(np.sqrt(n))))
            self.x, self.y = floats(np.arange(n) % columns), floats(-(np.arange(n) // columns))


class Axes:
    """One coordinate system and its marks, drawn in the order given.

    `xlim`, `ylim`: (low, high), or None to fit the data. `equal=True`: one unit is as long on x as on y.
    `frame=False`: no ticks, grid or box (pictures, diagrams). `width`, `height`: share of the row or column.
    `drag=("w", "b")`: dragging in the axes sets these fields of the demo to the pointer's x and y (None: not that one).
    """

    def __init__(self, *marks: Mark, x: str = "", y: str = "", title: str = "", xlim=None, ylim=None,
                 xscale: str = "linear", yscale: str = "linear", equal: bool = False, frame: bool = True,
                 legend: bool = True, width: float = 1.0, height: float = 1.0,
                 drag: tuple[str | None, str | None] | None = None):
        for mark in marks:
            if not isinstance(mark, Mark):
                raise TypeError(f"Axes takes marks (Line, Points, ...), not {type(mark).__name__}")
        if xscale not in SCALES or yscale not in SCALES:
            raise ValueError(f"a scale is one of {SCALES}")
        self.marks = list(marks)
        self.x, self.y, self.title = x, y, title
        self.xlim = None if xlim is None else (float(xlim[0]), float(xlim[1]))
        self.ylim = None if ylim is None else (float(ylim[0]), float(ylim[1]))
        self.xscale, self.yscale = xscale, yscale
        self.equal, self.frame, self.legend = equal, frame, legend
        self.width, self.height, self.drag = float(width), float(height), drag

    def __repr__(self) -> str:
        return f"Axes({self.title or self.y or '…'}: {', '.join(type(m).__name__ for m in self.marks)})"


@dataclass
class Scene:
    """One picture: axes side by side (or in a grid `columns` wide), a caption in words, and readouts (name -> text).

    `height` is the drawing's height in CSS pixels at a width of 900. `runs`: a sample of each earlier run in the picture, a
    Line without points whose label says which it is; they are named beneath all axes. The panel adds them.
    """

    axes: tuple[Axes, ...]
    caption: str = ""
    readouts: dict[str, str] = field(default_factory=dict)
    columns: int = 0
    height: int = 340
    runs: tuple[Line, ...] = ()

    def __init__(self, *axes: Axes, caption: str = "", readouts: dict[str, str] | None = None,
                 columns: int = 0, height: int = 340):
        self.axes, self.caption = tuple(axes), str(caption)
        self.readouts = {str(name): words(value) for name, value in (readouts or {}).items()}
        self.columns, self.height, self.runs = columns or max(1, len(axes)), height, ()
