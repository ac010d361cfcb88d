"""Around an answer: endless loops end with a sentence, and nothing of the learner's is different afterwards."""
import contextlib
import itertools
import random
import threading
import time

import numpy as np
import pytest
import torch

from course_utils.checks import core
from course_utils.checks.core import Exercise, check
from course_utils.checks.guards import TooLong, within


@pytest.fixture(autouse=True)
def own_exercises(monkeypatch, tmp_path):
    """90.1 calls the answer with x = [1, 2] and has half a second; 90.2 lets it change x."""
    def call(answer):
        answer(torch.tensor([1.0, 2.0]))

    monkeypatch.setattr(core, "_REGISTRY", {"90.1": Exercise("Call", call, seconds=0.5),
                                            "90.2": Exercise("Change", call, changes_inputs=True)})
    monkeypatch.setattr(core, "lesson", lambda number: None)
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))


def learner(source: str, **names):
    """`f` of a cell of the learner's."""
    names |= {"torch": torch, "itertools": itertools}
    exec(compile(source, "<learner>", "exec"), names)
    return names["f"]


ENDLESS = {
    "nothing": "def f(x):\n    while True:\n        pass",
    "tensors": "def f(x):\n    while x.sum() > 0:\n        y = x - 1",
    "swallows exceptions": "def f(x):\n    while True:\n        try:\n            x / 0\n        except Exception:\n            pass",
    "swallows everything": "def f(x):\n    while True:\n        try:\n            y = x + 1\n        except:\n            pass",
    "a generator expression": "def f(x):\n    return sum(1 for _ in itertools.count())",
    "a list that grows": "def f(x):\n    seen = [1]\n    for one in seen:\n        seen.append(one)",
}


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_a_loop_without_end_gets_a_sentence(source):
    verdict = check("90.1", learner(source))
    assert verdict.state == "not yet" and "still running after 0.5 seconds" in verdict.message
    assert "of your cell" in verdict.message and "never ends" in verdict.message
    time.sleep(0.12)                     # nothing arrives later


def test_also_beside_the_main_thread():
    seen = []
    thread = threading.Thread(target=lambda: seen.append(check("90.1", learner(ENDLESS["nothing"]))))
    thread.start()
    thread.join(20)
    assert "never ends" in seen[0].message


def test_what_is_done_in_time_is_left_alone():
    for _ in range(300):                 # the stop never arrives late, in somebody else's code
        assert within(60, lambda: 7) == 7
    before = threading.active_count()
    for _ in range(40):
        with contextlib.suppress(TooLong):
            assert within(0.002, lambda: sum(range(2000))) >= 0
        sum(range(2000))
    time.sleep(0.2)
    assert threading.active_count() <= before


def test_an_interrupt_is_a_sentence_and_no_traceback(monkeypatch):
    def interrupt(x):
        raise KeyboardInterrupt

    verdict = check("90.1", interrupt)
    assert verdict.state == "not yet" and "interrupted" in verdict.message
    monkeypatch.setattr(core, "lesson", interrupt)
    assert "interrupted" in check("90.1", interrupt).message


@pytest.mark.parametrize("error", [SystemExit, GeneratorExit, MemoryError, RecursionError, type("Own", (BaseException,), {})])
def test_no_exception_leaves_a_check(error):
    def f(x):
        raise error

    assert check("90.1", f).state == "not yet"


CHANGES = {
    "x -= 1": "x -= 1", "x[0] = 5": "x[0] = 5", "x.zero_()": "x.zero_()", "requires_grad": "x.requires_grad_()",
    "resize": "x.resize_(3)", "another": "x.data = torch.zeros(4)",
}


@pytest.mark.parametrize("line", CHANGES.values(), ids=CHANGES)
def test_a_changed_input_is_told_by_its_name(line):
    f = learner(f"def f(numbers):\n    x = numbers\n    {line}\n    return x")
    verdict = check("90.1", f)
    assert verdict.state == "not yet" and "changed its input `numbers`" in verdict.message
    assert check("90.2", f).state == "passed"


def test_reading_an_input_is_no_change():
    for f in (lambda x: x, lambda x: x.view(2, 1), lambda x: x * float("nan"), torch.sigmoid):
        assert check("90.1", f).state == "passed"


def test_settings_and_random_numbers_come_back():
    def spoil(x):
        torch.manual_seed(5), random.seed(5), np.random.seed(5)
        torch.set_default_dtype(torch.float64)
        torch.set_grad_enabled(False)
        torch.use_deterministic_algorithms(True)
        torch.backends.cudnn.benchmark = not torch.backends.cudnn.benchmark
        torch.set_num_threads(3 if torch.get_num_threads() != 3 else 2)

    def state():
        return (torch.get_rng_state().tolist(), random.getstate(), np.random.get_state()[1].tolist(), torch.get_default_dtype(),
                torch.is_grad_enabled(), torch.are_deterministic_algorithms_enabled(), torch.backends.cudnn.benchmark,
                torch.get_num_threads())

    before = state()
    assert check("90.1", spoil).state == "passed"
    assert state() == before


def test_the_learners_settings_do_not_reach_the_check():
    seen = []

    def look(x):
        seen.append((torch.ones(1).dtype, torch.is_grad_enabled(), torch.is_inference_mode_enabled(), torch.ones(1).device.type))

    torch.set_default_dtype(torch.float64)
    try:
        with torch.device("meta"), torch.inference_mode():
            assert check("90.1", look).state == "passed"
            assert torch.is_inference_mode_enabled() and torch.ones(1).device.type == "meta"
        assert torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
    assert seen == [(torch.float32, True, False, "cpu")]
