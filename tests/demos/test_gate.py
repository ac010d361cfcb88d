"""Gate by hand: the neuron, its line and its verdict on every gate."""
import numpy as np
import pytest

from course_utils.demos import GateByHand
from course_utils.demos.gate import GATES, INPUTS, boundary


@pytest.mark.parametrize("name", ["AND", "OR", "NAND"])
def test_presets_are_the_gates_they_claim(name):
    demo = GateByHand(**GateByHand.presets[name].settings)
    assert tuple(demo.outputs()) == GATES[name]
    assert "All 4 rows are right" in demo.scene().caption


def test_no_setting_gets_more_than_three_rows_of_xor():
    demo, best = GateByHand(gate="XOR"), 0
    for w1 in np.linspace(-2, 2, 21):
        for w2 in np.linspace(-2, 2, 21):
            for b in np.linspace(-3, 3, 31):
                demo.set(w1=w1, w2=w2, b=b)
                best = max(best, int((demo.outputs() == GATES["XOR"]).sum()))
    assert best == 3
    assert "3 is the most" in demo.scene().caption


def test_a_sum_that_is_zero_does_not_fire():
    demo = GateByHand(w1=0.1, w2=0.2, b=-0.3)              # 0.1 + 0.2 - 0.3 is not 0 in floating point
    assert demo.z()[3] == 0 and demo.outputs()[3] == 0


@pytest.mark.parametrize("w1, w2, b", [(1.0, 0.4, -0.2), (-1.3, 2.0, 3.0), (0.0, 1.0, 0.5)])
def test_the_line_is_where_z_is_zero_and_perpendicular_to_w(w1, w2, b):
    x, y = boundary(w1, w2, b, 3.0)
    assert np.allclose(w1 * x + w2 * y + b, 0)
    assert np.isclose(np.hypot(x[1] - x[0], y[1] - y[0]), 6.0)
    assert np.isclose((x[1] - x[0]) * w1 + (y[1] - y[0]) * w2, 0)


def test_zero_weights_have_no_line_and_still_a_picture():
    demo = GateByHand(w1=0.0, w2=0.0, b=1.0)
    assert len(boundary(0, 0, 1, 3)[0]) == 0
    assert demo.outputs().tolist() == [1, 1, 1, 1]
    assert demo.scene().caption


def test_caption_names_the_wrong_rows():
    demo = GateByHand(gate="AND", w1=1.0, w2=1.0, b=-0.5)
    assert "wrong: (0, 1), (1, 0)" in demo.scene().caption
    assert INPUTS.shape == (4, 2)
