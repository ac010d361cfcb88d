"""Live pictures: any demo as a panel with sliders, and views that a learner's own loop draws in.

The names below are loaded when first used: describing a scene or a demo needs no widget library.
"""
from __future__ import annotations

import importlib

_HOME = {
    **dict.fromkeys(("Scene", "Axes", "Line", "Points", "HeatMap", "Bars", "Arrows", "Segments", "Band", "Rule",
                     "Text", "Images"), "scene"),
    **dict.fromkeys(("Demo", "Control", "Preset", "Diverged", "integer", "toggle", "choice"), "demo"),
    **dict.fromkeys(("show", "Panel"), "panel"),
    **dict.fromkeys(("slider", "log_slider", "plot"), "loop"),
    "draw_digit": "draw",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
