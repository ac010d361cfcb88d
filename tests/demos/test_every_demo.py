"""What must hold for every demo there is, whatever it shows."""
from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import time
import warnings

import numpy as np
import pytest
import torch

from course_utils import demos
from course_utils.live.demo import Diverged
from course_utils.live.frames import Encoder
from course_utils.live.preset import SPEEDS

NAMES = list(demos.__all__)


def packed(scene):
    """The scene as it would be sent: JSON and buffers."""
    encoder = Encoder()
    encoder.changes(scene)
    return encoder.whole()


def draw(demo):
    """The demo's scene, sent as a panel would send it; fails where a number is not finite or no JSON comes out."""
    scene = demo.scene()
    message, _ = packed(scene)
    json.dumps(message, allow_nan=False)
    assert scene.caption.strip() and scene.axes
    for axes in scene.axes:
        for mark in axes.marks:
            for name, value in vars(mark).items():
                if isinstance(value, np.ndarray):
                    assert np.isfinite(value).all(), f"{type(mark).__name__}.{name} holds a number that is not finite"
    return scene


def run(demo, steps=3):
    """Some steps where the demo has them; divergence is allowed if it is said in words."""
    for _ in range(steps if demo.trains else 0):
        try:
            if demo.step():
                break
        except Diverged as error:
            assert len(str(error).split()) > 5
            break
    return demo


BAD = {"toggle": ("no such", 7), "choice": ("no such",), "several": ((), ("no such",), 7)}


def line_of(control):
    """The shortest and the longest line of text that a field takes."""
    found = []
    for n in range(control.low, control.high + 1):
        try:
            found.append(control.check("it", "a" * n))
        except ValueError:
            assert control.reads, "only a reader of the demo's own refuses a plain word"
    return found[0], found[-1]


def bad(control):
    """Values that a field must refuse."""
    if control.kind == "text":
        return 7, "two\x07", "a" * (control.high + 1), *([""] if control.low else [])
    return BAD.get(control.kind) or (control.low - 1, control.high + 1, math.nan, "no such")


def ends(control):
    """The values at which a field is tried: both ends of a range, every option."""
    if control.kind == "several":
        return control.options, *((option,) for option in control.options)
    if control.kind == "text":
        return (*control.options[-2:], *line_of(control))
    return control.options if control.kind == "choice" else (False, True) if control.kind == "toggle" else (control.low, control.high)


@pytest.fixture(scope="module", params=NAMES)
def kind(request):
    return getattr(demos, request.param)


def same(a, b):
    (left, first), (right, second) = packed(a.scene()), packed(b.scene())
    return left == right and [bytes(m) for m in first] == [bytes(m) for m in second]


def test_it_builds_and_draws(kind):
    demo = kind(device="cpu")
    draw(demo)
    draw(run(demo))
    assert kind.title and kind.__doc__


def test_every_field_at_its_ends(kind):
    demo = kind(device="cpu")
    for name, control in kind.controls().items():
        before = getattr(demo, name)
        for value in ends(control):
            demo.set(**{name: value})
            draw(run(demo))
            demo.reset()
        demo.set(**{name: before})
        demo.reset()


def test_a_control_ends_where_what_it_stands_for_does(kind):
    demo = kind(device="cpu")
    controls = kind.controls()
    limited = [name for name, control in controls.items() if control.most]
    for other, control in controls.items() if limited else ():
        for value in ends(control):
            farthest = {name: controls[name].options[-1] if controls[name].kind == "choice" else controls[name].high for name in limited}
            demo.set(**{**farthest, other: value})
            for name in limited:
                assert getattr(demo, name) == controls[name].within(getattr(demo, name), demo), (other, value, name)
            draw(demo)


def test_a_value_out_of_range_is_refused_with_a_sentence(kind):
    demo = kind(device="cpu")
    for name, control in kind.controls().items():
        before = getattr(demo, name)
        for wrong in bad(control):
            with pytest.raises(ValueError, match=f"^{name} .*\\."):
                demo.set(**{name: wrong})
        assert getattr(demo, name) == before


def test_same_seed_same_run(kind):
    assert same(run(kind(device="cpu")), run(kind(device="cpu")))


def test_reset_starts_the_same_run_again(kind):
    demo = run(kind(device="cpu"))
    demo.reset()
    assert same(run(demo), run(kind(device="cpu")))


def test_settings_rebuild_the_run(kind):
    for preset in kind.presets.values():
        demo = kind(device="cpu")
        demo.set(**preset.settings)
        demo.reset()
        again = kind.from_settings(json.loads(json.dumps(demo.settings)), device="cpu")
        assert same(run(demo), run(again))


def test_presets_are_valid_and_say_what_to_look_for(kind):
    assert len(kind.presets) >= 2
    for name, preset in kind.presets.items():
        assert name and len(preset.note.split()) >= 4 and kind.speed in SPEEDS and preset.speed in {"", *SPEEDS}
        draw(run(kind(**preset.settings, device="cpu")))


def learned(demo) -> list:
    """The weights of the network that a demo trains."""
    networks = [getattr(demo, name, None) for name in ("net", "model")]        # `model` may be a field, for one of the learner's own
    return next((list(network.parameters()) for network in networks if isinstance(network, torch.nn.Module)), [])


def test_a_lost_run_can_still_be_drawn_without_a_warning(kind):
    """The panel shows the picture at the moment of divergence beside the sentence."""
    controls = kind.controls()
    if "lr" not in controls:
        pytest.skip("nothing here can diverge")
    wild = {"lr": controls["lr"].high, "optimizer": "momentum", "activation": "prelu", "batch_size": 1, "hidden1": 32, "hidden": 64}
    demo = kind(device="cpu", **{name: value for name, value in wild.items() if name in controls})
    for p in learned(demo):
        p.data.mul_(1e12)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(run(demo, 60))
    for p in learned(demo):
        p.data.fill_(math.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(run(demo))


def test_drawing_and_stepping_are_quick(kind):
    demo = run(kind(device="cpu"))
    best = math.inf
    for _ in range(5):
        start = time.perf_counter()
        packed(demo.scene())
        best = min(best, time.perf_counter() - start)
    assert best < 0.1           # ten times what is promised: other work may share the machine


def test_importing_the_demos_loads_no_widgets_and_no_matplotlib():
    code = ("import sys; from course_utils import demos; [getattr(demos, n) for n in demos.__all__]; "
            "print([m for m in ('ipywidgets', 'matplotlib', 'anywidget') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_caption_names_the_update_at_which_its_numbers_were_measured(kind):
    """Measuring takes time and is done seldom: between two measurements the words stay as true as the numbers in them."""
    demo = kind(device="cpu")
    if not hasattr(demo, "measured"):
        pytest.skip("it measures with every step")
    for _ in range(13):
        demo.step()
        at, *_ = demo.measured if isinstance(demo.measured, tuple) else (demo.measured,)
        said = demo.scene().caption
        assert not at or re.search(rf"\b{at:,} (more )?updates?\b|update {at:,}\b", said), said
