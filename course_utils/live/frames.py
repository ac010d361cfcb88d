"""A picture on its way to the browser: of each scene only what changed since the last one is sent.

A scene becomes a tree of dicts and lists with arrays as leaves. `Encoder` compares it with the tree last sent and gives
`changes`, a list of [path, value], which `js/src/frames.js` applies to the tree that the page has.
"""
from __future__ import annotations

from typing import Any

import numpy as np

from .limits import span
from .scene import HeatMap, Images, Mark, Scene

Changes = list[list]          # [[path, value], ...]; path [] is the whole tree
PLAIN = {str, float, int, bool, tuple, type(None)}


def tree(scene: Scene | None) -> dict | None:
    """The scene as dicts, lists (of axes and marks), plain values and arrays that nothing else will change."""
    if scene is None:
        return None
    axes = [{**{k: _plain(v) for k, v in vars(a).items() if k != "marks"}, "marks": [_mark(m) for m in a.marks]} for a in scene.axes]
    return {"axes": axes, "caption": scene.caption, "readouts": dict(scene.readouts), "columns": scene.columns, "height": scene.height,
            "runs": [_mark(m) for m in scene.runs]}


def _plain(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    if isinstance(value, np.ndarray):
        return value.copy()          # a demo may go on writing into its own
    return value.item() if hasattr(value, "item") else value


def _mark(mark: Mark) -> dict:
    found = {"type": type(mark).__name__, **{name: _plain(value) for name, value in vars(mark).items()}}
    if isinstance(mark, (HeatMap, Images)):
        low, high = found["vmin"], found["vmax"] = span(mark)
        z = found["z"]
        if np.isfinite(z).all():          # numbers that are missing stay see-through, which no colour is
            found["z"] = np.rint((np.clip(z, low, high) - low) * (255 / (high - low))).astype(np.uint8)
    return found


class Encoder:
    """Remembers the tree last sent, so that differences chain."""

    def __init__(self):
        self._sent: Any = None

    def changes(self, scene: Scene | None) -> tuple[Changes, list[memoryview]]:
        """What makes the tree last sent into this scene's; from now on that is the one last sent."""
        new, found, buffers = tree(scene), [], []
        _compare(self._sent, new, [], found, buffers)
        self._sent = new
        return found, buffers

    def whole(self) -> tuple[Changes, list[memoryview]]:
        """The tree last sent, for a page that has nothing."""
        buffers: list[memoryview] = []
        return [[[], _packed(self._sent, buffers)]], buffers


def _compare(old: Any, new: Any, path: list, found: Changes, buffers: list) -> None:
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key, value in new.items():
            # most values of a frame are plain, and as they were: no path is made for them
            if type(value) not in PLAIN or type(old[key]) is not type(value) or old[key] != value:
                _compare(old[key], value, [*path, key], found, buffers)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, value in enumerate(new):
            _compare(old[i], value, [*path, i], found, buffers)
    elif isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if (value := _array(old, new, buffers)) is not None:
            found.append([path, value])
    elif type(old) is not type(new) or old != new:
        found.append([path, _packed(new, buffers)])


def _array(old: np.ndarray, new: np.ndarray, buffers: list) -> dict | None:
    """What makes `old` into `new`: nothing, a new end, or all of it."""
    if old.dtype == new.dtype == np.float32 and old.ndim == new.ndim == 1:
        n = min(len(old), len(new))
        differ = old[:n].view(np.int32) != new[:n].view(np.int32)          # as bits: not-a-number is equal to itself
        same = int(differ.argmax()) if differ.any() else n
        if same == len(old) == len(new):
            return None
        if same > len(new) / 2:
            return {"f32": _buffer(new[same:], buffers), "from": same}
    elif old.dtype == new.dtype and old.shape == new.shape and old.tobytes() == new.tobytes():
        return None
    return _packed(new, buffers)


def _packed(value: Any, buffers: list) -> Any:
    """A part of the tree as JSON, its arrays put into `buffers`."""
    if isinstance(value, np.ndarray):
        return {"u8" if value.dtype == np.uint8 else "f32": _buffer(value, buffers), "shape": list(value.shape)}
    if isinstance(value, dict):
        return {key: _packed(v, buffers) for key, v in value.items()}
    return [_packed(v, buffers) for v in value] if isinstance(value, list) else value


def _buffer(array: np.ndarray, buffers: list) -> int:
    buffers.append(memoryview(np.ascontiguousarray(array)).cast("B") if array.size else memoryview(b""))
    return len(buffers) - 1
