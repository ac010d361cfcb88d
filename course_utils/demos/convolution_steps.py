"""Convolution step by step: a window moves over a picture; its products are added up to one pixel of the output."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional as F

from ..live.demo import Demo, choice, integer
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, HeatMap, Line, Scene, Segments, Text
from .parts import fixed

# each value of a filter is small, so that the sums can be done in the head
FILTERS = {
    "vertical edge": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "horizontal edge": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "blur": [[1 / 9] * 3] * 3,
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "shift": [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
    "nothing": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
}
SIDE, K = 10, 3
PICTURES = ("seven", "square", "edge", "dot")


def picture(name: str) -> np.ndarray:
    """A small drawing (10, 10) of 0 (paper) and 1 (ink), some pixels between."""
    image = np.zeros((SIDE, SIDE))
    if name == "seven":
        image[2, 2:8] = 1
        for row, column in zip(range(3, 9), (7, 6, 6, 5, 5, 4), strict=True):
            image[row, column] = 1
            image[row, column - 1] = 0.5
    elif name == "square":
        image[3:7, 3:7] = 1
    elif name == "edge":
        image[:, SIDE // 2:] = 1
    else:
        image[4, 4] = 1
    return image


def out_size(n: int, k: int, padding: int, stride: int) -> int:
    """How often a window of k fits into n pixels with this padding, moved by `stride`.

    Taught in: 09_convolution, section 3
    """
    return (n + 2 * padding - k) // stride + 1


@dataclass
class ConvolutionSteps(Demo):
    """Follow one window: the pixels under it, times the filter, added up, are one pixel of the output.

    Taught in: 09_convolution, sections 2 and 3
    """

    title: ClassVar[str] = "Convolution, one window a step"
    uses_seed: ClassVar[bool] = False
    speed: ClassVar[str] = "5 steps/s"
    step_is: ClassVar[str] = "the window moves on by one place"
    presets: ClassVar[dict[str, Preset]] = {
        "a vertical edge": Preset({"picture": "edge", "filter": "vertical edge", "row": 3, "column": 3},
                                  "The output is 0 but in the two columns where dark meets bright: only there do left and right differ.",
            (Promise("two columns of the output are not 0", lambda demo: (np.abs(demo.output).max(axis=0) > 0).sum() == 2),)),
        "same size": Preset({"picture": "seven", "filter": "blur", "padding": 1, "stride": 1, "row": 0, "column": 0},
                            "With a border of zeros the window also fits at the corner: 10×10 in, 10×10 out.",
            (Promise("10×10, and the window reaches over the border", lambda demo: demo.size == SIDE and demo.padding == 1 and demo.place() == (0, 0)),)),
        "every second": Preset({"picture": "seven", "filter": "blur", "padding": 1, "stride": 2, "row": 2, "column": 2},
                               "Stride 2: the window jumps by two pixels, and the output is half as wide and half as high.",
            (Promise("half as wide", lambda demo: demo.size == SIDE // 2),)),
        "a dot": Preset({"picture": "dot", "filter": "shift", "padding": 1, "stride": 1, "row": 4, "column": 5},
                        "One 1 in the filter, left of the middle: each output pixel takes its left neighbour, so the dot moves right.",
            (Promise("the dot has moved right by one", lambda demo: np.argwhere(demo.output > 0.5).tolist() == [[4, 5]]),)),
        "the filter, turned": Preset({"picture": "dot", "filter": "vertical edge", "padding": 1, "stride": 1, "row": 4, "column": 3},
                                     "A single dot draws the filter into the output, turned by 180 degrees: plus on the left.",
            (Promise("the filter stands in the output, turned", lambda demo: np.array_equal(demo.output[3:6, 3:6], demo.kernel[::-1, ::-1])),)),
    }

    picture: str = choice("seven", PICTURES, help="the input, 10×10 pixels", rebuild=True)
    filter: str = choice("vertical edge", tuple(FILTERS), help="the nine weights that the window is multiplied by", rebuild=True)
    padding: int = integer(0, 0, 2, help="rows and columns of zeros around the input", rebuild=True)
    stride: int = integer(1, 1, 3, help="how many pixels the window moves at a time", rebuild=True)
    begun = None                     # where a walk began: a reset goes back there
    row: int = integer(1, 0, 11, help="row of the output pixel; click the output too", most=lambda demo: demo.size - 1)
    column: int = integer(3, 0, 11, help="column of the output pixel; click the output too", most=lambda demo: demo.size - 1)

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Choose “a vertical edge”.", "In which columns is the output not 0?", lambda demo: (demo.picture, demo.filter) == ("edge", "vertical edge"),
             "In the two where the window covers both dark and bright pixels.",
             lambda demo: (np.abs(demo.output).max(axis=0) > 0).sum() == 2, ({"picture": "edge", "filter": "vertical edge"},)),
        Step("Choose “same size” and look at the corner.", "How many of the nine pixels under the window are zeros of the border?",
             lambda demo: demo.padding == 1 and demo.stride == 1 and demo.place() == (0, 0), "Five: a whole row and a whole column lie outside.",
             lambda demo: demo.padding == 1, ({"picture": "seven", "filter": "blur", "padding": 1, "stride": 1, "row": 0, "column": 0},)),
        Step("Choose “every second”.", "How large is the output?", lambda demo: demo.padding == 1 and demo.stride == 2,
             "5×5: the window jumps by two pixels, and fits five times.", lambda demo: demo.output.shape == (5, 5), ({"stride": 2},)),
        Step("Choose “a dot”. The filter has its only 1 left of the middle.", "Which way does the dot move?",
             lambda demo: (demo.picture, demo.filter) == ("dot", "shift"), "To the right: every output pixel looks at its left neighbour.",
             lambda demo: demo.output.argmax() == demo.padded[1:-1, 1:-1].argmax() + 1, ({"picture": "dot", "filter": "shift", "stride": 1},)),
        Step("Choose “the filter, turned”, and compare the output around the dot with the filter.", "What happens to the filter?",
             lambda demo: (demo.picture, demo.filter) == ("dot", "vertical edge"), "The dot draws it into the output, turned by 180 degrees.",
             lambda demo: any((demo.output[r:r + 3, c:c + 3] == demo.kernel[::-1, ::-1]).all() for r in range(8) for c in range(8)),
             ({"filter": "vertical edge"},)),
    )

    def reset(self) -> None:
        self.kernel = np.array(FILTERS[self.filter], dtype=np.float64)                        # (3, 3)
        self.padded = np.pad(picture(self.picture), self.padding)                             # (10 + 2p, 10 + 2p)
        x, w = torch.from_numpy(self.padded)[None, None], torch.from_numpy(self.kernel)[None, None]
        self.output = F.conv2d(x, w, stride=self.stride)[0, 0].numpy()                        # (out, out)
        self.size = len(self.output)
        if self.begun:
            (self.row, self.column), self.begun = self.begun, None

    def set(self, **values) -> bool:
        if not values.keys().isdisjoint(("row", "column")):
            self.begun = None                                                                 # a place chosen by hand
        return super().set(**values)

    def place(self) -> tuple[int, int]:
        """Row and column of the output pixel looked at."""
        return self.row, self.column

    def window(self) -> np.ndarray:
        """The nine pixels under the filter, (3, 3)."""
        top, left = (self.stride * n for n in self.place())
        return self.padded[top:top + K, left:left + K]

    def step(self) -> str | None:
        """On to the next output pixel, row by row; at the end back to the first, and stop."""
        self.begun = self.begun or self.place()
        self.row, self.column = divmod((self.row * self.size + self.column + 1) % self.size ** 2, self.size)
        return "That was the last pixel of the output: the window is back at the first." if self.place() == (0, 0) else None

    def scene(self) -> Scene:
        (row, column), products = self.place(), self.window() * self.kernel
        value, low = products.sum(), -self.padding - 0.5
        top, left = self.stride * row - self.padding, self.stride * column - self.padding     # in pixels of the picture
        reach = (low, SIDE - low - 1)
        entering = Axes(_pixels(self.padded, reach, "gray", 1.0, 0.0), *_box(-0.5, -0.5, SIDE, "muted", 1.0),
                        *_box(left - 0.5, top - 0.5, K, "orange", 3.0), *_numbers(SIDE, low), title="Input and window", **_square(low, SIDE + self.padding))
        outside = (-0.5, self.size - 0.5)
        most = max(float(np.abs(self.output).max()), 1e-9)
        leaving = Axes(_pixels(self.output, outside, "diverging", most, -most), *_box(column - 0.5, row - 0.5, 1, "ink", 3.0),
                       *_numbers(self.size, -0.5), title=f"Output, {self.size}×{self.size} (click a pixel)", drag=("column", "row"),
                       **_square(-0.5, self.size))
        return Scene(entering, self._arithmetic(products, value), leaving, caption=self._caption(row, column, products, value),
                     height=330, readouts={"input": f"{SIDE}×{SIDE}", "padding": str(self.padding), "stride": str(self.stride),
                                           "output": f"(10 + 2·{self.padding} − 3) // {self.stride} + 1 = {self.size}"})

    def _arithmetic(self, products: np.ndarray, value: float) -> Axes:
        """Window times filter, cell by cell, as text."""
        marks, most = [], max(float(np.abs(self.kernel).max()), 1e-9)
        for at, table, title in ((0, self.window(), "window"), (4, self.kernel, "filter"), (8, products, "products")):
            marks.append(Text(at + 1, -1.0, title, size=12, bold=True))
            scale = (self.kernel / most) if at == 4 else None
            for (r, c), v in np.ndenumerate(table):
                colour = "ink" if scale is None or abs(scale[r, c]) < 0.05 else "orange" if scale[r, c] > 0 else "blue"
                marks.append(Text(at + c, r, _short(v), size=11, color=colour))
        marks += [Text(3, 1, "·", size=16, bold=True), Text(7, 1, "=", size=16, bold=True),
                  Segments([-0.5], [3.1], [10.5], [3.1], color="muted"), Text(5, 4.0, f"sum = {fixed(value, 2)}", size=14, bold=True)]
        return Axes(*marks, xlim=(-0.8, 10.8), ylim=(5.2, -2.0), frame=False, legend=False, width=1.25)

    def _caption(self, row: int, column: int, products: np.ndarray, value: float) -> str:
        terms = [fixed(v, 2) for v in products.ravel() if abs(v) > 1e-9]
        total = " + ".join(t if t[0] != "−" or k == 0 else f"({t})" for k, t in enumerate(terms)) if terms else "nine zeros give 0"
        told = f" = {fixed(value, 2)}" if len(terms) > 1 else ""
        border = " Part of the window lies on the border of zeros." if self.padding and _touches(self.stride * row, self.stride * column, self.padding) else ""
        return f"Output row {row}, column {column}: {total}{told}.{border}"


def _touches(top: int, left: int, padding: int) -> bool:
    last = padding + SIDE
    return min(top, left) < padding or max(top, left) + K > last


def _short(value: float) -> str:
    """A weight or pixel in two or three characters: 1, −1, .5, .11."""
    if abs(value - round(value)) < 1e-9:
        return fixed(value, 0)
    return fixed(value, 2).replace("0.", ".").rstrip("0")


def _pixels(values: np.ndarray, reach: tuple[float, float], cmap: str, vmax: float, vmin: float) -> HeatMap:
    """Pixels as squares whose centres are whole numbers; row 0 on top, since the axis points down."""
    return HeatMap(values, (*reach, *reach), cmap, vmin=vmin, vmax=vmax, smooth=False)


def _box(left: float, top: float, side: int, color: str, width: float) -> list[Line]:
    return [Line([left, left + side, left + side, left, left], [top, top, top + side, top + side, top], color=color, width=width)]


def _numbers(n: int, low: float) -> list[Text]:
    """0 … n−1 above the columns and beside the rows of a picture that begins at `low`."""
    return [Text(x, y, str(k), color="muted", size=10) for k in range(n) for x, y in ((k, low - 0.5), (low - 0.5, k))]


def _square(low: float, end: int) -> dict:
    """Row 0 on top, as in an image; room for the numbers."""
    return {"xlim": (low - 1, end - 0.4), "ylim": (end - 0.4, low - 1), "equal": True, "legend": False, "frame": False}
