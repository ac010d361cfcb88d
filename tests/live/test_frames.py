"""What goes over the line: differences that chain, and how little of it there is."""
import json
import statistics

import frames
import numpy as np
import pytest
from decoder import decode
from fake_browser import Browser, size

from course_utils import demos
from course_utils.live.frames import Encoder, tree
from course_utils.live.scene import Axes, HeatMap, Images, Line, Points, Scene


@pytest.mark.parametrize("seed", range(5))
def test_what_is_decoded_is_what_was_drawn(seed):
    now = None
    for content, buffers, wanted in frames.frames(seed):
        now = decode(None if content["base"] == 0 else now, content["changes"], buffers)
        assert frames.plain(now) == frames.plain(wanted)


def test_only_what_changed_is_sent():
    x = np.arange(1000, dtype=np.float32)
    encoder, z = Encoder(), np.random.default_rng(0).random((20, 30))
    encoder.changes(Scene(Axes(Line(x, x), HeatMap(z), Points([1], [2])), caption="a"))
    assert encoder.changes(Scene(Axes(Line(x, x), HeatMap(z), Points([1], [2])), caption="a")) == ([], [])
    changes, buffers = encoder.changes(Scene(Axes(Line(x, x), HeatMap(z + 1), Points([1], [3])), caption="b"))
    # the colours are as they were: only their ends moved
    assert [path for path, _ in changes] == [["axes", 0, "marks", 1, "vmin"], ["axes", 0, "marks", 1, "vmax"],
                                             ["axes", 0, "marks", 2, "y"], ["caption"]]
    assert [len(b) for b in buffers] == [4]


def test_a_curve_sends_its_end():
    encoder = Encoder()
    encoder.changes(Scene(Axes(Line(np.arange(500), np.zeros(500)))))
    y = np.append(np.zeros(500), 7)
    changes, buffers = encoder.changes(Scene(Axes(Line(np.arange(501), y))))
    assert [value for _, value in changes] == [{"f32": 0, "from": 500}, {"f32": 1, "from": 500}] and [len(b) for b in buffers] == [4, 4]
    y[499:] = np.nan          # the newest column of a thinned curve changes until it is full
    changes, buffers = encoder.changes(Scene(Axes(Line(np.arange(501), y))))
    assert changes == [[["axes", 0, "marks", 0, "y"], {"f32": 0, "from": 499}]] and len(buffers[0]) == 8
    assert encoder.changes(Scene(Axes(Line(np.arange(501), y)))) == ([], [])          # not-a-number is what it was


def test_what_a_demo_writes_into_is_seen_as_changed():
    """Arrays of a scene may be views of weights that a run changes in place."""
    encoder, weights = Encoder(), np.zeros((1, 4, 4), np.float32)
    encoder.changes(Scene(Axes(Images(weights, vmin=0, vmax=1))))
    weights += 1
    changes, _ = encoder.changes(Scene(Axes(Images(weights, vmin=0, vmax=1))))
    assert [path for path, _ in changes] == [["axes", 0, "marks", 0, "z"]]


def test_heat_maps_are_colours_of_a_byte_and_holes_stay_holes():
    z = np.linspace(-2, 3, 24).reshape(4, 6)
    mark = tree(Scene(Axes(HeatMap(z))))["axes"][0]["marks"][0]
    assert mark["z"].dtype == np.uint8 and (mark["vmin"], mark["vmax"]) == (-2, 3)
    assert np.abs(mark["vmin"] + (mark["vmax"] - mark["vmin"]) * mark["z"] / 255 - z).max() <= 5 / 255 / 2 + 1e-6
    mark = tree(Scene(Axes(HeatMap(z, cmap="diverging", vmax=1.0))))["axes"][0]["marks"][0]
    assert mark["z"].max() == 255 and mark["vmin"] == -2
    z[0, 0] = np.nan
    mark = tree(Scene(Axes(HeatMap(z))))["axes"][0]["marks"][0]
    assert mark["z"].dtype == np.float32 and np.isfinite([mark["vmin"], mark["vmax"]]).all()


LIMITS = {"Playground": 12_000, "OptimizerRace": 12_000, "MnistLab": 20_000}


@pytest.mark.parametrize("name", demos.__all__)
def test_bytes_of_a_frame(name, panel_of):
    """The median while it trains, or while its first control that is a slider is moved."""
    panel = panel_of(getattr(demos, name)(device="cpu"))
    browser = Browser(panel)
    panel.set(**({"examples": 200} if name == "Regularisation" else {}))
    slider = next((n for n, k in panel.controls.items() if k.control.kind in ("slider", "log")), None)
    browser.frames.clear()
    for i in range(150):
        if panel.demo.trains:
            if not panel.advance():
                panel.restart()
            panel.draw()
        elif slider:
            c = panel.controls[slider].control
            panel.set(**{slider: c.low + (c.high - c.low) * i / 150})
        else:
            panel.set(seed=i)
    sizes = [size(frame) for frame in browser.frames]
    assert len(sizes) > 100 and not panel.error
    median = statistics.median(sizes)
    assert median <= LIMITS.get(name, 25_000), f"{name}: {median:.0f} bytes in the middle, {max(sizes)} at most"


def test_frames_are_json():
    for content, _, _ in frames.frames(1):
        json.dumps(content, allow_nan=False)
