"""Lesson 3, section 11: the loop of the notebook itself, steered by hands of every kind; each must see the curve climb and fall."""
import math
import types

import pytest
import torch
from reading import NOTEBOOKS, cells

from course_utils import data

LOW, START, HIGH, BACK = 0.001, 0.01, 1.05, 0.1
LESSON = next(path for path in NOTEBOOKS if path.name.startswith("03"))


def steered(hand) -> list[float]:
    """The losses that the cell `steer` plots while `hand(step)` is what the slider shows."""
    area, price = data.house_prices(n=50, seed=0)
    losses: list[float] = []

    class Slider:
        @property
        def value(self):
            return hand(len(losses))

    plot = types.SimpleNamespace(clear=lambda: None, add=lambda loss: losses.append(loss))
    names = {"torch": torch, "z": (area - area.mean()) / area.std(correction=0), "price": price, "lr": Slider(), "plot": plot,
             "time": types.SimpleNamespace(sleep=lambda seconds: None)}
    exec(cells(LESSON)["steer"].source, names)
    return losses


def dragging(begin: int, seconds: float, log: bool = True):
    """A hand that moves from START to HIGH in some seconds (50 steps each) and stays there."""
    def at(step):
        share = min(1.0, max(0.0, (step - begin) / max(1, 50 * seconds)))
        return START * (HIGH / START) ** share if log else START + (HIGH - START) * share
    return at


HANDS = {f"after {begin} steps, in {seconds} s, {'even on the scale' if log else 'even in value'}": (dragging(begin, seconds, log), begin + int(50 * seconds))
         for begin in (0, 40) for seconds in (0, 0.4, 1, 2.5) for log in (True, False)}
HANDS["stopping at 0.5 on the way"] = (lambda s: START if s < 30 else 0.5 if s < 60 else HIGH, 60)
HANDS["past the end and back again"] = (lambda s: START if s < 20 else 0.8 if s < 40 else 0.5 if s < 60 else HIGH, 60)


@pytest.mark.parametrize("name", HANDS)
def test_the_curve_climbs_above_1_and_comes_back(name):
    hand, there = HANDS[name]
    turned = there + 120
    losses = steered(lambda step: hand(step) if step < turned else BACK)
    least = min(losses)
    waited = losses[there:turned]
    assert max(waited) > 100 * min(losses[:there + 1] + waited[:10]) and waited[-1] > 20 * least, "waiting at the right end shows a climb"
    assert losses[-1] < 1.05 * least, "and pulling back recovers"


def test_left_alone_it_falls_and_a_hand_that_never_comes_back_sees_numbers():
    alone = steered(lambda step: START)
    assert alone[100] < 0.1 * alone[0] and alone[-1] < 1.1 * min(alone)
    assert all(math.isfinite(loss) for loss in steered(lambda step: HIGH))
    assert all(math.isfinite(loss) for loss in steered(lambda step: LOW))
