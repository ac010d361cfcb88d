"""Each preset of each demo is played, headless: what its note promises is so, on four of five seeds at the least."""
from __future__ import annotations

import pytest
from stories import Story

from course_utils import demos

SEEDS = range(5)
EVERY = [(name, preset) for name in demos.__all__ for preset, told in getattr(demos, name).presets.items() if told.promises]


@pytest.mark.parametrize(("name", "preset"), EVERY)
def test_a_preset_keeps_its_promises(name, preset):
    kind = getattr(demos, name)
    promises = kind.presets[preset].promises
    assert promises, "a preset says in code what its note says in words"
    seeds = SEEDS if kind.uses_seed else [0]
    broken = {seed: found for seed in seeds if (found := Story(kind, preset, seed).broken())}
    assert len(broken) <= len(seeds) // 5, f"on these seeds it is not so: {broken}"


@pytest.mark.parametrize(("name", "preset"), EVERY)
def test_a_promise_can_be_broken(name, preset):
    """A promise that every state of the demo keeps says nothing: some other preset, or the start, breaks one of them."""
    kind = getattr(demos, name)
    promises = kind.presets[preset].promises
    others = [Story(kind, other).demo for other in kind.presets if other != preset]
    before = Story(kind, preset).demo
    def fails(promise, demo):
        try:
            return not promise.holds(demo)
        except (ArithmeticError, LookupError, AttributeError, TypeError, ValueError):
            return True
    assert any(fails(p, demo) for p in promises for demo in (before, *others))
