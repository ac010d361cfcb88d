"""The perceptron rule: the update, when it stops, and what is said when it cannot."""
import numpy as np
import pytest

from course_utils.demos import PerceptronRule
from course_utils.demos.gate import GATES, INPUTS
from course_utils.demos.perceptron_rule import MAX_PASSES, separable


def run(demo, steps=20_000):
    for _ in range(steps):
        if message := demo.step():
            return message
    return None


def test_every_step_is_the_rule():
    demo = PerceptronRule(seed=3)
    for k in range(70):
        w, b, i = demo.w.copy(), demo.b, k % len(demo.X)
        y_hat = 1 if demo.X[i] @ w + b > 0 else 0
        demo.step()
        assert np.allclose(demo.w, w + demo.lr * (demo.y[i] - y_hat) * demo.X[i])
        assert np.isclose(demo.b, b + demo.lr * (demo.y[i] - y_hat))


@pytest.mark.parametrize("settings", [{"points": "AND"}, {"points": "OR"}, {"gap": 3.0}, {}])
def test_stops_where_a_line_exists(settings):
    demo = PerceptronRule(**settings)
    assert demo.separable
    assert "without a mistake" in run(demo)
    assert (((demo.X @ demo.w + demo.b) > 0) == (demo.y == 1)).all()
    assert demo.history[-1] == 0 and sum(demo.history) == demo.updates


def test_xor_never_stops_and_says_why():
    demo = PerceptronRule(points="XOR")
    assert not demo.separable and "No straight line" in demo.scene().caption
    assert "can never stop" in run(demo)
    assert len(demo.history) == MAX_PASSES and min(demo.history) > 0


@pytest.mark.parametrize("gate", GATES)
def test_separable_of_the_gates(gate):
    assert separable(INPUTS, np.array(GATES[gate])) == (gate != "XOR")


def test_separable_against_a_search_over_directions():
    rng = np.random.default_rng(0)
    angles = np.linspace(0, 2 * np.pi, 20_001)
    directions = np.stack([np.cos(angles), np.sin(angles)], 1)
    seen = set()
    for _ in range(200):
        X, y = rng.standard_normal((8, 2)), np.arange(8) % 2
        X[y == 1] += rng.uniform(0, 3)
        shadow = directions @ X.T
        gap = (shadow[:, y == 1].min(1) - shadow[:, y == 0].max(1)).max()
        if abs(gap) > 1e-3:                                # closer than that the search's grid decides nothing
            assert separable(X, y) == (gap > 0)
            seen.add(gap > 0)
    assert seen == {True, False}


def test_learning_rate_acts_on_the_next_update_without_a_new_start():
    demo = PerceptronRule()
    demo.step()
    assert demo.set(lr=2.0) is False and demo.seen == 1
