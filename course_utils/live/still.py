"""A scene as a still picture: what readers without a kernel see (GitHub, nbviewer, an exported page)."""
from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import Formatter, Locator

from ..figures.style import CSS_DPI, STYLE, png, sheet
from ..palette import COLORS, CYCLE, MAPS, MARKERS
from .limits import limits, span
from .scene import Arrows, Axes, Band, Bars, HeatMap, Images, Line, Points, Rule, Scene, Segments, Text
from .ticks import APART, labels, ticks

WIDTH = 900                      # CSS pixels; `Scene.height` is the height at this width
PRESENT = 1.6                    # type and lines for the back of the room
ROW = 22                         # CSS pixels of a row of earlier runs' names
OUTLINE = 1.2                    # CSS pixels of paper around a filled point: it stays visible on a surface of its own colour
_PT = 72 / CSS_DPI               # points in a CSS pixel
_C = COLORS["light"]
_DASH = {"solid": "-", "dashed": (0, (5, 3)), "dotted": (0, (1, 2)), "dashdot": (0, (6, 2, 1, 2))}
_MARKER = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D", "cross": "X"}
_CMAP = {name: LinearSegmentedColormap.from_list(f"course-{name}", stops) for name, stops in MAPS["light"].items()}


def still(scene: Scene, present: bool = False) -> Figure:
    """The scene drawn with matplotlib, WIDTH CSS pixels wide; `present=True` enlarges type and lines."""
    k = PRESENT if present else 1.0
    style = {**STYLE, **{key: STYLE[key] * k for key in ("font.size", "axes.titlesize", "axes.labelsize")},
             "axes.linewidth": 0.8 * k, "grid.linewidth": 0.8 * k, "legend.fontsize": 9.5 * k}
    with matplotlib.rc_context(style):
        many = 1 if present else 2          # of the earlier runs' names in a row
        below = -(-len(scene.runs) // many) * ROW * k
        figure = sheet(WIDTH / CSS_DPI, (scene.height + below) / CSS_DPI)
        if not scene.axes:
            return figure
        rows = [scene.axes[i:i + scene.columns] for i in range(0, len(scene.axes), scene.columns)]
        grid = figure.add_gridspec(len(rows), 1, height_ratios=[max(a.height for a in row) for row in rows])
        pictures = []
        for r, row in enumerate(rows):
            cells = grid[r].subgridspec(1, len(row), width_ratios=[a.width for a in row])
            for c, axes in enumerate(row):
                ax = figure.add_subplot(cells[c])
                pictures += [(ax, mark) for mark in _draw(figure, ax, axes, k)]
        if scene.runs:
            handles = [h for m in scene.runs for h in _swatch(m, m.color, m.style, m.width, k)]
            in_rows = [h for column in range(many) for h in handles[column::many]]          # matplotlib fills columns
            figure.legend(handles=in_rows, loc="outside lower center", ncols=many, frameon=False)
        if pictures:
            # squares in pixels: the layout must stand before they can be placed
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
            for ax, mark in pictures:
                _images(ax, mark, k)
    return figure


def stored(scene: Scene, present: bool = False) -> tuple[bytes, int]:
    """The still picture as a PNG file, and how wide it is shown, in CSS pixels."""
    return png(still(scene, present)), WIDTH


def _color(name: str) -> str:
    return _C.get(name, name)


def _cycle(c: float) -> str:
    """The colour of class `c`."""
    return _C[CYCLE[int(c) % len(CYCLE)]]


def _classes(values: np.ndarray) -> list[tuple[int, str, str]]:
    """(class, colour, marker) of every class number that occurs."""
    return [(c, _cycle(c), _MARKER[MARKERS[c % len(MARKERS)]])
            for c in sorted({int(v) for v in values[np.isfinite(values)]})]


class _Ticks(Locator):
    """Where `ticks` puts them; `which`: 0 the long ones, 1 the short ones between them."""

    def __init__(self, k: float, log: bool, which: int = 0):
        self.k, self.log, self.which = k, log, which

    def __call__(self):
        return self.tick_values(*self.axis.get_view_interval())

    def tick_values(self, vmin, vmax):
        box = self.axis.axes.get_window_extent()
        across = self.axis.axis_name == "x"
        pixels = (box.width if across else box.height) / self.axis.get_figure(root=True).dpi * CSS_DPI
        return ticks(vmin, vmax, max(2, pixels / (APART[not across] * self.k)), self.log)[self.which]


class _Words(Formatter):
    """Their words."""

    def __init__(self, log: bool):
        self.log = log

    def format_ticks(self, values):
        return labels([float(v) for v in values], self.log)

    def __call__(self, value, position=None):
        return labels([float(value)], self.log)[0]


def _rule_axis(axis, k: float, log: bool) -> None:
    axis.set_major_locator(_Ticks(k, log))
    axis.set_minor_locator(_Ticks(k, log, 1))
    axis.set_major_formatter(_Words(log))
    axis.set_minor_formatter("")


def _draw(figure: Figure, ax, axes: Axes, k: float) -> list[Images]:
    """Draw one Axes; returns the marks that must wait for the layout."""
    ax.set_title(axes.title)
    ax.set(xlabel=axes.x, ylabel=axes.y, xscale=axes.xscale, yscale=axes.yscale)
    (x0, x1), (y0, y1) = limits(axes)
    ax.set_xlim(x0, x1)
    ax.set_ylim(y0, y1)
    _rule_axis(ax.xaxis, k, axes.xscale == "log")
    _rule_axis(ax.yaxis, k, axes.yscale == "log")
    if axes.equal:
        ax.set_aspect("equal", adjustable="box")
    if not axes.frame:
        ax.grid(False)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
    handles: list = []
    waiting = []
    with np.errstate(all="ignore"):
        for z, mark in enumerate(axes.marks, start=2):
            if isinstance(mark, Images):
                waiting.append(mark)
            else:
                handles += _MARKS[type(mark)](figure, ax, mark, k, z) or []
    if axes.legend and handles:
        legend = ax.legend(handles=handles, loc="best", frameon=True, framealpha=0.85, edgecolor=_C["grid"], borderpad=0.5)
        legend.set_zorder(1000)
    return waiting


def _line(figure, ax, m: Line, k, z):
    ax.plot(m.x, m.y, color=_color(m.color), linestyle=_DASH[m.style], linewidth=m.width * _PT * k, zorder=z)
    return _swatch(m, m.color, m.style, m.width, k)


def _swatch(m, color: str, style: str, width: float, k: float) -> list:
    return [Line2D([], [], color=_color(color), linestyle=_DASH[style], linewidth=width * _PT * k, label=m.label)] if m.label else []


def _points(figure, ax, m: Points, k, z):
    (left, right), (low, high) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    inside = (m.x >= left) & (m.x <= right) & (m.y >= low) & (m.y <= high)          # whole markers then, else none, as in view.js
    groups = [(True, _color(m.color), _MARKER[m.marker], m.label)] if isinstance(m.color, str) else []
    if not groups:
        names = m.label.split("|")
        groups = [(m.color == c, color, marker, names[c] if len(names) > 1 and 0 <= c < len(names) else "")
                  for c, color, marker in _classes(m.color)]
        if m.label and len(names) == 1 and groups:
            groups[0] = (*groups[0][:3], m.label)
    if m.value is not None:
        ax.scatter(m.x[inside], m.y[inside], c=m.value[inside], cmap=_CMAP["diverging"], vmin=-1, vmax=1, s=(m.size * _PT * k) ** 2, marker=_MARKER[m.marker],
                   zorder=z, edgecolors=_C["paper"] if m.filled else _C["ink"], linewidths=OUTLINE * _PT, clip_on=False)
        return [Line2D([], [], color=_C["ink"], marker=_MARKER[m.marker], linestyle="", label=m.label, markersize=6 * k,
                       markerfacecolor=_C["ink"] if m.filled else "none")] if m.label else []
    handles = []
    for chosen, color, marker, label in groups:
        looks = {"facecolors": color, "edgecolors": _C["paper"], "linewidths": OUTLINE * _PT} if m.filled else \
            {"facecolors": "none", "edgecolors": color, "linewidths": 1.4 * k}
        ax.scatter(m.x[inside & chosen], m.y[inside & chosen], s=(m.size * _PT * k) ** 2, marker=marker, zorder=z, clip_on=False, **looks)
        if label:
            handles.append(Line2D([], [], color=color, marker=marker, linestyle="", label=label, markersize=6 * k,
                                  markerfacecolor=color if m.filled else "none"))
    return handles


def _heat_map(figure, ax, m: HeatMap, k, z):
    low, high = span(m)
    looks = {"cmap": _CMAP[m.cmap], "vmin": low, "vmax": high, "alpha": m.alpha, "zorder": z}
    x0, x1, y0, y1 = m.extent
    nodes = m.smooth and min(m.z.shape) > 1          # the values lie on points, else in cells
    if ax.get_xscale() == ax.get_yscale() == "linear":
        limits_before = ax.get_xlim(), ax.get_ylim(), ax.get_aspect()
        # matplotlib gives the edges of the outer pixels, half a pixel beyond their middles
        over_x, over_y = ((x1 - x0) / (m.z.shape[1] - 1) / 2, (y1 - y0) / (m.z.shape[0] - 1) / 2) if nodes else (0, 0)
        picture = ax.imshow(m.z, origin="lower", extent=(x0 - over_x, x1 + over_x, y0 - over_y, y1 + over_y),
                            interpolation="bilinear" if m.smooth else "nearest", **looks)
        picture.set_clip_path(Rectangle((x0, y0), x1 - x0, y1 - y0, transform=ax.transData))
        ax.set(xlim=limits_before[0], ylim=limits_before[1], aspect=limits_before[2])
    else:
        lines = [(np.geomspace if scale == "log" else np.linspace)(a, b, n + (not nodes)) for a, b, n, scale in
                 ((x0, x1, m.z.shape[1], ax.get_xscale()), (y0, y1, m.z.shape[0], ax.get_yscale()))]
        picture = ax.pcolormesh(*lines, m.z, shading="gouraud" if nodes else "flat", **looks)
    if m.bar:
        # as high as the map: beside it there may be room for words in the axes, and a square stands in the middle of its cell
        (low, high), (bottom, top) = sorted((y0, y1)), sorted(ax.get_ylim())
        ends = ax.transAxes.inverted().transform(ax.transData.transform([(x0, max(low, bottom)), (x0, min(high, top))]))[:, 1]
        bar = figure.colorbar(picture, cax=ax.inset_axes((1.02, min(ends), 0.03, float(np.ptp(ends)))))
        bar.outline.set_visible(False)
        _rule_axis(bar.ax.yaxis, k, log=False)


def _bars(figure, ax, m: Bars, k, z):
    at = np.arange(len(m.heights)) if m.x is None else m.x
    colors = _color(m.color) if isinstance(m.color, str) else [_cycle(c) for c in m.color]
    if m.horizontal:
        ax.barh(at, m.heights, m.width, color=colors, zorder=z)
        if not ax.yaxis_inverted():
            ax.invert_yaxis()
    else:
        ax.bar(at, m.heights, m.width, color=colors, zorder=z)
    if m.names:
        (ax.set_yticks if m.horizontal else ax.set_xticks)(at, m.names)
        ax.grid(False, axis="y" if m.horizontal else "x")
    color = colors if isinstance(colors, str) else _C["blue"]
    return [Rectangle((0, 0), 1, 1, color=color, label=m.label)] if m.label else []


def _arrows(figure, ax, m: Arrows, k, z):
    ax.quiver(m.x, m.y, m.dx, m.dy, angles="xy", scale_units="xy", scale=1, color=_color(m.color), units="inches",
              width=m.width / CSS_DPI * k, headwidth=4.5, headlength=5, headaxislength=4.5, minlength=0.1, zorder=z)
    return _swatch(m, m.color, "solid", m.width, k)


def _segments(figure, ax, m: Segments, k, z):
    pieces = np.stack([np.stack([m.x0, m.y0], 1), np.stack([m.x1, m.y1], 1)], 1)       # (n, 2 ends, 2)
    colors, widths = _color(m.color), m.width * _PT * k
    if m.value is not None and len(m.value):
        top = max(float(np.nanmax(np.abs(m.value))), 1e-12)
        share = np.nan_to_num(m.value / top)
        colors, widths = _CMAP["diverging"](0.5 + 0.5 * share), np.maximum(0.3, m.width * np.abs(share)) * _PT * k
    ax.add_collection(LineCollection(list(pieces), colors=colors, linewidths=widths, linestyles=_DASH[m.style],
                                     capstyle="round" if m.style == "solid" else None, zorder=z), autolim=False)
    return _swatch(m, m.color, m.style, m.width, k)


def _band(figure, ax, m: Band, k, z):
    ax.fill_between(m.x, m.low, m.high, color=_color(m.color), alpha=m.alpha, linewidth=0, zorder=z)
    return [Rectangle((0, 0), 1, 1, color=_color(m.color), alpha=m.alpha, label=m.label)] if m.label else []


def _rule(figure, ax, m: Rule, k, z):
    looks = {"color": _color(m.color), "linestyle": _DASH[m.style], "linewidth": m.width * _PT * k, "zorder": z}
    if m.x is not None:
        ax.axvline(m.x, **looks)
    else:
        ax.axhline(m.y, **looks)
    return _swatch(m, m.color, m.style, m.width, k)


def _text(figure, ax, m: Text, k, z):
    ax.text(m.x, m.y, m.text.replace("$", r"\$"), color=_color(m.color), fontsize=m.size * _PT * k, ha=m.anchor, va="center",
            fontweight="bold" if m.bold else "normal", zorder=z + 0.5)


def _images(ax, m: Images, k: float) -> None:
    """Every small picture in a square of pixels, whatever the shape of the axes."""
    low, high = span(m)
    across, along = np.abs(ax.transData.transform([(1, 1)]) - ax.transData.transform([(0, 0)]))[0]
    side = m.size * min(across, along)
    half_x, half_y = side / across / 2, side / along / 2
    room = 0.8 * side * max(0.2, 1 / m.size - 1)          # for the names: the gap of a grid with cells of one unit
    before = ax.get_xlim(), ax.get_ylim(), ax.get_aspect()
    for i, (z, x, y) in enumerate(zip(m.z, m.x, m.y, strict=True)):
        box = (x - half_x, x + half_x, y - half_y, y + half_y)
        ax.imshow(z, extent=box, cmap=_CMAP[m.cmap], vmin=low, vmax=high, zorder=3, interpolation="bilinear" if m.smooth else "nearest")
        color = _C["grid"] if m.border is None else _cycle(m.border[i])
        ax.add_patch(Rectangle(box[::2], 2 * half_x, 2 * half_y, fill=False, edgecolor=color, zorder=4,
                               linewidth=(1 if m.border is None else 2.5) * _PT * k))
        if i < len(m.names):
            ax.annotate(m.names[i], (x, y + half_y), xytext=(0, 2 * k), textcoords="offset points", ha="center", va="bottom",
                        fontsize=min(10.5 * k, max(5, room * 72 / ax.figure.dpi)), zorder=5)
    ax.set(xlim=before[0], ylim=before[1], aspect=before[2])


_MARKS = {Line: _line, Points: _points, HeatMap: _heat_map, Bars: _bars, Arrows: _arrows, Segments: _segments,
          Band: _band, Rule: _rule, Text: _text}

