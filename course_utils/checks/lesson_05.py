"""Exercises and quiz of lesson 5, perceptrons."""
from __future__ import annotations

import math

from .core import NotYet, Question, exercise, function, given
from .demands import forbidding, without_autograd
from .judge import draws, judge


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
    if not all(map(math.isfinite, (w1, w2, b))):
        raise NotYet("The numbers must be finite: with inf or nan the sum z means nothing.")
    rows = {(0, 0): 1, (0, 1): 0, (1, 0): 0, (1, 1): 0}
    z = {x: w1 * x[0] + w2 * x[1] + b for x in rows}
    said = {x: int(z[x] > 0) for x in rows}
    known = {(0, 1, 1, 1): "That is OR, the exact opposite: turn all three signs round.",
             (1, 1, 1, 0): "That is NAND: it still says 1 when only one input is on. The bias is too large.",
             (0, 0, 0, 1): "That is AND: it says 1 when both inputs are on. NOR says 1 when neither is.",
             (0, 0, 0, 0): "This neuron never fires. For (0, 0) only the bias is left, so it has to be above 0 (0 itself is not above 0).",
             (1, 1, 1, 1): "This neuron always fires. Each input that is on has to pull z to 0 or below.",
             (1, 0, 1, 0): "This neuron looks at the second input only: the weight of the first one has to pull z down, too.",
             (1, 1, 0, 0): "This neuron looks at the first input only: the weight of the second one has to pull z down, too."}
    pattern = tuple(said.values())
    if pattern in known:
        raise NotYet(known[pattern])
    for x in rows:
        if said[x] != rows[x]:
            raise NotYet(f"For {x} z is {z[x]:g}, so the neuron says {said[x]}; NOR is {rows[x]} there.")


@exercise("05.2", "The perceptron rule with labels −1 and +1")
def signed_update(answer):
    import torch

    function(answer, "signed_update")

    def rule(when=lambda yz: yz <= 0, step=lambda y, z: y, bias=True, only_w=False):
        def update(w, b, x, y, lr):
            z = float(w @ x) + (0 if not bias else b)
            if not when(y * z):
                return w, b
            d = step(y, z)
            return w + lr * d * x, b if only_w else b + lr * d
        return update

    w, x = torch.tensor([1.0, -2.0]), torch.tensor([3.0, 1.0])                 # w·x = 1
    right, wrong = "This example is right (z = {}, y = {}), so nothing may change.", "Here z = {} and y = {}, which is wrong: lr·y·x is added to w and lr·y to b."
    cases = [((w, b, x, y, lr), (right if y * (1 + b) > 0 else wrong).format(f"{1 + b:g}", f"{y:+g}")) for b, y, lr in (
        (-2.5, 1.0, 0.25), (0.5, -1.0, 0.25), (0.0, 1.0, 0.5), (-2.0, -1.0, 0.5), (-4.5, 1.0, 2.0), (3.0, -1.0, 1.0))]
    cases += [((w, -1.0, x, y, 2.0), f"Here z is exactly 0, and such an example counts as wrong for y = {y:+g} too: y·z ≤ 0.") for y in (1.0, -1.0)]
    draw = draws(52)
    for lr in (0.1, 0.7, 1.3):
        cases += [((*torch.randn(2, 2, generator=draw)[:1], b, *torch.randn(1, 2, generator=draw), y, lr), "An example with y·z ≤ 0 moves w by lr·y·x and b by lr·y; any other moves nothing.")
                  for b in (0.3, -0.4) for y in (1.0, -1.0)]
    twice = "The step is twice as long as it should be: the factor is y, not y - ŷ, which is 2 in size here."
    judge(answer, rule(), [case for case, _ in cases], what="your update", parts=("w", "b"), hints=[hint for _, hint in cases], mistakes=(
        (rule(bias=False), "Whether the example is wrong depends on z = w·x + b: the b is missing."),
        (rule(when=lambda yz: yz > 0), "That updates the right examples and leaves the wrong ones: an update is made where y·z ≤ 0."),
        (rule(when=lambda yz: True), "This example is right (y·z is above 0), and yet w and b change: an update is made only where y·z ≤ 0."),
        (rule(step=lambda y, z: 2 * y), twice),
        (rule(step=lambda y, z: y - (1 if z > 0 else -1)), "At z = 0 an example counts as wrong for y = -1 as well: y·z ≤ 0." ),
        (rule(when=lambda yz: yz < 0), "At z = 0 the example counts as wrong too: y·z ≤ 0, with the equals sign."),
        (rule(step=lambda y, z: 1), "The label is missing: the step is lr·y·x, so that for y = -1 it goes the other way."),
        (rule(step=lambda y, z: -y), "The step goes the wrong way: lr·y·x is added to w, and lr·y to b."),
        (rule(only_w=True), "w is right, but b has to move, too: by lr·y."),
        (rule(step=lambda y, z: y - z), "The step is lr·y·x, whatever the size of z is: the rule looks only at whether the example is wrong."),
        (rule(step=lambda y, z: (y - (z > 0) + (z < 0)) / 2), "At z = 0 the example counts as wrong, and its step is a whole one: lr·y."),
        (lambda w, b, x, y, lr: rule()(w, b, x, y, 1.0), "The learning rate is missing: the step is lr·y·x."),
        (lambda w, b, x, y, lr: (rule()(w, b, x, y, lr)[0], b + (y if y * (float(w @ x) + b) <= 0 else 0)), "w is right. b moves by lr·y: the learning rate is missing there.")))


