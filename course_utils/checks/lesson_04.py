"""Exercises and quiz of lesson 4, activations and losses."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function
from .demands import called, forbidding, without_autograd
from .judge import draws, judge


@exercise("04.1", "A sigmoid made of straight pieces")
def hard_sigmoid(answer):
    import torch

    def right(x):
        return ((x + 3) / 6).clamp(0, 1)

    draw = draws(41)
    cases = [(torch.tensor([-5.0, -3.0, -1.5, 0.0, 0.5, 1.5, 3.0, 5.0]),), (torch.tensor([[-9.0, 0.0], [0.6, 9.0]]),), (torch.tensor(2.0),)]
    cases += [(4 * torch.randn(shape, generator=draw),) for shape in ((11,), (2, 3, 4), (1, 1), (0,))]
    judge(answer, right, [*cases, cases[3]], what="`hard_sigmoid(x)`", mistakes=(
        (torch.sigmoid, "That is the smooth sigmoid. Wanted is a straight line from (-3, 0) to (3, 1), without exp."),
        (lambda x: (x + 3) / 6, "The line is right, but it goes on below 0 and above 1: cut it off with `.clamp(0, 1)`."),
        (lambda x: x.clamp(0, 1), "That rises from x = 0 to x = 1. The line must rise from x = -3 to x = 3: shift and stretch x first."),
        (lambda x: (x + 3).clamp(0, 6), "The shape is right, but it reaches 6 instead of 1: divide by 6."),
        (lambda x: (x / 6).clamp(0, 1), "That rises from x = 0 to x = 6. The line must be 0 at x = -3: add 3 before you divide."),
        (lambda x: (x / 6 + 3).clamp(0, 1), "Add 3 first, then divide: (x + 3) / 6, with brackets."),
        (lambda x: x.clamp(-3, 3), "The corners are right. Now the line must go from 0 to 1: add 3, divide by 6."),
        (lambda x: (x.clamp(-3, 3) + 3) // 6, "`//` rounds down to whole numbers: divide with `/`."),
        (lambda x: ((x + 3) / 6).clamp(0), "The line is right, but it goes on above 1."),
        (lambda x: ((x + 3) / 6).clamp(max=1), "The line is right, but it goes on below 0."),
        (lambda x: (x > 0).to(x.dtype), "That is a step. Between -3 and 3 a straight line is wanted.")),
        hint="The straight line through (-3, 0) and (3, 1) is (x + 3) / 6; it must work for any shape.")


@exercise("04.2", "The derivative of softplus")
def softplus_slope(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "softplus_slope")
    shown = torch.tensor([-4.0, -1.0, 0.0, 1.0, 4.0])
    cases = [(shown,), *((3 * torch.randn(shape, generator=draws(42)),) for shape in ((9,), (4, 5)))]
    by_hand = without_autograd(answer, "Derive the formula with the chain rule.")
    judge(by_hand, lambda x: torch.sigmoid(x), cases, what="softplus′(x)", mistakes=(
        (lambda x: 1 - torch.sigmoid(x), "That is the outer derivative 1 / (1 + eˣ) alone: multiply it by the inner one, the derivative of 1 + eˣ."),
        (F.softplus, "That is softplus itself. Wanted is its derivative: outer times inner derivative."),
        (lambda x: torch.sigmoid(x) * (1 - torch.sigmoid(x)), "That is the derivative of the sigmoid, one derivative too many: derive softplus only once."),
        (torch.exp, "That is the inner derivative eˣ alone: multiply it by the outer one, 1 / (1 + eˣ)."),
        (torch.tanh, "That is tanh, which goes from -1 to 1. The slope of softplus goes from 0 to 1."),
        (lambda x: (x > 0).to(x.dtype), "That is the slope of ReLU. Softplus bends smoothly, and so does its slope."),
        (lambda x: 1 / x, "That is the derivative of log x. Inside the logarithm stands 1 + eˣ: the chain rule multiplies by its derivative."),
        (lambda x: 1 + torch.exp(x), "That is the inner function. The logarithm gives 1 / (1 + eˣ), and 1 + eˣ gives eˣ: multiply the two.")),
        hint="The logarithm gives 1 / (1 + eˣ), and 1 + eˣ gives eˣ: multiply the two.")
    got, names = called(by_hand, torch.tensor([-200.0, 200.0]))
    if not torch.isfinite(torch.as_tensor(got)).all():
        raise NotYet("The formula is right, but e²⁰⁰ overflows and inf/inf is nan: divide the fraction above and below by eˣ, "
                     "so that e⁻ˣ is left.")
    close(got, torch.tensor([0.0, 1.0]), "softplus′(x) at -200 and 200")
    if sum(name in ("softplus", "log", "log1p", "logaddexp", "log2") for name in names) > 1:
        raise NotYet("That is a difference quotient, softplus at two places near by. Derive the formula with the chain rule instead.")


@exercise("04.3", "Count the saturated units")
def saturated_units(answer):
    import torch

    function(answer, "saturated_units")

    def count(z, limit=0.01, dim=0, more=0.5, ends="both"):
        s = torch.sigmoid(z)
        flat = {"both": s * (1 - s) < limit, "left": s < limit, "right": s > 1 - limit}[ends]
        share = flat.double().mean(dim)
        return int((share > more).sum())

    def each(z):
        s = torch.sigmoid(z)
        return s * (1 - s)

    mistakes = (
        (lambda z: each(z) < 0.01, "That is one truth value for each slope. First take each unit's share of flat examples, then count units."),
        (lambda z: (each(z) < 0.01).float().mean(0), "Those are the shares, one for each unit. Count how many of them are above 0.5."),
        (lambda z: (each(z) < 0.01).float().mean(0) > 0.5, "That is one truth value for each unit. Count the True ones with `.sum()`."),
        (lambda z: (each(z) < 0.01).sum().item(), "That counts single slopes. First find each unit's share of flat examples, then count units."),
        (lambda z: count(z, dim=1), "Those are examples, not units: the share is taken over the examples, `dim=0`, one for each unit."),
        (lambda z: int((each(z) < 0.01).all(0).sum()), "You count units that are flat for every example; more than half of the examples is enough."),
        (lambda z: int((each(z) < 0.01).any(0).sum()), "You count units that are flat for at least one example; it must be more than half of them."),
        (lambda z: int(((each(z) < 0.01).double().mean(0) >= 0.5).sum()), "Exactly half is not more than half: compare with `> 0.5`."),
        (lambda z: z.shape[1] - count(z), "Those are the units that are not saturated."),
        (lambda z: int(((z.abs() > 4.6).double().mean(0) > 0.5).sum()), "The slope is 0.01 a little before |z| = 4.6: compute it, σ(1 − σ), and compare that."),
        (lambda z: int((each(z).mean(0) < 0.01).sum()), "You look at each unit's mean slope. Ask each example first whether it is below 0.01, then take the share."),
        (lambda z: count(z, ends="left"), "You look at the left end alone: the sigmoid is flat near 0 and near 1."),
        (lambda z: count(z, ends="right"), "You look at the right end alone: the sigmoid is flat near 0 and near 1."),
        (lambda z: count(torch.sigmoid(z)), "The sigmoid was applied twice: σ′ = σ(1 − σ), with σ of z."),
        *((lambda z, limit=limit: count(z, limit), "The limit of the slope is 0.01, and another one counts here.") for limit in (0.001, 0.003, 0.005, 0.007, 0.02, 0.05, 0.1)),
        (lambda z: int(((z * (1 - z) < 0.01).double().mean(0) > 0.5).sum()), "σ′ is σ(1 − σ), not z(1 − z): put the sigmoid first."),
        (lambda z: int((z.abs().mean(0) > 4.6).sum()), "You look at each unit's mean input. Ask each example first whether its slope is below 0.01, then take the share."))
    z = torch.tensor([[9, -9, 8, -8, 3.5, 9, 9, 1, 2], [-9, -8, 9, 0, 7, -8, 0.5, 1, 0],
                      [8, -9, 3.5, 8, -9, 0, 1, -1, 1], [-7, -7, -8, -9, 9, 1, 0, 0.5, -2]])   # flat: 4 4 3 3 3 2 1 0 0 of 4
    # then units that are not, two of them with a large mean
    z = torch.cat([z, torch.tensor([[0.5, -1, 2, 0, 30, 0], [1, 1, -2, 0.25, 0, 25], [0, 0.5, 1, -1, 0.5, 1], [-1, 2, 0, 3, -1, -2]])], dim=1)
    # σ′ = 0.01 at |z| = 4.585; the places beside it tell other limits
    at = torch.tensor([4.40, 4.48, 4.55, 4.57, 4.60, 4.63, 4.70, 4.9, 5.3, 1.0, 2.0])
    edge = torch.stack([at, -at, at])
    draw = draws(43)
    cases = [(z,), (edge,), (edge[:, torch.tensor([3, 2, 0, 1, 7, 2, 0])],), (torch.zeros(5, 3),), (torch.full((7, 2), -8.0),)]
    cases += [(6 * torch.randn(shape, generator=draw),) for shape in ((8, 20), (31, 6), (2, 40), (50, 15))]
    judge(lambda z: _number(answer(z)), count, cases, what="the number of saturated units", mistakes=mistakes,
          hint="σ′ = σ(1 − σ), below 0.01 on both flat ends; then one share per unit (column): `mean(dim=0)`.")


@exercise("04.4", "A log-softmax that does not overflow")
def log_softmax(answer):
    import torch

    function(answer, "log_softmax")
    mine = forbidding(answer, ("log_softmax", "cross_entropy", "nll_loss"), "This calls the ready-made function, which the exercise is about: "
                      "z − log Σ exp(z), with the largest logit of each row taken off first.")
    draw = draws(44)
    down = "You worked down the columns. A row is one example: use `dim=-1`."
    mistakes = (
        (lambda z: torch.softmax(z, -1), "That is softmax. Its logarithm is wanted, without taking the logarithm of a probability."),
        (lambda z: torch.log_softmax(z, 0), down), (lambda z: z - torch.logsumexp(z, 0), down),
        (lambda z: z - torch.logsumexp(z, (0, 1)), "You summed over all rows together. Each row is one example with a sum of its own: `sum(dim=-1, keepdim=True)`."),
        (lambda z: z - z.max(-1, keepdim=True).values, "You subtracted the largest logit of each row. Now subtract log Σ exp of what is left."),
        (lambda z: z - (z - z.max(-1, keepdim=True).values).exp().sum(-1, keepdim=True).log(),
         "The largest logit went out of the sum but not out of z: what you take off in one place must go from the other as well."),
        (lambda z: z - z.exp().sum(-1, keepdim=True), "The logarithm of the sum is missing: z − log Σ exp(z)."),
        (lambda z: z - z.max(-1, keepdim=True).values - (z - z.max(-1, keepdim=True).values).exp().sum(-1, keepdim=True), "The logarithm of the sum is missing: z − log Σ exp(z)."),
        (lambda z: z / z.exp().sum(-1, keepdim=True).log(), "The logarithm turns the division into a subtraction: z − log Σ exp(z)."),
        (lambda z: -torch.log_softmax(z, -1), "The sign is turned round: the logarithm of a probability is negative."),
        (lambda z: z.exp().sum(-1, keepdim=True).log(), "That is log Σ exp(z) alone: subtract it from z."),
        (lambda z: torch.log_softmax(z, -1) / 2.302585093, "That is the logarithm to base 10. `log` is the natural one, to base e."),
        (lambda z: torch.log_softmax(z, -1) / 0.6931471806, "That is the logarithm to base 2. `log` is the natural one, to base e."))
    small = [(torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 5.0]]),), (torch.tensor([[0.5, -1.0]]),)]
    small += [(2 * torch.randn(shape, generator=draw),) for shape in ((4, 7), (5, 5), (1, 3))]
    judge(mine, lambda z: torch.log_softmax(z, -1), small, what="`log_softmax(z)` of small logits", mistakes=mistakes,
          hint="z − log Σ exp(z), each row on its own.")
    for big in (torch.tensor([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1000.0]]), 1000 * torch.randn(6, 4, generator=draw).clamp(-1, 1),
                torch.tensor([[-1000.0, -1000.0]])):
        got = mine(big.clone())
        if not torch.isfinite(torch.as_tensor(got)).all():
            raise NotYet("The formula is right for small logits, but near ±1000 it gives inf or nan: `exp` of a large number is inf, and all of a row may "
                         "become 0. Subtract the largest logit of each row, its own, before `exp`, and never take the logarithm of a probability.")
        close(got, torch.log_softmax(big, -1), "`log_softmax(z)` of logits near ±1000",
              hint="Each row needs its own largest logit, `z.max(dim=-1, keepdim=True).values`, and no number may be added inside the logarithm.")


@exercise("04.5", "Focal loss from logits")
def focal_loss(answer):
    import torch
    from torch.nn import functional as F

    function(answer, "focal_loss")

    def each(z, y, gamma):
        loss = F.cross_entropy(z, y, reduction="none")
        return (1 - torch.exp(-loss)) ** gamma * loss

    def right(z, y, gamma):
        return each(z, y, gamma).mean()

    def plain(z, y):
        return F.cross_entropy(z, y, reduction="none")

    draw = draws(45)
    z, y = torch.tensor([[2.0, 0.0, -1.0], [0.5, 0.2, 0.1], [-3.0, 1.0, 2.0]]), torch.tensor([0, 2, 0])
    cases = [(z, y, 0.0), (z, y, 2.0)]
    cases += [(2 * torch.randn(n, k, generator=draw), torch.randint(k, (n,), generator=draw), gamma) for n, k, gamma in ((6, 4, 1.0), (20, 2, 0.5), (3, 9, 5.0))]
    judge(answer, right, cases, what="the loss", mistakes=(
        (each, "That is one loss for each example: take the mean."),
        (lambda z, y, g: each(z, y, g).sum(), "That is the sum over the examples: take the mean."),
        (lambda z, y, g: -right(z, y, g), "The sign is wrong: log p is negative, and a loss is positive."),
        (lambda z, y, g: plain(z, y).mean(), "γ changes nothing: multiply each example's loss by (1 − p)^γ."),
        (lambda z, y, g: right(z, y, 2.0), "γ is fixed at 2 in your code: use `gamma`."),
        (lambda z, y, g: (torch.exp(-plain(z, y)) ** g * plain(z, y)).mean(), "The weight is p^γ here, which turns the hard examples down. It is (1 − p)^γ."),
        (lambda z, y, g: (1 - torch.exp(-plain(z, y).mean())) ** g * plain(z, y).mean(), "Weight each example with its own p first, and take the mean last."),
        (lambda z, y, g: ((1 - torch.exp(-plain(z, y))) ** g).mean(), "That is the mean of the weights alone: each weight multiplies its example's -log p."),
        (lambda z, y, g: ((1 - torch.exp(-plain(z, y))) * g * plain(z, y)).mean(), "γ is an exponent, `** gamma`, not a factor."),
        (lambda z, y, g: _all_classes(z, y, g), "`log_p[:, y]` makes a table of all pairs. Row i and its own class go together: `[torch.arange(len(y)), y]`.")),
        hint="The weight of an example is (1 − p)^γ, with p the probability of its true class; with γ = 0 it is the mean cross-entropy.")
    for logits, true, want in (([200.0, 0.0, -100.0], 2, 300.0), ([200.0, -200.0], 0, 0.0), ([-200.0, 200.0], 0, 400.0)):
        got = answer(torch.tensor([logits]), torch.tensor([true]), 2.0)
        close(got, want, f"the loss of logits {logits} where the true class is {true}",
              hint="Start from log_softmax: the probability itself underflows to 0, and its logarithm is -inf.")


def _all_classes(z, y, gamma):
    import torch

    log_p = torch.log_softmax(z, 1)[:, y]
    return (-((1 - log_p.exp()) ** gamma) * log_p).mean()


def _number(value):
    """A number out of a tensor with one value; anything else as it is."""
    if getattr(value, "ndim", 0) == 1 and len(value) == 1:
        value = value[0]
    return value.item() if getattr(value, "ndim", 1) == 0 and hasattr(value, "item") else value


QUIZ = (
    Question("Ten linear layers without activations between them can express …",
             ("ten bends", "any curve", "exactly what one linear layer can", "less than one linear layer"),
             answer=2, why="A product of matrices is one matrix, and the biases add up to one bias."),
    Question("The sigmoid's slope is at most …", ("0.25", "0.5", "1", "unlimited"), answer=0,
             why="σ(1 − σ) is largest at σ = ½. Nineteen such factors make at most 0.25¹⁹, about 4 · 10⁻¹²: the gradient vanishes."),
    Question("When is a ReLU unit dead?",
             ("when its weights are 0", "when its output is above 1", "when one example gives it a negative input",
              "when no example gives it a positive input"), answer=3,
             why="Then its slope is 0 for every example, so no gradient arrives and its weights never change again."),
    Question("You lower the temperature of a softmax. The probabilities …",
             ("become more equal", "move towards the largest logit", "sum to less than 1", "stay as they are"), answer=1,
             why="Dividing by a small number spreads the logits apart, so that the largest takes nearly everything."),
    Question("What does `nn.CrossEntropyLoss` want as its first argument?",
             ("probabilities", "log-probabilities and nothing else", "logits", "one-hot labels"),
             answer=2, why="It applies log-softmax itself. Softmax before it is softmax twice: the network learns, only worse."),
    Question("The task is to say yes or no to each of 5 tags of a photo. Which loss?",
             ("`BCEWithLogitsLoss` on 5 logits", "`CrossEntropyLoss` on 5 logits", "`MSELoss` on 1 number",
              "`CrossEntropyLoss` on 2 logits"), answer=0,
             why="Several tags can be true at once, so each is a yes-or-no question of its own. Cross-entropy would make them compete."),
)
