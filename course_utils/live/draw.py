"""A pad to draw a digit on: the network's probabilities while you draw, and the 28×28 pixels it sees.

Taught in: 07_mlp_mnist, draw a digit
"""
from __future__ import annotations

import copy
import threading
from pathlib import Path
from uuid import uuid4

import numpy as np
import torch
import traitlets

from ..data.framing import frame
from . import cells
from .protocol import Strokes, read
from .scene import Axes, Bars, Images, Scene
from .shown import Shown, free_route
from .still import stored
from .view import HERE, View

GRID, PEN = 112, 0.045          # pixels a side before framing; radius of the pen as a share of the pad
NOTHING = "Draw a digit from 0 to 9."
TEXT = "Live demo: draw a digit"
# what the stored picture shows: a three, as a hand draws it
EXAMPLE = [[[0.34, 0.26], [0.42, 0.17], [0.54, 0.15], [0.63, 0.21], [0.65, 0.31], [0.58, 0.41], [0.47, 0.46], [0.58, 0.49],
            [0.67, 0.58], [0.67, 0.70], [0.58, 0.80], [0.46, 0.83], [0.35, 0.77]]]


def rasterise(strokes: list[list[list[float]]]) -> np.ndarray:
    """Strokes, each a list of (x, y) from 0 to 1 with y downwards, as ink (112, 112), 0 … 255, soft at the edge."""
    centre = (np.arange(GRID) + 0.5) / GRID
    distance = np.full((GRID, GRID), np.inf)
    reach = PEN + 1 / GRID
    for stroke in strokes:
        points = np.clip(np.asarray(stroke, float).reshape(-1, 2), 0, 1)
        for a, b in zip(points, points[1:] if len(points) > 1 else points, strict=False):
            # only the pixels the pen can touch: a digit of 300 points is read in a few milliseconds
            low = np.searchsorted(centre, np.minimum(a, b) - reach)
            high = np.searchsorted(centre, np.maximum(a, b) + reach)
            px, py = centre[None, low[0]:high[0]], centre[low[1]:high[1], None]
            along = b - a
            t = np.clip(((px - a[0]) * along[0] + (py - a[1]) * along[1]) / max(along @ along, 1e-12), 0, 1)
            near = distance[low[1]:high[1], low[0]:high[0]]
            np.minimum(near, np.hypot(px - a[0] - t * along[0], py - a[1] - t * along[1]), out=near)
    return np.rint(255 * np.clip((PEN - distance) * GRID + 0.5, 0, 1)).astype(np.uint8)


def read_digit(model: torch.nn.Module, image: np.ndarray) -> np.ndarray:
    """Probabilities (10,) that `model` gives to a framed image (28, 28) uint8; the model returns logits (1, 10)."""
    parameter = next(model.parameters(), torch.zeros(0))
    x = torch.from_numpy(image / np.float32(255)).to(parameter.device, torch.float32)[None, None]     # (1, 1, 28, 28)
    if model.training:
        # a copy: a cell may be training the model at this moment, with its dropout on
        model = copy.deepcopy(model).eval()
    try:
        with torch.no_grad():
            try:
                logits = model(x)
            except RuntimeError:
                logits = model(x.flatten(1))          # a model without a Flatten takes (1, 784)
    except (RuntimeError, TypeError) as error:
        raise ValueError(f"The model cannot read a 28×28 picture ({str(error).splitlines()[0]}): it needs 784 inputs.") from None
    if tuple(logits.shape) != (1, 10):
        raise ValueError(f"The model returned shape {tuple(logits.shape)}: drawing needs 10 outputs, one for each digit.")
    return logits.softmax(1)[0].cpu().numpy()


def load_weights(model: torch.nn.Module, path: str | Path) -> torch.nn.Module:
    """`model` with the weights saved at `path`; ValueError says in a sentence what is wrong with the file."""
    before = copy.deepcopy(model.state_dict())
    try:
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except FileNotFoundError:
        raise ValueError(f"There is no file {path}: save the weights first with torch.save(model.state_dict(), {str(path)!r}).") from None
    except Exception as error:
        model.load_state_dict(before)          # PyTorch takes over the layers that fit before it says that others do not
        raise ValueError(f"{path} does not hold weights of this model ({str(error).splitlines()[0]}).") from None
    return model


def words(probabilities: np.ndarray) -> str:
    """What the network thinks, with its second guess."""
    first, second = np.argsort(-probabilities)[:2]
    share = [f"{100 * p:.0f} %" if p >= 0.005 else "below 1 %" for p in probabilities]
    sure = f"The network reads {first} ({share[first]}); second guess {second} ({share[second]})."
    if probabilities[first] < 0.8:
        return sure + " It is unsure: look at the small picture, that is all it sees."
    return sure + " If that is wrong, compare the small picture with the training images."


