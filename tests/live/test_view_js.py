"""The pure parts of view.js, run by Node where it is installed: the same rules as in Python."""
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from kitchen_sink import edges, everything

import course_utils.live
from course_utils.live.limits import limits
from course_utils.live.still import span
from course_utils.live.ticks import labels, ticks

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(not NODE, reason="needs Node.js to run view.js outside a browser")
VIEW = Path(course_utils.live.__file__).with_name("view.js")


def node(script: str, data=None):
    """The JSON that `script` gives, with view.js as `v` and `data`."""
    program = f"import * as v from {json.dumps(VIEW.as_uri())};\nconst data = {json.dumps(data)};\nconsole.log(JSON.stringify({script}));"
    done = subprocess.run([NODE, "--input-type=module", "-e", program], capture_output=True, text=True, timeout=60, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def packed(scene):
    message, buffers = scene.message()
    return {"scene": message, "buffers": [list(bytes(b)) for b in buffers]}


UNPACK = "v.unpack(data.scene, data.buffers.map((b) => new DataView(Uint8Array.from(b).buffer)))"


def test_arrays_arrive_as_they_left():
    scene = everything()
    got = node(f"{UNPACK}.axes[0].marks.slice(0, 2).map((m) => [[...m.x], [...m.y], m.x.shape, m.label])", packed(scene))
    for (x, y, shape, label), mark in zip(got, scene.axes[0].marks, strict=False):
        np.testing.assert_allclose(x, mark.x, rtol=1e-6)
        np.testing.assert_allclose(y, mark.y, rtol=1e-6)
        assert shape == [200] and label == mark.label


@pytest.mark.parametrize("make", [everything, edges])
def test_both_renderers_agree_on_limits(make):
    scene = make()
    got = node(f"{UNPACK}.axes.map(v.limits)", packed(scene))
    for axes, (x, y) in zip(scene.axes, got, strict=True):
        want = limits(axes)
        np.testing.assert_allclose(x, want[0], rtol=1e-5, atol=1e-6, err_msg=repr(axes))
        np.testing.assert_allclose(y, want[1], rtol=1e-5, atol=1e-6, err_msg=repr(axes))


def test_both_renderers_agree_on_the_range_of_colours():
    scene = everything()
    marks = [m for a in scene.axes for m in a.marks if type(m).__name__ in ("HeatMap", "Images")]
    got = node(f"{UNPACK}.axes.flatMap((a) => a.marks).filter((m) => m.z).map(v.span)", packed(scene))
    np.testing.assert_allclose(got, [span(m) for m in marks], rtol=1e-5)


@pytest.mark.parametrize(("low", "high", "count", "log", "words"), [
    (0, 1, 5, False, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-3, 3, 6, False, ["−3", "−2", "−1", "0", "1", "2", "3"]),
    (0, 250, 5, False, ["0", "50", "100", "150", "200", "250"]),
    (0, 1, 3.2, False, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    (1, 1000, 4, True, ["1", "10", "100", "1000"]),
    (1e-6, 1, 4, True, ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
    (0.1, 4, 6, True, ["0.1", "0.2", "0.5", "1", "2"]),
])
def test_ticks_are_round_numbers(low, high, count, log, words):
    assert node("v.labels(v.ticks(...data.slice(0, 4)).major, data[3])", [low, high, count, log]) == words
    assert labels(ticks(low, high, count, log)[0], log) == words


def test_both_renderers_agree_on_ticks_and_their_words():
    rng = np.random.default_rng(0)
    cases = []
    for _ in range(400):
        log, middle, wide = bool(rng.integers(2)), 10.0 ** rng.uniform(-7, 7), rng.uniform(0.01, 3)
        low, high = (middle, middle * 10.0 ** (2 * wide)) if log else (middle * rng.uniform(-1, 1), middle * (1 + wide))
        cases.append([float(low), float(high), float(rng.uniform(2, 9)), log])
    got = node("data.map(([a, b, n, log]) => { const t = v.ticks(a, b, n, log); return [t.major, t.minor, v.labels(t.major, log)]; })", cases)
    for case, (major, minor, words) in zip(cases, got, strict=True):
        mine = ticks(*case)
        np.testing.assert_allclose(mine[0], major, rtol=1e-9, atol=1e-12 * abs(case[1]), err_msg=str(case))
        np.testing.assert_allclose(mine[1], minor, rtol=1e-9, err_msg=str(case))
        assert labels(mine[0], case[3]) == words, case


@pytest.mark.parametrize("control", [
    {"kind": "log", "low": 1e-4, "high": 10}, {"kind": "slider", "low": -3, "high": 3, "step": 0.06},
    {"kind": "integer", "low": 1, "high": 40, "step": 1}, {"kind": "slider", "low": 0, "high": 0.9, "step": 0.05}])
def test_slider_positions_cover_the_range(control):
    got = node("(() => { const s = v.scaleOf(data); const all = Array.from({length: s.steps + 1}, (_, i) => s.value(i));"
               " return [all, all.map(s.position)]; })()", control)
    values, positions = got
    assert values[0] == pytest.approx(control["low"]) and values[-1] == pytest.approx(control["high"])
    assert all(a < b for a, b in pairwise(values))
    assert positions == list(range(len(values)))


def test_rows_wrap_in_a_narrow_cell():
    scene = packed(everything())
    wide, narrow = node(f"[1000, 600].map((w) => v.grid({UNPACK}, w))", scene)
    assert len({round(b["y"]) for b in wide["boxes"]}) == 3 and len({round(b["y"]) for b in narrow["boxes"]}) == 5
    assert all(b["x"] + b["w"] <= 600.5 for b in narrow["boxes"]) and narrow["height"] > wide["height"]
