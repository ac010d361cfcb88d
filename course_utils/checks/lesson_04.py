"""Exercises and quiz of lesson 4, activations and losses."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, known_mistake, same


@exercise("04.1", "A sigmoid made of straight pieces")
def hard_sigmoid(answer):
    import torch

    function(answer, "hard_sigmoid")
    x = torch.tensor([-5.0, -3.0, -1.5, 0.0, 1.5, 3.0, 5.0])
    want = ((x + 3) / 6).clamp(0, 1)
    got = answer(x.clone())
    known_mistake(got, (
        (torch.sigmoid(x), "That is the smooth sigmoid. Wanted is a straight line from (-3, 0) to (3, 1), without exp."),
        ((x + 3) / 6, "The line is right, but it goes on below 0 and above 1: cut it off with `.clamp(0, 1)`."),
        (x.clamp(0, 1), "That rises from x = 0 to x = 1. The line must rise from x = -3 to x = 3: shift and stretch x first."),
        ((x + 3).clamp(0, 6), "The shape is right, but it reaches 6 instead of 1: divide by 6.")))
    close(got, want, "`hard_sigmoid(x)` for x = [-5, -3, -1.5, 0, 1.5, 3, 5]",
          hint="The straight line through (-3, 0) and (3, 1) is (x + 3) / 6.")
    close(answer(torch.tensor([[-9.0, 0.0], [0.6, 9.0]])), torch.tensor([[0.0, 0.5], [0.6, 1.0]]),
          "`hard_sigmoid(x)` for x of shape (2, 2)", hint="It must work for any shape.")


@exercise("04.2", "The derivative of softplus")
def softplus_slope(answer):
    import torch

    function(answer, "softplus_slope")
    x = torch.linspace(-4, 4, 9).requires_grad_()
    (want,) = torch.autograd.grad(torch.nn.functional.softplus(x).sum(), x)
    got = answer(x.detach())
    known_mistake(got, (
        (1 - want, "That is the outer derivative 1 / (1 + eˣ) alone: multiply it by the inner one, the derivative of 1 + eˣ."),
        (torch.nn.functional.softplus(x), "That is softplus itself. Wanted is its derivative: outer times inner derivative."),
        (want * (1 - want), "That is the derivative of the sigmoid, one derivative too many: derive softplus only once.")))
    close(got, want, "softplus′(x) at -4, -3 … 4", hint="The logarithm gives 1 / (1 + eˣ), and 1 + eˣ gives eˣ: multiply the two.")
    got = answer(torch.tensor([-200.0, 200.0]))
    if not torch.isfinite(torch.as_tensor(got)).all():
        raise NotYet("The formula is right, but e²⁰⁰ overflows and inf/inf is nan: divide the fraction above and below by eˣ, "
                     "so that e⁻ˣ is left.")
    close(got, torch.tensor([0.0, 1.0]), "softplus′(x) at -200 and 200")


@exercise("04.3", "Count the saturated units")
def saturated_units(answer):
    import torch

    function(answer, "saturated_units")
    z = torch.tensor([[9, -9, 8, -8, 3.5, 9, 9, 1, 2], [-9, -8, 9, 0, 7, -8, 0.5, 1, 0],
                      [8, -9, 3.5, 8, -9, 0, 1, -1, 1], [-7, -7, -8, -9, 9, 1, 0, 0.5, -2]])   # flat: 4 4 3 3 3 2 1 0 0 of 4
    got = _number(answer(z.clone()))
    hints = {1: "Count over the examples (dim=0) first, and look at both ends: the sigmoid is flat near 0 and near 1.",
             2: "You count units that are flat for every example; more than half of the examples is enough.",
             3: "Flat means a slope *below* 0.01, and the share is taken over the examples, `dim=0`, one for each unit.",
             4: "You look at each unit's mean slope. Ask each example first whether it is below 0.01, then take the share.",
             6: "Exactly half is not more than half: compare with `> 0.5`.",
             7: "You count units that are flat for at least one example; it must be more than half of them.",
             20: "That counts single slopes. First find each unit's share of flat examples, then count units."}
    if isinstance(got, (int, float)) and not isinstance(got, bool) and got in hints:
        raise NotYet(f"For 9 units you count {got:g}, expected 5. {hints[got]}")
    same(got, 5, "the number of saturated units", hint="σ′ = σ(1 − σ), then one share per unit (column): `mean(dim=0)`.")
    same(_number(answer(torch.zeros(5, 3))), 0, "the number of saturated units where all inputs are 0",
         hint="At 0 the slope is 0.25, as large as it gets.")
    same(_number(answer(torch.full((7, 2), -8.0))), 2, "the number of saturated units where all inputs are -8",
         hint="The sigmoid is flat on the left as well.")


@exercise("04.4", "A log-softmax that does not overflow")
def log_softmax(answer):
    import torch

    function(answer, "log_softmax")
    z = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 5.0]])
    got = answer(z.clone())
    known_mistake(got, (
        (torch.softmax(z, -1), "That is softmax. Its logarithm is wanted, without taking the logarithm of a probability."),
        (z - z.max(-1, keepdim=True).values, "You subtracted the largest logit of each row. Now subtract log Σ exp of what is left."),
        (torch.log_softmax(z, 0), "You worked down the columns. A row is one example: use `dim=-1`."),
        (z - torch.logsumexp(z, 0), "You worked down the columns. A row is one example: use `dim=-1`.")))
    close(got, torch.log_softmax(z, -1), "log_softmax of small logits", hint="z − log Σ exp(z), each row on its own.")
    big = torch.tensor([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1000.0]])
    got = answer(big.clone())
    if not torch.isfinite(torch.as_tensor(got)).all():
        raise NotYet("Logits near ±1000 give inf or nan. Subtract the largest logit of each row before `exp`, and never take the "
                     "logarithm of a probability, which may be 0.")
    close(got, torch.log_softmax(big, -1), "log_softmax of logits near ±1000",
          hint="Each row needs its own largest logit: `z.max(dim=-1, keepdim=True).values`.")


@exercise("04.5", "Focal loss from logits")
def focal_loss(answer):
    import torch

    function(answer, "focal_loss")
    z, y = torch.tensor([[2.0, 0.0, -1.0], [0.5, 0.2, 0.1], [-3.0, 1.0, 2.0]]), torch.tensor([0, 2, 0])
    losses = torch.nn.functional.cross_entropy(z, y, reduction="none")
    p, weighted = torch.exp(-losses), (1 - torch.exp(-losses)) ** 2 * losses
    got = answer(z.clone(), y, 0.0)
    if torch.is_tensor(got) and got.shape == losses.shape:
        raise NotYet("That is one loss for each example: take the mean.")
    known_mistake(got, ((-losses.mean(), "The sign is wrong: log p is negative, and a loss is positive."),
                 (losses.sum(), "That is the sum over the examples: take the mean.")))
    close(got, losses.mean(), "the loss with γ = 0", hint="With γ = 0 it is the mean cross-entropy, -log p of each true class.")
    got = answer(z.clone(), y, 2.0)
    known_mistake(got, (
        (losses.mean(), "γ changes nothing: multiply each example's loss by (1 − p)^γ."),
        ((p ** 2 * losses).mean(), "The weight is p^γ here, which turns the hard examples down. It is (1 − p)^γ."),
        ((1 - torch.exp(-losses.mean())) ** 2 * losses.mean(), "Weight each example with its own p first, and take the mean last.")))
    close(got, weighted.mean(), "the loss with γ = 2",
          hint="The weight of an example is (1 − p)^γ, with p the probability of its true class.")
    big = torch.tensor([[200.0, 0.0, -100.0]])
    close(answer(big.clone(), torch.tensor([2]), 2.0), 300.0, "the loss of one very wrong example",
          hint="Start from log_softmax: the probability itself underflows to 0.")


def _number(value):
    """A number out of a tensor with one value; NotYet says what is wrong with one that has more."""
    if hasattr(value, "numel") and value.numel() != 1:
        raise NotYet(f"One number is wanted, how many units; this is a tensor of shape {tuple(value.shape)}. Add them up with `.sum()`.")
    return value.item() if hasattr(value, "item") else value


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
