"""Random scenes as frames, and the trees they must decode to: what both decoders are tested on.

`python tests/support/frames.py > frames.json` writes them for the tests in Node.
"""
import base64
import copy
import json
import random

import numpy as np
from kitchen_sink import edges, everything

from course_utils.live.frames import Encoder, tree
from course_utils.live.protocol import Frame
from course_utils.live.scene import Axes, HeatMap, Images, Line, Points, Scene


def changed(scene: Scene, draw: random.Random) -> Scene:
    """A copy of the scene with something moved, grown, added or taken away."""
    scene = copy.deepcopy(scene)
    for axes in scene.axes:
        for mark in axes.marks:
            arrays = [n for n, v in vars(mark).items() if isinstance(v, np.ndarray) and v.size]
            if arrays and draw.random() < 0.4:
                name = draw.choice(arrays)
                setattr(mark, name, (getattr(mark, name) * draw.uniform(0.5, 2)).astype(np.float32))
            if isinstance(mark, Line) and draw.random() < 0.7:
                more = draw.randint(1, 5)
                mark.x = np.concatenate([mark.x, np.arange(more, dtype=np.float32)])
                mark.y = np.concatenate([mark.y, np.full(more, draw.random(), np.float32)])
        if draw.random() < 0.3:
            axes.xlim = (0.0, draw.random() + 1)
        if draw.random() < 0.2 and axes.marks:
            axes.marks.pop(draw.randrange(len(axes.marks)))
        if draw.random() < 0.2:
            axes.marks.append(Points([draw.random()], [1.0], label="new"))
    if draw.random() < 0.3:
        scene.readouts = {**scene.readouts, "step": str(draw.randint(0, 99))}
    scene.caption = f"frame {draw.randint(0, 9999)}"
    return scene


def story(seed: int, n: int = 20) -> list[Scene | None]:
    """Scenes one after the other: small changes, sometimes quite another one, once none at all."""
    draw = random.Random(seed)
    scenes: list[Scene | None] = [everything(), None, edges(), Scene(Axes(HeatMap(np.arange(6.0).reshape(2, 3)), Images(np.ones((1, 2, 2)))))]
    while len(scenes) < n:
        last = scenes[-1] or everything()
        scenes.append(everything() if draw.random() < 0.1 else changed(last, draw))
    return scenes


def frames(seed: int = 0):
    """[(content, buffers as bytes, tree to be had after it)]: a whole frame at first and now and then."""
    encoder, told = Encoder(), []
    for n, scene in enumerate(story(seed), start=1):
        changes, buffers = encoder.changes(scene)
        if n % 7 == 1:
            changes, buffers = encoder.whole()
        frame = Frame(n, 0 if n % 7 == 1 else n - 1, False, changes, {"values": {}} if n == 1 else None, {})
        told.append((json.loads(json.dumps(frame.content())), [bytes(b) for b in buffers], tree(scene)))
    return told


def plain(value):
    """A tree as JSON: an array becomes {"shape", "data"}, not-a-number null."""
    if isinstance(value, np.ndarray):
        return {"shape": list(value.shape), "data": [float(v) if np.isfinite(v) else None for v in value.ravel()]}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


if __name__ == "__main__":
    told = frames()
    print(json.dumps({"frames": [{"content": c, "buffers": [base64.b64encode(b).decode() for b in bs]} for c, bs, _ in told],
                      "trees": [plain(t) for _, _, t in told]}))
