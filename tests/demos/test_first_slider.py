"""The first slider: its sum of ReLU neurons against NumPy's straight-line interpolation, and what the presets claim."""
import numpy as np
import pytest
import torch

from course_utils.demos import FirstSlider
from course_utils.live.scene import Line, Points


def gap(demo):
    x = torch.linspace(0, 1, 2001, dtype=torch.float64)
    return (demo.layer(x)[1] - demo.wave(x)).abs().max().item()


@pytest.mark.parametrize("neurons", [1, 2, 7, 40])
def test_the_sum_is_straight_between_bends_on_the_wave(neurons):
    demo = FirstSlider(neurons=neurons, waves=2.3)
    x, knots = np.linspace(0, 1, 333), np.linspace(0, 1, neurons + 1)
    heights = np.sin(2 * np.pi * 2.3 * knots) * (1 - 0.5 * knots)
    added, copy = demo.layer(torch.from_numpy(x))
    assert added.shape == (333, neurons)
    assert np.allclose(copy, np.interp(x, knots, heights), atol=1e-10)


def test_each_part_is_a_relu_with_one_bend():
    added, _ = FirstSlider(neurons=5).layer(torch.linspace(0, 1, 101, dtype=torch.float64))
    for k, part in enumerate(added.T):
        bend = part.diff().diff().abs()
        assert (part[:20 * k + 1] == 0).all() and (bend > 1e-9).sum() == (k > 0)


def test_more_neurons_come_closer():
    gaps = [gap(FirstSlider(neurons=n)) for n in (2, 8, 16, 40)]
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < 0.1


def test_the_presets_show_what_they_say():
    found = {name: gap(FirstSlider(**preset.settings)) for name, preset in FirstSlider.presets.items()}
    assert found["two neurons"] > 0.5 and found["just enough"] < 0.15 and found["smooth"] < 0.03
    assert found["a harder wave"] > 2 * found["just enough"]
    assert "hardly" in FirstSlider(**FirstSlider.presets["smooth"].settings).scene().caption


def test_the_picture_holds_the_wave_the_copy_and_its_bends():
    demo = FirstSlider(neurons=3, parts=True)
    marks = demo.scene().axes[0].marks
    lines, bends = [m for m in marks if isinstance(m, Line)], next(m for m in marks if isinstance(m, Points))
    assert len(lines) == 3 + 2
    assert np.allclose(sum(line.y for line in lines[:3]) + demo.wave(torch.zeros(())).item(), lines[-1].y, atol=1e-5)
    assert np.allclose(bends.y, demo.wave(torch.from_numpy(bends.x)), atol=1e-5) and len(bends.x) == 4
    demo.parts = False
    assert len(demo.scene().axes[0].marks) == 3
