"""Still pictures: every function takes data (and an `ax`, if it should draw into one) and returns the Axes.

`new_axes` opens an empty picture in the course's look, `show` puts a finished one into the cell's output.
"""
from __future__ import annotations

import importlib

_HOME = {
    **dict.fromkeys(("new_axes", "show", "png"), "style"),
    **dict.fromkeys(("image_grid", "mistakes", "weights_grid", "pixel_values"), "digits"),
    **dict.fromkeys(("confusion_matrix", "bars"), "tables"),
    **dict.fromkeys(("shapes", "storage", "picked", "broadcast", "autograd_graph"), "tensors"),
    "loss_curve": "training", "network": "networks", "loss_surface": "regression",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
