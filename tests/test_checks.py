"""The exercise system: verdicts, hints, guards against every kind of answer; nothing a learner writes makes it raise."""
import random

import numpy as np
import pytest
import torch

from course_utils.checks import core, fact
from course_utils.checks.core import NotYet, Question, check, close, exercise, function, known_mistake, same, tensor


@pytest.fixture(autouse=True)
def own_exercises(monkeypatch, tmp_path):
    """A registry and a progress file of the test's own."""
    monkeypatch.setattr(core, "_REGISTRY", {})
    monkeypatch.setattr(core, "lesson", lambda number: None)
    monkeypatch.setattr(core, "listing", lambda: {id: asked.title for id, asked in core._REGISTRY.items()})
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))

    @exercise("90.1", "Double it")
    def double(answer):
        function(answer)
        close(answer(torch.tensor([1.0, 2.0])), torch.tensor([2.0, 4.0]), "double(x)", hint="Multiply by 2.")

    @exercise("90.2", "A number")
    def number(answer):
        close(answer, 3.0, "the number")


@pytest.mark.parametrize("answer", [..., (1, ...), {"w": ...}, [[...]]])
def test_dots_are_not_started(answer):
    assert check("90.2", answer).state == "not started"


@pytest.mark.parametrize("f", [lambda x: ..., lambda x: (..., x), lambda x: ... * x, lambda x: torch.exp(...)])
def test_functions_with_dots_are_not_started(f):
    assert check("90.1", f).state == "not started"


def test_right_answers_pass_and_are_true():
    assert check("90.1", lambda x: x + x).state == "passed"
    for answer in (3, 3.0, torch.tensor(3.0), np.float64(3), torch.tensor(3.0, requires_grad=True)):
        assert check("90.2", answer), answer


@pytest.mark.parametrize(("f", "words"), [
    (lambda x: x * 3, "where 2 is expected. Multiply by 2."),
    (lambda x: None, "`return`"),
    (lambda x: (x * 2)[:, None], "shape (2, 1), expected (2,)"),
    (lambda x: [2.0, 4.0], "should be a torch tensor"),
    (lambda x: (x * 2).long(), "dtype int64"),
    (lambda x: x * float("nan"), "nan"),
    (lambda: 3, "could not be called"),
    (lambda x: x @ torch.zeros(3, 2), "ZeroDivision|size|shape"),
    (lambda x: 1 / 0, "division by zero"),
    (lambda x: unknown_name, "unknown_name"),  # noqa: F821
    (lambda x: exit(), "SystemExit"),
    (lambda x: (yield x), "yield"),
    (lambda x: (value for value in x), "square brackets"),
    (lambda x: x.max(dim=0), "is values and places together, as `max` returns them"),
    (lambda x: x.sort().softmax(0), "`.values` are the first of the two"),
    (lambda x: [1, 2][len(x)], "went past the end"),
    (lambda x: x.topk(9), "`topk` cannot give more than there are"),
    (lambda x: [0 for _ in range(2 / 1)], "A size is a whole number"),
    (lambda x: torch.cat([x, x[None]]), "one dimension more than x"),
    (lambda x: torch.zeros(1).add_(x), "another shape than the place where it goes"),
    ("no function", "should be a function"),
    (3, "should be a function"),
])
def test_wrong_functions_get_the_fitting_hint(f, words):
    verdict = check("90.1", f)
    assert verdict.state == "not yet" and not verdict
    assert any(word in verdict.message for word in words.split("|")), verdict.message


@pytest.mark.parametrize("answer", [None, "three", object(), torch.ones(2, 2), float("nan"), 4, [3.0], lambda: 3])
def test_any_object_gets_a_sentence(answer):
    verdict = check("90.2", answer)
    assert verdict.state == "not yet" and verdict.message.endswith((".", "?"))


def test_errors_name_the_line_and_what_to_look_at():
    source = "def f(x):\n    y = x + 1\n    return y @ torch.zeros(3, 3)\n"
    names = {"torch": torch}
    exec(compile(source, "<learner>", "exec"), names)
    message = check("90.1", names["f"]).message
    assert "line 3 of your cell" in message and "Print the shapes" in message


def test_unknown_id_lists_the_ids():
    verdict = check("90.7", 1)
    assert verdict.state == "unknown" and "90.1, 90.2" in verdict.message
    assert check(None, None).state == check("", 1).state == check("x.y", 1).state == "unknown"


