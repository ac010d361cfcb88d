"""What a page does with a frame, in Python: the same rules as `js/src/frames.js`."""
from typing import Any

import numpy as np

from course_utils.live.frames import Changes


def decode(before: Any, changes: Changes, buffers: list) -> Any:
    """The tree after `changes`; `before` is left as it was."""
    now = _copy(before)
    for path, value in changes:
        if not path:
            now = _unpacked(value, buffers, None)
            continue
        place = now
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = _unpacked(value, buffers, place[path[-1]] if "from" in _keys(value) else None)
    return now


def _keys(value: Any):
    return value if isinstance(value, dict) else ()


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(v) for key, v in value.items()}
    return [_copy(v) for v in value] if isinstance(value, list) else value


def _unpacked(value: Any, buffers: list, old: np.ndarray | None) -> Any:
    keys = _keys(value)
    if "f32" in keys and "from" in keys:
        return np.concatenate([old[:value["from"]], np.frombuffer(buffers[value["f32"]], np.float32)])
    if "f32" in keys or "u8" in keys:
        kind = np.float32 if "f32" in keys else np.uint8
        return np.frombuffer(buffers[value["f32" if "f32" in keys else "u8"]], kind).reshape(value["shape"])
    if isinstance(value, dict):
        return {key: _unpacked(v, buffers, None) for key, v in value.items()}
    return [_unpacked(v, buffers, None) for v in value] if isinstance(value, list) else value
