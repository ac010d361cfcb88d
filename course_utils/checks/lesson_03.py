"""Exercises and quiz of lesson 3, linear regression."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, same, tensor


@exercise("03.1", "Root mean squared error")
def root_mean_squared_error(answer):
    import torch

    function(answer, "rmse")
    y_hat, y = torch.tensor([1.0, 2.0, 6.0]), torch.tensor([1.0, 4.0, 2.0])
    close(answer(y_hat, y), (20 / 3) ** 0.5, "the error for y_hat = [1, 2, 6], y = [1, 4, 2]",
          hint="Square the residuals, take their mean, and the square root last.")
    close(answer(y_hat * 10, y * 10), 10 * (20 / 3) ** 0.5, "the error of values ten times as large",
          hint="The root brings back the unit: ten times the values, ten times the error.")


@exercise("03.2", "The gradient of the mean squared error")
def gradient(answer):
    import torch

    function(answer, "gradients")
    x, y = torch.tensor([1.0, 2.0, 4.0]), torch.tensor([3.0, 3.0, 9.0])
    w, b = torch.tensor(0.5, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    dw, db = torch.autograd.grad(((w * x + b - y) ** 2).mean(), (w, b))
    got = answer(x, y, 0.5, 1.0)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise NotYet("Return two numbers: `return dw, db`.")
    gw, gb = (float(v) for v in got)
    for factor, hint in ((0.5, "The square brings a factor 2 in front."), (3.0, "Divide by the number of examples: a mean, not a sum."),
                         (-1.0, "The sign is turned round: the residual is y_hat - y.")):
        if abs(gw - factor * dw.item()) < 1e-4 and abs(gb - factor * db.item()) < 1e-4:
            raise NotYet(f"Both are {factor:g} times what they should be. {hint}")
    close(gw, dw.item(), "dw", hint="Each residual is multiplied by its x before the mean is taken.")
    close(gb, db.item(), "db", hint="For b each residual counts once, without x.")


@exercise("03.3", "Gradient descent on any curve")
def descend(answer):
    function(answer, "descend")
    close(answer(lambda w: 2 * w, 3.0, 0.1, 1), 2.4, "w after one step on w² from 3 with learning rate 0.1",
          hint="One step is w - lr * gradient(w).")
    close(answer(lambda w: 2 * w, 3.0, 0.1, 20), 3 * 0.8 ** 20, "w after 20 steps on w²", rtol=1e-3,
          hint="Ask for the gradient again at every new w.")
    close(answer(lambda w: 2 * (w - 5), 0.0, 0.25, 3), 4.375, "w after 3 steps on (w - 5)²", hint="Each step starts where the last one ended.")
    close(answer(lambda w: 2 * w, 3.0, 0.1, 0), 3.0, "w after no step at all")


@exercise("03.4", "Mini-batches")
def mini_batches(answer):
    import torch

    function(answer, "batches")
    got = answer(torch.arange(10), 4)
    if not isinstance(got, (list, tuple)):
        raise NotYet("Return a list of tensors.")
    for part in got:
        tensor(part, "a batch")
    same([len(part) for part in got], [4, 4, 2], "the list of batch sizes for 10 examples in fours",
         hint="The last batch holds what is left over; no example is dropped or used twice.")
    same(sorted(torch.cat(list(got)).tolist()), list(range(10)), "what all batches hold together", hint="Every example comes exactly once.")
    if torch.cat(list(got)).tolist() == list(range(10)):
        again = answer(torch.arange(100), 4)
        if torch.cat(list(again)).tolist() == list(range(100)):
            raise NotYet("The examples come in their old order: shuffle them first, with `torch.randperm`.")


@exercise("03.5", "Back to square metres")
def unscale(answer):
    function(answer, "unscale")
    got = answer(60.0, 200.0, 85.0, 30.0)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise NotYet("Return two numbers: the slope per m² and the price at 0 m².")
    close(got[0], 2.0, "the slope per m²", hint="One m² is 1 / std standardised units.")
    close(got[1], 30.0, "the price at 0 m²", hint="Put z = (area - mean) / std into w·z + b and collect what does not depend on the area.")


QUIZ = (
    Question("Why does RMSE say more to a house buyer than MSE?",
             ("It is smaller.", "It has the unit of the price.", "It ignores outliers.", "It is easier to differentiate."), answer=1,
             why="The square root undoes the square in the unit: 10 000 yuan instead of (10 000 yuan)²."),
    Question("The loss rises at every step. What do you try first?",
             ("a smaller learning rate", "more steps", "a larger learning rate", "another starting point"), answer=0,
             why="A rising loss means that the steps jump across the valley and land higher. Make them shorter."),
    Question("Why is gradient descent used where a closed form would need derivative = 0 solved?",
             ("because it needs no derivatives", "because that equation often has no closed-form solution",
              "because it always finds the global minimum", "because it is exact"), answer=1,
             why="Gradient descent needs the derivative too. It does not need the equation derivative = 0 to be solvable."),
    Question("An epoch over 50 examples with batch size 10 makes how many updates?", ("1", "10", "5", "50"), answer=2,
             why="50 examples make 5 batches of 10, and every batch gives one update."),
    Question("What does standardising the area change?",
             ("the best possible loss", "the noise in the prices", "the number of examples", "the shape of the loss surface"), answer=3,
             why="The ravine becomes a round bowl, so that one learning rate suits both w and b. The best line stays the same."),
    Question("Where does gradient descent on w²·sin(w) stop?",
             ("always in the lowest minimum", "at a place where the slope is 0, which one depends on the start", "at w = 0", "nowhere"),
             answer=1, why="It follows the slope downhill from the start and cannot see beyond the next hill."),
)
