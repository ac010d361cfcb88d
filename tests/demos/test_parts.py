"""What the demos share: curves that stay short, one optimiser steered, numbers in words."""
import math

import numpy as np
import pytest
import torch

from course_utils.demos.parts import (
    OPTIMIZERS,
    Steered,
    count,
    drawable,
    finite_or_stop,
    fixed,
    number,
    percent,
    signed,
    small,
)
from course_utils.live.demo import Diverged


@pytest.mark.parametrize(("value", "said"), [
    (0, "0"), (3.14159, "3.14"), (-0.5, "−0.500"), (14383.2, "14,400"), (1234567, "1,230,000"), (0.000123, "0.000123"),
    (4.1e-9, "4.10·10⁻⁹"), (-2.5e12, "−2.50·10¹²"), (math.nan, "not a number"), (math.inf, "not a number"),
])
def test_numbers_in_words(value, said):
    assert number(value) == said


def test_other_words():
    assert (fixed(-0.001), fixed(-1.25, 1), fixed(0.4, 1, plus=True), signed(-0.24), signed(1)) == ("0.00", "−1.2", "+0.4", "− 0.2", "+ 1.0")
    assert (percent(0.9124), count(118282)) == ("91.2 %", "118,282")


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_steered_sets_rate_and_decay_and_decays_no_bias(kind):
    model = torch.nn.Linear(2, 2)
    optimizer = Steered(model).ready(kind, 0.3, 0.02)
    weights, biases = optimizer.param_groups
    assert (weights["lr"], weights["weight_decay"], biases["lr"], biases["weight_decay"]) == (0.3, 0.02, 0.3, 0.0)
    assert weights["params"][0] is model.weight and biases["params"][0] is model.bias


def test_a_new_kind_starts_with_empty_memory_and_the_same_one_keeps_it():
    model = torch.nn.Linear(2, 1)
    steered = Steered(model)
    for kind in ("Adam", "Adam", "momentum"):
        optimizer = steered.ready(kind, 0.1)
        optimizer.zero_grad()
        model(torch.ones(1, 2)).sum().backward()
        optimizer.step()
        if kind == "Adam":
            memory = optimizer.state[model.weight]["step"].item()
    assert memory == 2 and "momentum_buffer" in optimizer.state[model.weight] and "step" not in optimizer.state[model.weight]


def test_a_lost_loss_names_the_cure():
    assert finite_or_stop(0.5, 0.1) == 0.5
    for lost in (math.nan, math.inf, 1e9):
        with pytest.raises(Diverged, match=r"learning rate 3 is too large here\. Press reset and try 0\.3 or less"):
            finite_or_stop(lost, 3.0)


def test_small_networks_stay_on_the_cpu_and_broken_pictures_are_mended(monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "no such")
    assert small(None).type == small("cpu").type == "cpu"
    assert np.isfinite(drawable(np.array([np.nan, np.inf, -np.inf, 1.0], dtype=np.float32))).all()
