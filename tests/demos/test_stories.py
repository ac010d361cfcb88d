"""Each preset of each demo is played, headless: what its note promises is so, on four of five seeds at the least."""
from __future__ import annotations

from functools import lru_cache

import pytest
from stories import Story, unkept

from course_utils import demos

EVERY = [(name, preset) for name in demos.__all__ for preset in getattr(demos, name).presets]


@lru_cache(maxsize=1)
def openings(name: str) -> list:
    """The demo at the start of each of its presets. One demo's presets are asked for in a row: no more are kept."""
    kind = getattr(demos, name)
    return [Story(kind, preset).demo for preset in kind.presets]


@pytest.mark.parametrize(("name", "preset"), EVERY)
def test_a_preset_keeps_its_promises(name, preset):
    kind = getattr(demos, name)
    assert kind.presets[preset].promises, "a preset says in code what its note says in words"
    broken = unkept(kind, lambda seed: Story(kind, preset, seed).broken())
    assert not broken, f"on these seeds it is not so: {broken}"


@pytest.mark.parametrize(("name", "preset"), EVERY)
def test_a_promise_can_be_broken(name, preset):
    """A promise that every state of the demo keeps says nothing: some other preset, or the start, breaks one of them."""
    def fails(promise, demo):
        try:
            return not promise.holds(demo)
        except (ArithmeticError, LookupError, AttributeError, TypeError, ValueError):
            return True
    promises = getattr(demos, name).presets[preset].promises
    assert any(fails(promise, demo) for promise in promises for demo in openings(name))
