"""Exercises and quiz of lesson 5, perceptrons."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function


@exercise("05.1", "One more gate")
def nor_gate(answer):
    if hasattr(answer, "tolist"):
        answer = answer.tolist()
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise NotYet("Three numbers are wanted, as in `nor = (w1, w2, b)`.")
    w1, w2, b = (float(number) for number in answer)
    rows = {(0, 0): 1, (0, 1): 0, (1, 0): 0, (1, 1): 0}
    said = {x: int(w1 * x[0] + w2 * x[1] + b > 0) for x in rows}
    if said == {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 1}:
        raise NotYet("That is OR, the exact opposite: turn all three signs round.")
    if said == {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 0}:
        raise NotYet("That is NAND: it still says 1 when only one input is on. The bias is too large.")
    wrong = [x for x in rows if said[x] != rows[x]]
    if wrong:
        x = wrong[0]
        raise NotYet(f"For {x} z is {w1 * x[0] + w2 * x[1] + b:g}, so the neuron says {said[x]}; NOR is {rows[x]} there.")


@exercise("05.2", "One perceptron update")
def perceptron_update(answer):
    import torch

    function(answer, "perceptron_update")
    w, x = torch.tensor([1.0, -2.0]), torch.tensor([3.0, 1.0])
    cases = (
        (0.0, 1.0, 0.5, w, 0.0, "This example is right (z = 1, y = 1), so nothing may change."),
        (0.0, 0.0, 0.5, w - 0.5 * x, -0.5, "Here a 0 was taken for a 1: lr·x is taken from w and lr from b."),
        (-2.0, 1.0, 0.5, w + 0.5 * x, -1.5, "Here a 1 was missed: lr·x is added to w and lr to b."),
        (-1.0, 1.0, 2.0, w + 2 * x, 1.0, "At z = 0 the neuron says 0: it fires only above 0."),
    )
    for b, y, lr, new_w, new_b, hint in cases:
        got = _two(answer(w.clone(), b, x, y, lr), "w and b")
        close(got[0], new_w, "the new w", hint=hint)
        close(got[1], new_b, "the new b", hint=hint)


@exercise("05.3", "Binary cross-entropy")
def bce(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "bce")
    p, y = torch.tensor([0.9, 0.2, 0.6, 0.7]), torch.tensor([1.0, 0.0, 0.0, 1.0])
    want = F.binary_cross_entropy(p, y)
    got = answer(p, y)
    if torch.is_tensor(got) and got.ndim == 0 and torch.allclose(got, -want):
        raise NotYet("The sign is wrong: logarithms of probabilities are negative, and a loss is positive.")
    if torch.is_tensor(got) and got.ndim == 0 and torch.allclose(got, want * 4):
        raise NotYet("That is the sum over the examples: take the mean.")
    close(got, want.item(), "the BCE of four examples", hint="Both terms count: y·log p and (1 - y)·log(1 - p).")
    close(answer(torch.tensor([0.25]), torch.tensor([0.0])), 0.28768207, "the BCE of p = 0.25 where y = 0")


@exercise("05.4", "The gradient of logistic regression")
def logistic_gradient(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "logistic_gradient")
    draw = torch.Generator().manual_seed(1)
    X, y = torch.randn(7, 3, generator=draw), torch.tensor([0.0, 1, 1, 0, 1, 0, 1])
    w, b = torch.randn(3, generator=draw).requires_grad_(), torch.tensor(0.4, requires_grad=True)
    F.binary_cross_entropy_with_logits(X @ w + b, y).backward()
    dw, db = _two(answer(X, y, w.detach().clone(), 0.4), "∂L/∂w and ∂L/∂b")
    if torch.is_tensor(dw) and dw.shape == w.grad.shape:
        if torch.allclose(dw, -w.grad, atol=1e-6):
            raise NotYet("The sign is wrong: the error is p - y, not y - p.")
        if torch.allclose(dw, 7 * w.grad, atol=1e-5):
            raise NotYet("That is the gradient of the sum. The loss is a mean: divide by the number of examples.")
    close(dw, w.grad, "∂L/∂w", hint="It is Xᵀ times the error p - y, divided by n.")
    close(db, b.grad.item(), "∂L/∂b", hint="It is the mean of the errors p - y.")


@exercise("05.5", "Challenge, a threshold that misses few")
def threshold_for(answer):
    import torch

    function(answer, "threshold_for")
    p = torch.tensor([0.95, 0.10, 0.80, 0.60, 0.40, 0.85, 0.30, 0.20])
    y = torch.tensor([1, 0, 1, 1, 1, 0, 1, 0])
    for recall, want in ((1.0, 0.30), (0.8, 0.40), (0.6, 0.60), (0.5, 0.60), (0.2, 0.95)):
        got = answer(p, y, recall)
        value = float(got)
        found = float((p[y == 1] >= value - 1e-6).float().mean())
        if found < recall - 1e-6:
            raise NotYet(f"For recall {recall:g} you return {value:.3g}, but only {found:.0%} of class 1 reach that.")
        close(got, want, f"the threshold for recall {recall:g}",
              hint="A larger threshold would do as well: look only at the probabilities of class 1.")


def _two(got, what: str):
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise NotYet(f"Return two things, {what}, separated by a comma.")
    return got


QUIZ = (
    Question("A neuron has w = (1, 1) and b = -1.5, and fires where z is above 0. Which gate is it?",
             ("OR", "NAND", "AND", "XOR"), answer=2,
             why="Only 1 + 1 - 1.5 = 0.5 is above 0, so both inputs must be 1."),
    Question("The perceptron rule looks at an example that is classified correctly. What does it do?",
             ("nothing", "it moves the line a little further away", "it halves the learning rate", "it stops"), answer=0,
             why="The factor y - ŷ is 0, so w and b stay as they are. It stops only after a whole pass without a mistake."),
    Question("The rule has made 1,000 passes over XOR and still errs. What would help?",
             ("a smaller learning rate", "another start", "more passes", "a model that can draw more than one straight line"), answer=3,
             why="No weights of a single neuron compute XOR. Training cannot find what does not exist."),
    Question("Why is the step function replaced by the sigmoid for training?",
             ("the sigmoid is faster to compute", "the step's slope is 0 wherever it exists, so gradient descent gets no direction",
              "the step cannot be drawn", "the sigmoid makes every problem separable"), answer=1,
             why="A small change of the weights does not change the step's answer, so the gradient is 0 and nothing is learned."),
    Question("With a sigmoid and BCE, what is the derivative of one example's loss with respect to the logit z?",
             ("y - p", "p(1 - p)", "p - y", "(p - y)²"), answer=2,
             why="The sigmoid's slope p(1 - p) cancels against the derivative of the logarithm. What remains is the error p - y."),
    Question("A disease must not be overlooked; a false alarm costs one more test. Which threshold fits?",
             ("0.5, because probabilities demand it", "one below 0.5", "one above 0.5", "any: the threshold changes nothing"), answer=1,
             why="A low threshold misses fewer sick people and raises more false alarms, which are cheap here."),
)
