"""The first slider: its sum of ReLU neurons against NumPy's straight-line interpolation, its bends against a search, what the presets claim."""
from itertools import combinations, pairwise

import numpy as np
import pytest
import torch

from course_utils.demos import FirstSlider
from course_utils.demos.first import best_bends, misses
from course_utils.live.scene import Line, Points


def gap(demo):
    x = torch.linspace(0, 1, 2001, dtype=torch.float64)
    return (demo.layer(x)[1] - demo.wave(x)).abs().max().item()


@pytest.mark.parametrize("neurons", [1, 2, 7, 40])
def test_the_sum_is_straight_between_bends_on_the_wave(neurons):
    demo = FirstSlider(neurons=neurons, waves=2.3)
    x, knots = np.linspace(0, 1, 333), best_bends(neurons, 2.3)
    heights = np.sin(2 * np.pi * 2.3 * knots) * (1 - 0.5 * knots) + 0.5 * knots
    added, copy = demo.layer(torch.from_numpy(x))
    assert added.shape == (333, neurons) and len(knots) == neurons + 1 and knots[0] == 0 and knots[-1] == 1
    assert np.allclose(copy, np.interp(x, knots, heights), atol=1e-10)


def test_each_part_is_a_relu_with_one_bend_at_its_knot():
    x = torch.linspace(0, 1, 101, dtype=torch.float64)
    added, _ = FirstSlider(neurons=5).layer(x)
    for knot, part in zip(best_bends(5, 2.0), added.T, strict=False):
        bend = part.diff().diff().abs()
        assert (part[x <= knot] == 0).all() and (bend > 1e-9).sum() == (knot > 0)


def test_no_other_three_pieces_come_closer():
    places = np.linspace(0, 1, 101)
    height = np.sin(2 * np.pi * 0.8 * places) * (1 - 0.5 * places) + 0.5 * places
    found = best_bends(3, 0.8)
    least = np.abs(np.interp(places, found, np.interp(found, places, height)) - height).max()
    for i, j in combinations(range(2, 100, 2), 2):
        knots = [0, i, j, 100]
        assert np.abs(np.interp(places, places[knots], height[knots]) - height).max() > least - 1e-9
    assert misses(0.8)[0, 100] == pytest.approx(np.abs(height - height[-1] * places).max())


@pytest.mark.parametrize("waves", [0.5, 0.8, 2.0, 3.3, 4.0])
def test_one_more_neuron_never_harms(waves):
    gaps = [gap(FirstSlider(neurons=n, waves=waves)) for n in range(1, 41)]
    assert all(after <= before + 1e-4 for before, after in pairwise(gaps)) and gaps[-1] < 0.03


def test_the_presets_show_what_they_say():
    at = {name: FirstSlider(**preset.settings) for name, preset in FirstSlider.presets.items()}
    found = {name: gap(demo) for name, demo in at.items()}
    assert found["three neurons"] > 0.5 and found["smooth"] < 0.03
    three = at["three neurons"]
    x = torch.linspace(0, 1, 1001, dtype=torch.float64)
    off = (three.layer(x)[1] - three.wave(x)).abs()
    assert off[x < 0.24].max() < 0.25 < off[x > 0.3].max()         # the first hump is copied, the rest is not
    turning = np.sign(np.diff(at["smooth"].wave(torch.linspace(0, 1, 2001)).numpy()))
    assert (np.diff(turning) != 0).sum() == 4                      # two waves turn four times
    assert found["one for each turn"] < 0.25 and gap(FirstSlider(neurons=4)) > 0.5
    assert found["a harder wave"] > 0.5
    assert "hardly" in at["smooth"].scene().caption


def test_the_picture_holds_the_wave_the_copy_and_its_bends():
    demo = FirstSlider(neurons=3, parts=True)
    marks = demo.scene().axes[0].marks
    lines, bends = [m for m in marks if isinstance(m, Line)], next(m for m in marks if isinstance(m, Points))
    assert len(lines) == 3 + 2
    assert np.allclose(sum(line.y for line in lines[:3]) + demo.wave(torch.zeros(())).item(), lines[-1].y, atol=1e-5)
    assert np.allclose(bends.y, demo.wave(torch.from_numpy(bends.x)), atol=1e-5) and len(bends.x) == 4
    demo.parts = False
    assert len(demo.scene().axes[0].marks) == 3