class DrawDigit(Shown):
    """The pad. `read(strokes)` is what the browser asks for; `strokes`, `image`, `probabilities`, `caption` are the last answer.

    The model is read anew for every stroke: train it further, and the next stroke shows the difference.
    """

    _esm = (HERE / "draw.js").read_text(encoding="utf-8")
    _css = View._css
    spec = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True, to_json=lambda _, pad: {"page": "", "k": 0, **pad.newest()})

    def __init__(self, model: torch.nn.Module, *, present: bool = False):
        self._lock = threading.RLock()          # an answer is one drawing's, though two pages may draw at once
        if not isinstance(model, torch.nn.Module):
            raise TypeError(f"draw_digit takes a trained torch.nn.Module, not {type(model).__name__}.")
        read_digit(model, np.zeros((28, 28), np.uint8))
        self.model, self.present = model, present
        self._clear()
        super().__init__(spec={"id": uuid4().hex, "present": present})
        self.on_msg(lambda _, content, buffers: self.take(content))

    def _clear(self) -> None:
        self.strokes: list = []
        self.image = np.zeros((28, 28), np.uint8)
        self.probabilities = np.zeros(10, np.float32)
        self.caption, self.error = NOTHING, ""

    def read(self, strokes: list[list[list[float]]]) -> None:
        """Let the network read what is drawn; a failure is told in `error`, in words."""
        with self._lock:
            try:
                image = frame(rasterise(strokes), threshold=30)
                self._clear()
                self.strokes, self.image = strokes, image
                if image.any():
                    self.probabilities = read_digit(self.model, image)
                    self.caption = words(self.probabilities)
            except Exception as failure:          # belongs in the pad, not in a log no one sees
                self.error = f"{failure}" if isinstance(failure, ValueError) else f"{type(failure).__name__}: {failure}"

    def newest(self) -> dict:
        """The last answer, for a view that opens now."""
        with self._lock:
            return {"strokes": self.strokes, "pixels": self.image.ravel().tolist(), "caption": self.caption, "error": self.error,
                    "probabilities": [round(float(p), 4) for p in self.probabilities]}

    def take(self, message: dict) -> None:
        """A message from a page. The answer tells whose drawing it is: there the hand is ahead, other pages show the strokes."""
        try:
            said = read(message)
        except ValueError as sentence:
            said, refusal = None, str(sentence)
        else:
            self.greeted()
            if not isinstance(said, Strokes):
                return
        with self._lock:
            if said is None:
                self.error = refusal
            else:
                self.read(said.strokes)
            self.send({"type": "reading", "page": message.get("page", ""), "k": message.get("k", 0), **self.newest()})
        free_route(self)

    def close(self) -> None:
        with self._lock:          # not while an answer goes out
            super().close()

    def scene(self) -> Scene:
        """The pad as a picture: the drawing, what the network sees, its probabilities."""
        best = np.zeros(10)
        best[self.probabilities.argmax()] = 5
        pad, seen = (Axes(Images(z[None], size=1, vmin=0, vmax=255), frame=False, equal=True, title=title, width=width, xlim=(-0.5, 0.5),
                          ylim=(-0.5, 0.5)) for z, title, width in ((rasterise(self.strokes), "drawn", 1.0), (self.image, "what the network sees", 1.0)))
        return Scene(pad, seen, Axes(Bars(100 * self.probabilities, color=best, names=tuple("0123456789")), x="digit",
                                     y="probability (%)", ylim=(0, 100), width=1.5), caption=self.caption, height=300)

    def show(self) -> None:
        """Display the pad in the running cell; the stored picture beside it shows an example."""
        cells.shown_here(self)
        self.read(EXAMPLE)
        picture, said = stored(self.scene(), self.present), self.caption
        self._clear()
        self.display(TEXT, *picture, f"A drawn 3. {said}")


def draw_digit(model: torch.nn.Module, weights: str | Path | None = None, *, present: bool = False) -> None:
    """Show a pad on which `model` reads what you draw, with the weights saved at `weights` if a path is given.

    The model takes (n, 1, 28, 28) or (n, 784) with values from 0 to 1 and returns logits (n, 10), as in lesson 7.
    `present=True` enlarges everything for a class room.
    """
    DrawDigit(load_weights(model, weights) if weights is not None else model, present=present).show()
