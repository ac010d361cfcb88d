"""One way to judge: known mistakes before shapes before values, in float64 too, and what a text forbids."""
import numpy as np
import pytest
import torch

from course_utils.checks.compare import alike, anything
from course_utils.checks.demands import called, forbidding, no_loop, without_autograd
from course_utils.checks.judge import assess, draws, judge
from course_utils.checks.verdict import NotYet

CASES = ((torch.tensor([1.0, 2.0]), 3.0), (torch.randn(9, generator=draws(0)), -2.0))


def scaled(x, factor):
    return factor * x


def refused(answer, **kw) -> str:
    with pytest.raises(NotYet) as hint:
        judge(answer, scaled, CASES, what="the product", **kw)
    return str(hint.value)


def test_right_answers_pass_whatever_their_dtype():
    for answer in (scaled, lambda x, f: f * x.double(), lambda x, f: x.half().double() * 0 + x * f):
        judge(answer, scaled, CASES)


def test_the_order_is_mistake_shape_value():
    mistakes = ((lambda x, f: (f * x).sum(), "That is the sum."), (lambda x, f: x + f, "Multiply."),
                (lambda x, f: x / torch.zeros(3), "never"))
    assert refused(lambda x, f: (f * x).sum(), mistakes=mistakes) == "That is the sum."
    assert refused(lambda x, f: x + f, mistakes=mistakes) == "Multiply."
    assert "shape (2, 1), expected (2,)" in refused(lambda x, f: (f * x)[:, None], mistakes=mistakes)
    assert "The product for x = [1, 2], factor = 3 is 4" in refused(lambda x, f: f * x + 1, hint="Only that.")
    assert "opposite sign" in refused(lambda x, f: -f * x)


def test_a_mistake_that_is_right_on_one_case_is_not_told_there():
    mistakes = ((lambda x, f: x * abs(f), "The sign of the factor counts."),)
    assert refused(lambda x, f: x * abs(f), mistakes=mistakes) == "The sign of the factor counts."


def test_float64_is_tried():
    def single(x, f):
        if x.dtype != torch.float32:
            raise ValueError("only float32")
        return f * x

    with pytest.raises(ValueError, match="only float32"):
        judge(single, scaled, CASES)
    judge(single, scaled, CASES, in_double=False)


def test_no_answer_spoils_the_next_ones_case():
    def spoil(x, f):
        y = x.clone()
        x.zero_()
        return f * y

    judge(spoil, scaled, CASES)
    assert CASES[0][0].tolist() == [1.0, 2.0]


def test_several_results():
    with pytest.raises(NotYet, match="changed places"):
        assess((2.0, 1.0), (1.0, 2.0), parts=("a", "b"))
    with pytest.raises(NotYet, match="another order"):
        assess((3.0, 1.0, 2.0), (1.0, 2.0, 3.0), parts=("a", "b", "c"))
    with pytest.raises(NotYet, match="Return two results"):
        assess(1.0, (1.0, 2.0), parts=("a", "b"))
    with pytest.raises(NotYet, match=r"`b` of the result is 3 where 2 is expected. Half of it."):
        assess((1.0, 3.0), (1.0, 2.0), parts=("a", "b"), hint={"a": "", "b": "Half of it."})
    assess(torch.tensor([1.0, 2.0]), (1.0, 2.0), parts=("a", "b"))


@pytest.mark.parametrize(("got", "want", "same"), [
    (1.0, torch.tensor(1.0, dtype=torch.float64), True), (np.float32(1), 1.0, True), (torch.tensor([1]), [1.0], True),
    ((1.0, 2.0), (1.0, anything), True), ("a", "a", True), (True, True, True), (1, True, False), (None, 1.0, False),
    ("a", 1.0, False), (torch.ones(2), torch.ones(2, 1), False), (object(), 1.0, False), ((1.0,), (1.0, 2.0), False)])
def test_alike(got, want, same):
    assert alike(got, want) is same


def test_a_banned_function_is_heard_by_whatever_name():
    functional = torch.nn.functional
    for f in (lambda x: functional.log_softmax(x, 0), lambda x: x.log_softmax(0), torch.nn.LogSoftmax(0), torch.nn.LogSoftmax(0).forward):
        with pytest.raises(NotYet, match="not that"):
            forbidding(f, ("log_softmax",), "not that")(torch.ones(3))
    assert forbidding(torch.exp, ("log_softmax",), "not that")(torch.zeros(1)) == 1


AUTOGRAD = {
    "backward": lambda x: (y := x.clone().requires_grad_(), (y**2).sum().backward(), y.grad)[2],
    "grad": lambda x: torch.autograd.grad((y := x.clone().requires_grad_()).sum(), y)[0],
    "func": lambda x: torch.func.grad(lambda z: z.sum())(x),
    "jacfwd": lambda x: torch.func.jacfwd(lambda z: z * z)(x),
    "jvp": lambda x: torch.func.jvp(lambda z: z * z, (x,), (x,))[1],
    "jacobian": lambda x: torch.autograd.functional.jacobian(lambda z: z * z, x),
}


@pytest.mark.parametrize("f", AUTOGRAD.values(), ids=AUTOGRAD)
def test_autograd_is_heard(f):
    with pytest.raises(NotYet, match=r"asks for it without\. By hand"):
        without_autograd(f, "By hand.")(torch.ones(3))
    assert without_autograd(torch.exp, "By hand.")(torch.zeros(1)) == 1


def helper(x):
    return [v for v in x]


@pytest.mark.parametrize("f", [
    lambda x: [v for v in x], lambda x: sum(v for v in x), lambda x: list(map(int, x)), lambda x: torch.vmap(torch.sin)(x),
    lambda x: helper(x), lambda x: (lambda z: [v for v in z])(x)])
def test_loops_are_found(f):
    with pytest.raises(NotYet, match="no loop"):
        no_loop(f, "no loop")


def test_a_while_and_a_recursion_are_loops_too():
    def count(x):
        while len(x):
            x = x[1:]

    def again(x):
        return again(x[1:]) if len(x) else 0

    for f in (count, again):
        with pytest.raises(NotYet):
            no_loop(f, "no loop")
    for f in (torch.sigmoid, lambda x: torch.sin(x) if len(x) else x, lambda x: x.sum()):
        no_loop(f, "no loop")


def test_calls_are_listed():
    result, names = called(lambda x: torch.exp(x).sum(), torch.zeros(3))
    assert result == 3 and names == ["exp", "sum"]
