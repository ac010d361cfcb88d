"""Guided steps: each can be done, is not done before, and shows what it says was to be seen."""
from functools import cache

import pytest
from stories import unkept

from course_utils import demos
from course_utils.live.guide import Guide

GUIDED = [name for name in demos.__all__ if getattr(demos, name).guide]


@cache
def walked(name: str) -> tuple[list[str], dict[int, list[str]]]:
    """What of its guide cannot be done or was done before, on any seed walked; and what was not seen, by seed, where that is too often."""
    kind, undone = getattr(demos, name), []

    def walk(seed: int) -> list[str]:
        demo, unseen = kind(device="cpu", seed=seed), []
        for i, step in enumerate(kind.guide, start=1):
            if step.done(demo):
                undone.append(f"step {i}, seed {seed}: done before it was begun")
            step.play(demo)
            if not step.done(demo):
                undone.append(f"step {i}, seed {seed}: not done by {step.by}")
            if not step.holds(demo):
                unseen.append(f"step {i}: {step.seen}")
        return unseen

    return undone, unkept(kind, walk)


@pytest.mark.parametrize("name", GUIDED)
def test_each_step_can_be_done_and_is_not_done_before(name):
    assert not walked(name)[0]


@pytest.mark.parametrize("name", GUIDED)
def test_what_was_seen_is_so_on_four_of_five_seeds(name):
    assert not walked(name)[1]


@pytest.mark.parametrize("name", GUIDED)
def test_steps_are_whole_sentences(name):
    for step in getattr(demos, name).guide:
        assert step.do[-1] in ".?" and step.predict[-1] == "?" and step.seen[-1] == "." and len(step.do) + len(step.predict) < 330


def test_what_was_done_stays_done_until_the_next_step():
    demo = demos.FirstSlider()
    guide = Guide(demo)
    assert guide.state() is None
    guide.go(0)
    assert guide.state()["seen"] == "" and guide.state()["of"] == len(demo.guide)
    demo.guide[0].play(demo)
    assert guide.state()["seen"] == demo.guide[0].seen
    demo.set(neurons=1)
    assert guide.state()["seen"]
    guide.go(1)
    assert not guide.state()["seen"]
    for outside in (-1, len(demo.guide)):
        guide.go(outside)
        assert guide.state() is None
