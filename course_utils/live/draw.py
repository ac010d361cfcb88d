"""A pad to draw a digit on: the network's probabilities while you draw, and the 28×28 pixels it sees.

Taught in: 07_mlp_mnist, draw a digit
"""
from __future__ import annotations

from pathlib import Path

import anywidget
import numpy as np
import torch
import traitlets

from ..data.framing import frame

GRID, PEN = 112, 0.045          # pixels a side before framing; radius of the pen as a share of the pad


def rasterise(strokes: list[list[list[float]]]) -> np.ndarray:
    """Strokes, each a list of (x, y) from 0 to 1 with y downwards, as ink (112, 112), 0 … 255, soft at the edge."""
    centre = (np.arange(GRID) + 0.5) / GRID
    px, py = np.meshgrid(centre, centre)
    distance = np.full((GRID, GRID), np.inf)
    for stroke in strokes:
        points = np.clip(np.asarray(stroke, float).reshape(-1, 2), 0, 1)
        for a, b in zip(points, points[1:] if len(points) > 1 else points, strict=False):
            along = b - a
            t = np.clip(((px - a[0]) * along[0] + (py - a[1]) * along[1]) / max(along @ along, 1e-12), 0, 1)
            distance = np.minimum(distance, np.hypot(px - a[0] - t * along[0], py - a[1] - t * along[1]))
    return np.rint(255 * np.clip((PEN - distance) * GRID + 0.5, 0, 1)).astype(np.uint8)


def read_digit(model: torch.nn.Module, image: np.ndarray) -> np.ndarray:
    """Probabilities (10,) that `model` gives to a framed image (28, 28) uint8; the model returns logits (1, 10)."""
    parameter = next(model.parameters(), torch.zeros(0))
    x = torch.from_numpy(image / np.float32(255)).to(parameter.device, torch.float32)[None, None]     # (1, 1, 28, 28)
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            try:
                logits = model(x)
            except RuntimeError:
                logits = model(x.flatten(1))          # a model without a Flatten takes (1, 784)
    except (RuntimeError, TypeError) as error:
        raise ValueError(f"The model cannot read a 28×28 picture ({str(error).splitlines()[0]}): it needs 784 inputs.") from None
    finally:
        model.train(training)
    if tuple(logits.shape) != (1, 10):
        raise ValueError(f"The model returned shape {tuple(logits.shape)}: drawing needs 10 outputs, one for each digit.")
    return logits.softmax(1)[0].cpu().numpy()


def load_weights(model: torch.nn.Module, path: str | Path) -> torch.nn.Module:
    """`model` with the weights saved at `path`; ValueError says in a sentence what is wrong with the file."""
    try:
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except FileNotFoundError:
        raise ValueError(f"There is no file {path}: save the weights first with torch.save(model.state_dict(), {str(path)!r}).") from None
    except Exception as error:
        raise ValueError(f"{path} does not hold weights of this model ({str(error).splitlines()[0]}).") from None
    return model


def words(probabilities: np.ndarray) -> str:
    """What the network thinks, with its second guess."""
    first, second = np.argsort(-probabilities)[:2]
    sure = f"The network reads {first} ({probabilities[first]:.0%}); second guess {second} ({probabilities[second]:.0%})."
    if probabilities[first] < 0.8:
        return sure + " It is unsure: look at the small picture, that is all it sees."
    return sure + " If that is wrong, compare the small picture with the training images."


class DrawDigit(anywidget.AnyWidget):
    """The pad; `strokes` comes from the browser, the rest goes to it."""

    _esm = Path(__file__).with_name("draw.js")
    strokes = traitlets.List([]).tag(sync=True)
    pixels = traitlets.List([0] * 784).tag(sync=True)
    probabilities = traitlets.List([0.0] * 10).tag(sync=True)
    caption = traitlets.Unicode("Draw a digit.").tag(sync=True)

    def __init__(self, model: torch.nn.Module):
        if not isinstance(model, torch.nn.Module):
            raise TypeError(f"draw_digit takes a trained torch.nn.Module, not {type(model).__name__}.")
        read_digit(model, np.zeros((28, 28), np.uint8))
        self.model = model
        super().__init__()

    @traitlets.observe("strokes")
    def _read(self, change) -> None:
        try:
            image = frame(rasterise(self.strokes), threshold=30)
            if not image.any():
                self.set_trait("probabilities", [0.0] * 10)
                self.pixels, self.caption = [0] * 784, "Draw a digit."
                return
            found = read_digit(self.model, image)
            with self.hold_sync():
                self.pixels, self.probabilities = image.ravel().tolist(), [float(p) for p in found]
                self.caption = words(found)
        except Exception as error:                 # a failure belongs in the panel, not in a log no one sees
            self.caption = f"{type(error).__name__}: {error}"


def draw_digit(model: torch.nn.Module, weights: str | Path | None = None) -> None:
    """Show the pad for `model`, with the weights saved at `weights` if a path is given."""
    from IPython.display import display

    pad = DrawDigit(load_weights(model, weights) if weights is not None else model)
    data = {"application/vnd.jupyter.widget-view+json": {"version_major": 2, "version_minor": 0, "model_id": pad.model_id},
            "text/plain": "Live demo: draw a digit"}
    display(data, raw=True)
