"""One look for every still picture, and the one place that turns a figure into a cell's output."""
from __future__ import annotations

import io

import matplotlib
from cycler import cycler
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from ..palette import COLORS, CYCLE

_C = COLORS["light"]
# what does not belong to a picture: windows, backends, folders, times
APART = ("backend", "date.epoch", "docstring", "figure.max_open", "figure.raise", "interactive", "savefig.directory", "timezone",
         "tk.", "toolbar", "webagg.")
# matplotlib's own defaults first: a matplotlibrc that was written for other work must not change a lesson's picture
PLAIN = {key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith(APART)}
# matplotlib's own font has no Chinese letters: the first of these that the system has lends them (a name in a class's table,
# a caption that a learner typed)
CHINESE = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Heiti TC",
           "Microsoft YaHei", "SimHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Arial Unicode MS")
_INSTALLED = {font.name for font in font_manager.fontManager.ttflist}
FONTS = ["DejaVu Sans", *[name for name in CHINESE if name in _INSTALLED][:1]]
STYLE = PLAIN | {
    # an opaque white card: readable in JupyterLab's dark theme too
    "figure.facecolor": _C["paper"], "axes.facecolor": _C["paper"], "savefig.facecolor": _C["paper"],
    "font.family": FONTS, "font.size": 11, "axes.titlesize": 12, "axes.labelsize": 11,
    "text.color": _C["ink"], "axes.labelcolor": _C["ink"], "axes.edgecolor": _C["muted"],
    "xtick.color": _C["muted"], "ytick.color": _C["muted"], "xtick.labelcolor": _C["ink"], "ytick.labelcolor": _C["ink"],
    "axes.grid": True, "grid.color": _C["grid"], "grid.linewidth": 0.8, "axes.axisbelow": True,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left",
    "lines.linewidth": 2, "lines.markersize": 6, "legend.frameon": False,
    "axes.prop_cycle": cycler(color=[_C[c] for c in CYCLE], linestyle=["-", "--", "-.", ":", "-", "--", "-."]),
}
# a lesson's own cells draw into these axes with the kernel's settings; who wants others sets them after this import
matplotlib.rcParams.update(PLAIN)
DPI = 160          # two picture points a CSS pixel: sharp on high-resolution screens
CSS_DPI = 80
EDGE = 0.07        # inches of paper around everything: on a dark page the card's edge is seen, and no title may touch it
RIM = 2 * (EDGE + PLAIN["figure.constrained_layout.w_pad"])    # what both sides take, with the padding of matplotlib


def sheet(width: float, height: float) -> Figure:
    """An empty Figure, `width` × `height` inches, whose axes and their names stay EDGE away from its rim."""
    inside = (EDGE / width, EDGE / height, 1 - 2 * EDGE / width, 1 - 2 * EDGE / height)
    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(rect=inside))
    FigureCanvasAgg(figure)
    return figure


def new_axes(*, rows: int = 1, columns: int = 1, width: float = 7.5, height: float = 3.6,
             x: str = "", y: str = "", title: str = "", **subplots):
    """An empty Axes (or an array of them for several rows or columns), `width` × `height` inches in all.

    The figure is not known to pyplot: nothing has to be closed, nothing appears twice.
    """
    with matplotlib.rc_context(STYLE):
        figure = sheet(width, height)
        axes = figure.subplots(rows, columns, **subplots)
        for ax in [axes] if rows * columns == 1 else axes.flat:
            ax.set(xlabel=x, ylabel=y)
            if rows * columns == 1:
                ax.set_title(title)
        if title and rows * columns > 1:
            figure.suptitle(title, x=0.01, ha="left", fontsize=12)
    return axes


def png(picture) -> bytes:
    """The PNG file of an Axes, an array of Axes or a Figure."""
    figure = _figure(picture)
    file = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(file, format="png", dpi=DPI)
    return file.getvalue()


def show(picture, alt: str) -> None:
    """Put an Axes, an array of Axes or a Figure into the cell's output; `alt` says in words what is to be seen."""
    import matplotlib.pyplot as plt
    from IPython.display import display

    if not alt.strip():
        raise ValueError("figures.show needs alt text: one sentence that says what is to be seen.")
    figure = _figure(picture)
    width = round(figure.get_figwidth() * CSS_DPI)
    display({"image/png": png(figure), "text/plain": f"Figure: {alt}"}, raw=True,
            metadata={"image/png": {"width": width, "alt": alt}})
    plt.close(figure)          # one made with plt.subplots() would be shown a second time at the end of the cell


def _figure(picture) -> Figure:
    if isinstance(picture, Figure):
        return picture
    if hasattr(picture, "flat"):
        picture = next(picture.flat)
    return picture.get_figure(root=True)