@exercise("05.3", "When one mistake costs more")
def weighted_bce(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "weighted_bce")
    mine = forbidding(answer, ("binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy", "nll_loss"),
                      "This calls PyTorch's ready-made cross-entropy. Write the formula yourself, with arithmetic and `log`.")

    def each(p, y, weight):
        return -(weight * y * p.log() + (1 - y) * (1 - p).log())

    def right(p, y, weight):
        return each(p, y, weight).mean()

    draw = draws(53)
    cases = [(torch.tensor([0.9, 0.2, 0.6, 0.7]), torch.tensor([1.0, 0.0, 0.0, 1.0]), 5.0), (torch.tensor([0.25]), torch.tensor([0.0]), 3.0)]
    cases += [(0.02 + 0.96 * torch.rand(n, generator=draw), (torch.rand(n, generator=draw) < 0.4).float(), weight) for n, weight in ((7, 1.0), (12, 0.5), (40, 8.0))]
    judge(mine, right, cases, what="the loss", mistakes=(
        (each, "That is one loss for each example: take the mean."),
        (lambda p, y, weight: -right(p, y, weight), "The sign is wrong: logarithms of probabilities are negative, and a loss is positive."),
        (lambda p, y, weight: each(p, y, weight).sum(), "That is the sum over the examples: take the mean."),
        (lambda p, y, weight: F.binary_cross_entropy(p, y), "The weight changes nothing yet: multiply the term of class 1 by it."),
        (lambda p, y, weight: weight * F.binary_cross_entropy(p, y), "Here both classes count `weight` times: only the term with y·log p gets it."),
        (lambda p, y, weight: weight * each(p, y, 1 / weight).mean(), "Here class 0 counts `weight` times: the weight belongs to the term with y·log p."),
        (lambda p, y, weight: right(p, y, 5.0), "The weight is fixed at 5 in your code: use `weight`."),
        (lambda p, y, weight: each(p, y, weight).sum() / (1 + (weight - 1) * y).sum(), "You divided by the sum of the weights; divide by the number of examples, n."),
        (lambda p, y, weight: -(weight * y * p.log()).mean(), "The term of class 0 is missing: (1 - y)·log(1 - p)."),
        (lambda p, y, weight: -((1 - y) * (1 - p).log()).mean(), "The term of class 1 is missing: weight·y·log p."),
        (lambda p, y, weight: -(weight * y * p.log() + (1 - p).log()).mean(), "The second term counts for class 0 only: (1 - y)·log(1 - p)."),
        (lambda p, y, weight: -(weight * y * p.log() + (1 - y) * p.log()).mean(), "The second term has log(1 - p): class 0 is right with probability 1 - p."),
        (lambda p, y, weight: each(p, y, weight)[y == 1].sum() / len(y), "The term of class 0 is missing: (1 - y)·log(1 - p)."),
        (lambda p, y, weight: right(p, y, weight) / 2.302585093, "That is the logarithm to base 10. `log` is the natural one.")),
        hint="Class 1 costs weight·(-log p), class 0 costs -log(1 - p); take the mean.")


