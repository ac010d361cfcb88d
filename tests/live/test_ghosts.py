"""Earlier runs: what they are compared with, what they may do to the axes, that they can be read."""
from dataclasses import dataclass, replace

import numpy as np
import pytest

from course_utils.live.demo import Demo, choice, log_slider, slider
from course_utils.live.ghosts import GREYED, MOST, STYLES, WIDTHS, Run, can_stay, compose, number
from course_utils.live.limits import limits
from course_utils.live.scene import Axes, Line, Scene
from course_utils.live.still import still
from course_utils.palette import COLORS


@dataclass
class Two(Demo):
    ground: str = choice("hill", ("hill", "valley"), task=True, rebuild=True)
    lr: float = log_slider(0.1, 1e-3, 10, label="learning rate")
    size: float = slider(1.0, 0.0, 2.0)


def scene(train, test=(), *, ylim=None, yscale="linear", y="loss"):
    lines = [Line(np.arange(len(v)), v, color=c, style=s, keep=True, label=name)
             for v, c, s, name in ((train, "blue", "solid", "training"), (test, "orange", "dashed", "test")) if len(v)]
    return Scene(Axes(*lines, x="step", y=y, ylim=ylim, yscale=yscale))


def composed(now, old, settings=None, before=None):
    """The scene `now` with the kept run of `old` in it."""
    values = {"ground": "hill", "lr": 0.1, "size": 1.0, "seed": 0}
    run = Run.of(old, values | (before or {"lr": 1.0}), values | (before or {"lr": 1.0}))
    return compose(now, [run], values | (settings or {}), Two.controls())


def shown(*args):
    """Its axes."""
    return composed(*args).axes[0]


def ghosts(axes):
    return [m for m in axes.marks if not m.keep]


def test_what_can_stay():
    assert can_stay(scene([3, 2, 1]))
    assert not can_stay(Scene(Axes(Line(np.arange(3), np.arange(3)))))


def test_only_runs_of_the_same_task_and_axes_are_shown():
    run = scene([3, 2, 1])
    assert len(ghosts(shown(run, run))) == 1
    assert not ghosts(shown(run, run, {"ground": "valley"}))
    assert ghosts(shown(run, run, {"ground": "valley"}, {"ground": "valley"}))
    assert not ghosts(shown(scene([3, 2, 1], y="accuracy"), run))
    assert not ghosts(shown(scene([3, 2, 1], yscale="log"), run))


@pytest.mark.parametrize("now", [scene([1, 0.5, 0.2]), scene([1.0]), scene([1, 0.5], ylim=(0, 1.1)), scene([1, 0.5, 0.2], yscale="log")])
def test_a_diverged_run_does_not_flatten_the_others(now):
    yscale = now.axes[0].yscale
    whole = composed(now, scene([1, 4, 60, 9000], yscale=yscale))
    axes = whole.axes[0]
    (_, _), (low, high) = limits(axes)
    assert high < 20 and low >= (0 if yscale == "linear" else 1e-3) - 0.5
    assert [m.label for m in whole.runs] == ["goes off the top: learning rate 1"]


def test_a_run_that_fits_is_shown_whole():
    for now in (scene([1, 0.9, 0.8]), scene([1.0]), scene([1, 0.9], ylim=(0, 1.1))):
        whole = composed(now, scene([1, 1.6, 0.4]))
        (_, x), (low, high) = limits(whole.axes[0])
        assert low <= 0.4 and high >= 1.6 and x >= 2 and whole.runs[0].label == "learning rate 1"


def test_each_has_a_style_of_its_own():
    assert len(set(STYLES)) == len(STYLES) == len(WIDTHS) == MOST


def test_training_and_test_curves_stay_apart():
    whole = composed(scene([1, 0.5], [1, 0.7]), scene([1, 0.4], [1, 0.9]))
    first, second = ghosts(whole.axes[0])
    assert (first.color, second.color) == ("ghost blue", "ghost orange")
    sample, = whole.runs
    assert (sample.color, sample.style, sample.width, len(sample.x)) == ("ghost blue", first.style, first.width, 0) and first.style == second.style


def test_a_run_is_named_once_beneath_all_axes_and_their_own_legends_stay_as_they_are():
    def two(*losses):
        (axes,), (other,) = scene(losses).axes, scene(losses, ylim=(0, 1), y="error").axes
        other.legend = False
        return Scene(axes, other)

    whole = composed(two(1, 0.5), two(1, 4, 60, 9000))
    assert [m.label for m in whole.runs] == ["goes off the top: learning rate 1"]
    assert [m.label for axes in whole.axes for m in ghosts(axes)] == ["", ""]
    assert [axes.legend for axes in whole.axes] == [True, False]
    assert not composed(two(1, 0.5), two(1, 4), {"ground": "valley"}).runs
    drawn = still(whole)
    assert [text.get_text() for legend in drawn.legends for text in legend.get_texts()] == [whole.runs[0].label]
    assert drawn.get_figheight() > still(two(1, 0.5)).get_figheight(), "the axes keep their room"


@pytest.mark.parametrize("present", [False, True])
def test_the_names_lie_within_the_stored_picture_in_the_pages_order(present):
    now, long = scene([1, 0.5]), [replace(scene([1, 0.4]).axes[0].marks[0], x=[], y=[], label=f"goes off the top: hidden units 1{k}, examples 500, augmentation 0.3")
                                  for k in range(4)]
    now.runs = tuple(long)
    drawn = still(now, present)
    drawn.draw_without_rendering()
    legend, = drawn.legends
    box = legend.get_window_extent()
    assert box.x0 >= 0 and box.x1 <= drawn.bbox.width and box.y0 >= 0
    places = {text.get_text(): text.get_window_extent() for text in legend.get_texts()}
    in_order = sorted(places, key=lambda name: (-round(places[name].y0), places[name].x0))
    assert in_order == [m.label for m in long]


def test_small_numbers_are_written_out():
    assert [number(v) for v in (0.0, 1e-5, 0.001, 0.1, 2.0, 3, True, "relu", 1e-9)] == [
        "0", "0.00001", "0.001", "0.1", "2", "3", "on", "relu", "1e-09"]


@pytest.mark.parametrize("theme", COLORS)
def test_they_can_be_read(theme):
    def luminance(name):
        parts = [int(COLORS[theme][name][i:i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for name in ("ghost", *GREYED.values()):
        dark, light = sorted((luminance(name), luminance("paper")))
        assert (light + 0.05) / (dark + 0.05) >= 3, f"{name} is too pale on {theme} paper (WCAG 2.2, 1.4.11)"
