"""Guided steps: each can be done, is not done before, and shows what it says was to be seen."""
from functools import cache

import pytest

from course_utils import demos
from course_utils.live.guide import Guide

GUIDED = [name for name in demos.__all__ if getattr(demos, name).guide]
SEEDS = range(5)


@cache
def walked(name: str) -> dict[int, list[tuple[bool, bool, bool]]]:
    """For each seed, of each step: (done before it, done after it, what was seen is so). Demos without a seed are walked once."""
    kind, found = getattr(demos, name), {}
    for seed in SEEDS if kind.uses_seed else [0]:
        demo, told = kind(device="cpu", seed=seed), []
        for step in kind.guide:
            before = bool(step.done(demo))
            step.play(demo)
            told.append((before, bool(step.done(demo)), bool(step.holds(demo))))
        found[seed] = told
    return found


@pytest.mark.parametrize("name", GUIDED)
def test_each_step_can_be_done_and_is_not_done_before(name):
    for seed, told in walked(name).items():
        for i, (before, after, _) in enumerate(told, start=1):
            assert not before and after, f"step {i}, seed {seed}: done before {before}, after {after}"


@pytest.mark.parametrize("name", GUIDED)
def test_what_was_seen_is_so(name):
    runs = walked(name)
    for i, step in enumerate(getattr(demos, name).guide):
        kept = sum(told[i][2] for told in runs.values())
        assert kept >= 0.8 * len(runs), f"step {i + 1} ({step.do}): so with {kept} of {len(runs)} seeds"


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