@exercise("05.4", "The gradient of the squared error")
def squared_gradient(answer):
    import torch

    function(answer, "squared_gradient")

    def by_hand(factor=2.0, mean=True, turn=False, slope=True, bias=True):
        def gradient(X, y, w, b):
            p = torch.sigmoid(X @ w + (b if bias else 0))
            dz = factor * ((y - p) if turn else (p - y)) * (p * (1 - p) if slope else 1) / (len(y) if mean else 1)
            return X.T @ dz, dz.sum()
        return gradient

    draw = draws(54)
    cases = [(torch.randn(n, d, generator=draw), (torch.rand(n, generator=draw) < 0.5).float(), torch.randn(d, generator=draw), b)
             for n, d, b in ((2, 1, 0.5), (7, 3, 0.4), (4, 4, -1.0), (60, 2, 0.0), (3, 6, 2.0))]
    two, slope = "The factor 2 is missing, which the square brings: (p - y)² has the derivative 2(p - y).", "the sigmoid's derivative p(1 - p)"
    judge(without_autograd(answer, "Use the chain rule: ∂L/∂z first, as in section 7."), by_hand(), cases, what="your gradient", parts=("dw", "db"), atol=1e-6, mistakes=(
        (by_hand(turn=True), "The sign is wrong: the error is p - y, not y - p."),
        (by_hand(mean=False), "That is the gradient of the sum. The loss is a mean: divide by the number of examples."),
        (by_hand(factor=1), two),
        (by_hand(factor=1, slope=False), f"That is the gradient of BCE. With the squared error {slope} stays in."),
        (by_hand(slope=False), f"There {slope} is missing: L depends on p, and p on z."),
        (by_hand(factor=1, mean=False), f"{two} And the loss is a mean: divide by the number of examples."),
        (by_hand(bias=False), "The b is missing in z = X·w + b."),
        (lambda X, y, w, b: (by_hand()(X, y, w, b)[0], by_hand()(X, y, w, b)[1] / len(y)), "dw is right. db is the sum of ∂L/∂z over the examples: 1/n is in ∂L/∂z already, so a mean divides twice."),
        (lambda X, y, w, b: tuple(t / len(y) for t in by_hand()(X, y, w, b)), "You divided by the number of examples twice."),
        (lambda X, y, w, b: _with_slope(X, y, w, b), "The sigmoid's slope was taken at p instead of z: with p = σ(z) it is p(1 - p), without another sigmoid.")),
        hint={"dw": "∂L/∂z is 2(p - y)·p(1 - p), divided by n; then Xᵀ times it.", "db": "It is the sum of ∂L/∂z over the examples, with the same 1/n."})


def _with_slope(X, y, w, b):
    import torch

    p = torch.sigmoid(X @ w + b)
    q = torch.sigmoid(p)
    dz = 2 * (p - y) * q * (1 - q) / len(y)
    return X.T @ dz, dz.sum()


