"""Exercises and quiz of lesson 4, activations and losses."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, same


@exercise("04.1", "PReLU for any slope")
def prelu(answer):
    import torch

    function(answer, "prelu")
    x = torch.tensor([-2.0, -0.5, 0.0, 3.0])
    for a in (0.25, 0.01, 2.0):
        want = torch.where(x > 0, x, a * x)
        close(answer(x, a), want, f"`prelu(x, {a})` for x = [-2, -0.5, 0, 3]",
              hint="For a above 1, max(ax, x) picks the wrong piece: choose by the sign of x." if a > 1
              else "Above 0 the value is x itself, below 0 it is a times x.")


@exercise("04.2", "The derivative of SiLU")
def silu_slope(answer):
    import torch

    function(answer, "silu_slope")
    x = torch.linspace(-4, 4, 9).requires_grad_()
    (want,) = torch.autograd.grad(torch.nn.functional.silu(x).sum(), x)
    close(answer(x.detach()), want, "the slope of x·σ(x) at -4 … 4",
          hint="Product rule: σ(x) + x·σ′(x), with σ′ = σ(1 − σ).")


@exercise("04.3", "Count the dead units")
def dead_units(answer):
    import torch

    function(answer, "dead_units")
    z = torch.tensor([[-1.0, 2.0, -3.0, 0.0], [-2.0, -1.0, 4.0, -1.0], [-0.5, -2.0, -1.0, -2.0]])
    same(_number(answer(z)), 2, "the number of dead units",
         hint="A unit (a column) is dead if it is never above 0 for any example (row).")
    same(_number(answer(torch.ones(5, 3))), 0, "the number of dead units where all inputs are above 0")
    same(_number(answer(-torch.ones(5, 3))), 3, "the number of dead units where all inputs are below 0")


@exercise("04.4", "A log-softmax that does not overflow")
def log_softmax(answer):
    import torch

    function(answer, "log_softmax")
    z = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 5.0]])
    close(answer(z), torch.log_softmax(z, -1), "log_softmax of small logits", hint="z − log Σ exp(z), each row on its own.")
    big = torch.tensor([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1000.0]])
    got = answer(big)
    if not torch.isfinite(torch.as_tensor(got)).all():
        raise NotYet("Logits near ±1000 give inf or nan: subtract the largest logit of each row before exp, and take no log of exp.")
    close(got, torch.log_softmax(big, -1), "log_softmax of logits near ±1000")


@exercise("04.5", "Focal loss from logits")
def focal_loss(answer):
    import torch

    function(answer, "focal_loss")
    z, y = torch.tensor([[2.0, 0.0, -1.0], [0.5, 0.2, 0.1], [-3.0, 1.0, 2.0]]), torch.tensor([0, 2, 0])
    losses = torch.nn.functional.cross_entropy(z, y, reduction="none")
    close(answer(z, y, 0.0), losses.mean(), "the loss with γ = 0", hint="With γ = 0 it is the mean cross-entropy.")
    close(answer(z, y, 2.0), ((1 - torch.exp(-losses)) ** 2 * losses).mean(), "the loss with γ = 2",
          hint="The weight of an example is (1 − p)^γ, with p the probability of its true class.")
    big = torch.tensor([[200.0, 0.0, -100.0]])
    close(answer(big, torch.tensor([2]), 2.0), 300.0, "the loss of one very wrong example",
          hint="Start from log_softmax: the probability itself underflows to 0.")


def _number(value):
    return value if value is ... else getattr(value, "item", lambda: value)()


QUIZ = (
    Question("Ten linear layers without activations can express …", ("ten bends", "any curve", "exactly what one linear layer can", "nothing"),
             answer=2, why="A product of matrices is one matrix."),
    Question("The slope of the sigmoid is at most …", ("0.25", "0.5", "1", "unlimited"), answer=0,
             why="σ(1 − σ) is largest at σ = ½. Twenty layers multiply at most 0.25 twenty times, which is about 1e-12."),
    Question("A ReLU unit is dead when …", ("its weights are 0", "its input is below 0 for one example",
             "its input is below 0 for all examples", "its output is above 1"), answer=2,
             why="Only then does no example send a gradient back, so that its weights never change again."),
    Question("A lower softmax temperature makes the probabilities …", ("flatter", "sharper", "sum to less than 1", "negative"), answer=1,
             why="Dividing by a small number spreads the logits, so the largest takes nearly all."),
    Question("What does `nn.CrossEntropyLoss` want as its first argument?", ("probabilities", "log-probabilities only", "logits", "class numbers"),
             answer=2, why="It applies log-softmax itself. Softmax before it is softmax twice."),
    Question("Which loss suits a house price?", ("BCE", "cross-entropy", "focal loss", "MSE"), answer=3,
             why="A price is a number, so this is regression. The other three compare classes."),
)
