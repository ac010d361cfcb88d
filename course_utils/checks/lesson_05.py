"""Exercises and quiz of lesson 5, perceptrons."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, given, known_mistake


@exercise("05.1", "One more gate")
def nor_gate(answer):
    if hasattr(answer, "tolist"):
        answer = answer.tolist()
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise NotYet("Three numbers are wanted, as in `nor = (w1, w2, b)`.")
    try:
        w1, w2, b = (float(number) for number in answer)
    except (TypeError, ValueError):
        raise NotYet("Three plain numbers are wanted, as in `nor = (1.0, 1.0, 0.5)`.") from None
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


@exercise("05.2", "The perceptron rule with labels -1 and +1")
def signed_update(answer):
    import torch

    function(answer, "signed_update")
    w, x = torch.tensor([1.0, -2.0]), torch.tensor([3.0, 1.0])                 # w·x = 1
    cases = (
        (0.0, 1.0, 0.5, w, 0.0, "This example is right (z = 1, y = +1), so nothing may change."),
        (-2.0, -1.0, 0.5, w, -2.0, "This example is right (z = -1, y = -1), so nothing may change."),
        (0.0, -1.0, 0.5, w - 0.5 * x, -0.5, "Here z = 1 and y = -1, which is wrong: lr·x is taken from w and lr from b."),
        (-2.0, 1.0, 0.5, w + 0.5 * x, -1.5, "Here z = -1 and y = +1, which is wrong: lr·x is added to w and lr to b."),
        (-1.0, 1.0, 2.0, w + 2 * x, 1.0, "At z = 0 the example counts as wrong: y·z ≤ 0."),
        (-1.0, -1.0, 2.0, w - 2 * x, -3.0, "At z = 0 the example counts as wrong, for y = -1 too: y·z ≤ 0."),
    )
    for b, y, lr, new_w, new_b, hint in cases:
        got = _two(answer(w.clone(), b, x.clone(), y, lr), "w and b")
        if not torch.equal(new_w, w):
            known_mistake(got[0], (
                (2 * new_w - w, "The step is twice as long as it should be: the factor is y, not y - ŷ, which is 2 in size here."),
                (2 * w - new_w, "The step goes the wrong way: lr·y·x is added to w.")))
        close(got[0], new_w, "the new w", hint=hint)
        close(got[1], new_b, "the new b", hint=hint)


@exercise("05.3", "When one mistake costs more")
def weighted_bce(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "weighted_bce")
    p, y = torch.tensor([0.9, 0.2, 0.6, 0.7]), torch.tensor([1.0, 0.0, 0.0, 1.0])
    want = F.binary_cross_entropy(p, y, weight=torch.where(y == 1, 5.0, 1.0))
    mistakes = (
        (-want, "The sign is wrong: logarithms of probabilities are negative, and a loss is positive."),
        (want * 4, "That is the sum over the examples: take the mean."),
        (F.binary_cross_entropy(p, y), "The weight changes nothing yet: multiply the term of class 1 by it."),
        (5 * F.binary_cross_entropy(p, y), "Here both classes count 5 times: only the term with y·log p gets the weight."),
        (F.binary_cross_entropy(p, y, weight=torch.where(y == 0, 5.0, 1.0)),
         "Here class 0 counts 5 times: the weight belongs to the term with y·log p."),
        (want * 4 / 12, "You divided by the sum of the weights; divide by the number of examples, n."),
        (-(5 * y * p.log()).mean(), "The term of class 0 is missing: (1 - y)·log(1 - p)."),
    )
    got = answer(p.clone(), y.clone(), 5.0)
    known_mistake(got, mistakes)
    close(got, want.item(), "the loss of four examples with weight 5",
          hint="Class 1 costs weight·(-log p), class 0 costs -log(1 - p); take the mean.")
    close(answer(p.clone(), y.clone(), 1.0), F.binary_cross_entropy(p, y).item(), "the loss with weight 1",
          hint="With weight 1 it is plain BCE.")
    close(answer(torch.tensor([0.25]), torch.tensor([0.0]), 3.0), 0.28768207, "the loss of p = 0.25 where y = 0")


@exercise("05.4", "The gradient of the squared error")
def squared_gradient(answer):
    import torch

    function(answer, "squared_gradient")
    draw = torch.Generator().manual_seed(1)
    X, y = torch.randn(7, 3, generator=draw), torch.tensor([0.0, 1, 1, 0, 1, 0, 1])
    w, b = torch.randn(3, generator=draw).requires_grad_(), torch.tensor(0.4, requires_grad=True)
    p = torch.sigmoid(X @ w + b)
    ((p - y) ** 2).mean().backward()
    error = (p - y).detach() / 7
    dw, db = _two(answer(X.clone(), y.clone(), w.detach().clone(), 0.4), "∂L/∂w and ∂L/∂b")
    mistakes = (
        (-w.grad, "The sign is wrong: the error is p - y, not y - p."),
        (7 * w.grad, "That is the gradient of the sum. The loss is a mean: divide by the number of examples."),
        (w.grad / 2, "The factor 2 is missing, which the square brings: (p - y)² has the derivative 2(p - y)."),
        (X.T @ error, "That is the gradient of BCE. With the squared error p(1 - p), the sigmoid's derivative, stays in."),
        (2 * X.T @ error, "The sigmoid's derivative p(1 - p) is missing: L depends on p, and p on z."),
    )
    known_mistake(dw, mistakes)
    close(dw, w.grad, "∂L/∂w", hint="∂L/∂z is 2(p - y)·p(1 - p), divided by n; then Xᵀ times it.")
    close(db, b.grad.item(), "∂L/∂b", hint="It is the sum of ∂L/∂z over the examples, with the same 1/n.")


@exercise("05.5", "Challenge, a threshold that misses few")
def threshold_for(answer):
    import torch

    function(answer, "threshold_for")
    p = torch.tensor([0.95, 0.10, 0.80, 0.60, 0.40, 0.85, 0.30, 0.20])
    y = torch.tensor([1, 0, 1, 1, 1, 0, 1, 0])
    for recall, want in ((1.0, 0.30), (0.8, 0.40), (0.6, 0.60), (0.5, 0.60), (0.2, 0.95)):
        got = given(answer(p.clone(), y.clone(), recall), "the threshold")
        if hasattr(got, "numel") and got.numel() != 1:
            raise NotYet(f"One threshold is wanted, a number; you return a tensor of shape {tuple(got.shape)}.")
        if isinstance(got, str):
            raise NotYet("One threshold is wanted, a number; you return a text.")
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