def test_a_broken_lesson_module_is_said_not_raised(monkeypatch):
    def broken(number):
        raise ImportError("no such thing")

    monkeypatch.setattr(core, "lesson", broken)
    assert "no such thing" in check("90.1", 1).message


def test_both_forms_say_the_same_and_are_stable():
    for answer in (..., 4, 3):
        one, two = check("90.2", answer), check("90.2", answer)
        assert repr(one) == repr(two) and one._repr_html_() == two._repr_html_()
        assert one.state in repr(one) and one.state in one._repr_html_()
        assert "0x" not in repr(one) and "background" not in one._repr_html_()
    assert "&lt;b&gt;" in core.Verdict("1", "<b>", "not yet", "")._repr_html_()


def test_random_numbers_of_the_learner_go_on_undisturbed():
    @exercise("90.3", "Seeds")
    def seeds(answer):
        torch.manual_seed(5), random.seed(5), np.random.seed(5)
        torch.rand(3), random.random(), np.random.rand(3)

    for seed in (torch.manual_seed, random.seed, np.random.seed):
        seed(1)
    want = torch.rand(1), random.random(), np.random.rand()
    for seed in (torch.manual_seed, random.seed, np.random.seed):
        seed(1)
    assert check("90.3", 1)
    assert (torch.rand(1), random.random(), np.random.rand()) == want


@pytest.mark.parametrize("got", [2.0, torch.tensor([2.0]), torch.tensor([[1.0, 2.0]]), "x", None, torch.tensor([1, 2]),
                                 torch.tensor([1.0, float("nan")]), [1.0, 2.0]])
def test_close_refuses(got):
    with pytest.raises(NotYet):
        close(got, torch.tensor([1.0, 2.0]))


def test_close_tensor_and_same_accept_what_is_right():
    close(torch.tensor([1.0, 2.0 + 1e-7], dtype=torch.float64), torch.tensor([1.0, 2.0]))
    close([1, 2], [1, 2])
    tensor(torch.ones(4, 3), shape=(None, 3), dtype=torch.float32, device="cpu")
    same(torch.Size([2, 3]), (2, 3))
    same(torch.tensor(4), 4)


@pytest.mark.parametrize(("got", "want"), [(4, True), (True, 1), ((2, 3), (3, 2)), ("a", "b"), (torch.ones(2), 3), (None, 1)])
def test_same_refuses(got, want):
    with pytest.raises(NotYet):
        same(got, want)


@pytest.mark.parametrize("kw", [{"shape": (3, 2)}, {"shape": (2,)}, {"dtype": torch.int64}, {"device": "meta"}])
def test_tensor_refuses(kw):
    with pytest.raises(NotYet):
        tensor(torch.ones(2, 3), **kw)


def test_a_known_mistake_gets_its_own_hint_whatever_its_dtype():
    mistakes = ((torch.tensor([1.0, 2.0]), "half of it"), (torch.tensor(3.0), "the sum"))
    for got, hint in ((torch.tensor([1, 2]), "half of it"), (torch.tensor(3.0, dtype=torch.float64), "the sum"),
                      (torch.tensor([1.0, 2.0], requires_grad=True), "half of it")):
        with pytest.raises(NotYet, match=hint):
            known_mistake(got, mistakes)
    for other in (None, "text", 3.1, [1.0, 2.5], torch.tensor([1.0]), torch.tensor([2.0, 1.0]), torch.tensor(float("nan"))):
        known_mistake(other, mistakes)


def test_a_fact_prints_what_was_measured(capsys):
    fact("above a half", True, here=f"{0.966:.1%}")
    fact("above a half", True, here=0)
    fact("above a half", True)
    assert capsys.readouterr().out == "✔ above a half (here 96.6%)\n✔ above a half (here 0)\n✔ above a half\n"
    with pytest.raises(AssertionError, match=r"does not: above a half \(here 12 %\)"):
        fact("above a half", False, here="12\n%")


def test_secret_values_stay_secret():
    with pytest.raises(NotYet) as hint:
        close(1.0, 42.5, reveal=False)
    assert "42.5" not in str(hint.value)


def test_wrong_use_by_authors_is_refused():
    with pytest.raises(ValueError, match="exercise id"):
        exercise("3.2", "no leading zero")
    with pytest.raises(ValueError, match="index"):
        Question("?", ("a", "b"), answer=2, why="")
