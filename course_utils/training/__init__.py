"""Training: batches straight from tensors, the loop of lesson 7 with its comforts, and how good the result is."""
from __future__ import annotations

import importlib

_HOME = {
    "TensorBatches": "batches",
    **dict.fromkeys(("accuracy", "evaluate"), "measure"),
    **dict.fromkeys(("History", "EarlyStopping"), "history"),
    "fit": "loop",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