@exercise("05.5", "Challenge, a threshold that misses few")
def threshold_for(answer):
    import torch

    function(answer, "threshold_for")

    def of(values, needed):
        return values.sort(descending=True).values[max(1, needed) - 1].item()

    def needed(y, recall):
        ones = int((y == 1).sum())
        return next(k for k in range(ones + 1) if k / ones >= recall - 1e-9)

    def right(p, y, recall):
        return of(p[y == 1], needed(y, recall))

    p = torch.tensor([0.95, 0.10, 0.80, 0.60, 0.40, 0.85, 0.30, 0.20])
    y = torch.tensor([1, 0, 1, 1, 1, 0, 1, 0])
    cases = [(p, y, recall) for recall in (1.0, 0.8, 0.6, 0.5, 0.2)]
    draw = draws(55)
    for n, share in ((25, 0.4), (60, 0.2), (9, 0.9), (150, 0.5)):
        values, labels = torch.rand(n, generator=draw), (torch.rand(n, generator=draw) < share).long()
        labels[0] = 1
        cases += [(values, labels, recall) for recall in (0.05, 0.55, 0.9, 1.0)]
    # shares whose product with n is a little above a whole number in floating point: 0.07 · 100 is 7.000000000000001
    hundred = torch.rand(100, generator=draw)
    cases += [(hundred, torch.ones(100, dtype=torch.long), recall) for recall in (0.07, 0.14, 0.28, 0.55, 0.56, 0.57)]
    usual = (
        (lambda p, y, r: r, "That is the recall itself. The threshold is one of the probabilities of class 1."),
        (lambda p, y, r: 1 - r, "The recall says how many examples of class 1 to find, not how large their probabilities are."),
        (lambda p, y, r: p[y == 1].min().item(), "That finds all of class 1, whatever the recall is. A larger threshold may find enough of them."),
        (lambda p, y, r: of(p, math.ceil(r * len(p) - 1e-9)), "You took that share of all examples. Only the probabilities of class 1 matter: `p[y == 1]`."),
        (lambda p, y, r: of(p[y == 1], math.ceil(r * int((y == 1).sum()))), "`recall * n` is a little above a whole number here, through rounding (0.07 * 100 is 7.000000000000001), "
         "and `ceil` counts one more. Subtract 1e-9 before it."),
        (lambda p, y, r: of(p[y == 1], math.floor(r * int((y == 1).sum()) + 1e-9) + 1), "You accept one example more than needed: a larger threshold finds enough of class 1."),
        (lambda p, y, r: p[y == 1].sort().values[needed(y, r) - 1].item(), "You sorted from the lowest probability up: begin with the highest."),
        (lambda p, y, r: of(p[y == 1], math.floor(r * int((y == 1).sum()) + 1e-9)), "That finds too few of class 1, as their number was not rounded up: `math.ceil` does it."),
        (lambda p, y, r: of(p[y == 1], round(r * int((y == 1).sum()))), "That finds too few of class 1, as their number was not rounded up: `math.ceil` does it."),
        (lambda p, y, r: torch.quantile(p[y == 1], 1 - r).item(), "A quantile lies between two probabilities. The largest threshold that finds enough is one of the probabilities of class 1."))
    for case in cases:
        p, y, recall = case
        got = given(answer(p.clone(), y.clone(), recall), "the threshold")
        if hasattr(got, "numel") and got.numel() != 1:
            raise NotYet(f"One threshold is wanted, a number; you return a tensor of shape {tuple(got.shape)}.")
        if isinstance(got, str):
            raise NotYet("One threshold is wanted, a number; you return a text.")
        value, want = float(got), right(*case)
        told = next((hint for wrong, hint in usual if abs(value - _try(wrong, case)) < 1e-6 < abs(value - want)), "")
        found = float((p[y == 1] >= value - 1e-6).float().mean())
        if told:
            raise NotYet(f"For recall {recall:g} you return {value:.3g}, and the largest threshold is {want:.3g}. {told}")
        if not found >= recall - 1e-6:
            raise NotYet(f"For recall {recall:g} you return {value:.3g}, but only {found:.0%} of class 1 reach that.")
        if not abs(value - want) < 1e-6:
            raise NotYet(f"For recall {recall:g} you return {value:.3g}, which finds enough of class 1. {want:.4g} would do as well, and is larger: "
                         "the threshold is the probability of one of the examples of class 1.")


def _try(function, case) -> float:
    try:
        return float(function(*case))
    except (IndexError, ValueError):
        return math.nan


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
