"""Exercises and quiz of lesson 3, linear regression."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, given, same, tensor


@exercise("03.1", "Root mean squared error")
def root_mean_squared_error(answer):
    import torch

    function(answer, "rmse")
    y_hat, y = torch.tensor([1.0, 2.0, 7.0]), torch.tensor([1.0, 4.0, 2.0])                # residuals 0, -2, 5
    got, right = answer(y_hat, y), (29 / 3) ** 0.5
    for wrong, hint in ((29 / 3, "This is the MSE: the square root is missing."),
                        (29**0.5, "This is the root of the sum: take the mean before the root."),
                        (7 / 3, "This is the mean of the sizes of the residuals: square them, take the mean, then the root.")):
        if _is(got, wrong):
            raise NotYet(hint)
    close(got, right, "your error for y_hat = [1, 2, 7], y = [1, 4, 2]",
          hint="Square the residuals, take their mean, and the square root last.")
    close(answer(y_hat * 10, y * 10), 10 * right, "your error of values ten times as large",
          hint="The root brings back the unit: ten times the values, ten times the error.")
    close(answer(y, y), 0.0, "your error where every prediction is right", atol=1e-4)


@exercise("03.2", "The gradient of the mean squared error")
def gradient(answer):
    import torch

    function(answer, "gradients")
    x, y = torch.tensor([1.0, 2.0, 4.0]), torch.tensor([3.0, 3.0, 9.0])
    w, b = torch.tensor(0.5, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    dw, db = (d.item() for d in torch.autograd.grad(((w * x + b - y) ** 2).mean(), (w, b)))
    gw, gb = _two(answer(x, y, 0.5, 1.0), "dw", "db")
    if _is(gw, db) and _is(gb, dw):
        raise NotYet("The two have changed places: `return dw, db`, the derivative for w first.")
    for factor, hint in ((0.5, "The square brings a factor 2 in front."), (3.0, "Divide by the number of examples: a mean, not a sum."),
                         (1.5, "The square brings a factor 2 in front, and the sum is to be divided by the number of examples."),
                         (-1.0, "The sign is turned round: the residual is y_hat - y."),
                         (-0.5, "The residual is y_hat - y, and the square brings a factor 2 in front.")):
        if _is(gw, factor * dw) and _is(gb, factor * db):
            raise NotYet(f"Both are {factor:g} times what they should be. {hint}")
    if _is(gw, db):
        raise NotYet("Your dw lacks the factor x: each residual is multiplied by its x before the mean is taken.")
    close(gw, dw, "your dw", hint="Each residual w·x + b − y is multiplied by its x; then comes the mean, times 2.")
    close(gb, db, "your db", hint="For b each residual counts once, without x.")


@exercise("03.3", "Gradient descent on any curve")
def descend(answer):
    function(answer, "descend")
    got = answer(lambda w: 2 * w, 3.0, 0.1, 1)
    for wrong, hint in ((3.6, "You went uphill: subtract lr · gradient."), (-3.0, "The step is not scaled: multiply the slope by lr."),
                        (-0.6, "The old w is missing: the new w is the old one minus lr · gradient."), (1.92, "You took one step too many.")):
        if _is(got, wrong):
            raise NotYet(hint)
    close(got, 2.4, "w after one step on w² from 3 with learning rate 0.1", hint="One step is w - lr * gradient(w).")
    got = answer(lambda w: 2 * w, 3.0, 0.1, 20)
    if _is(got, 2.4):
        raise NotYet("After 20 steps you are where one step leads: is `return` inside the loop?")
    close(got, 3 * 0.8 ** 20, "w after 20 steps on w²", rtol=1e-3, hint="Ask for the gradient again at every new w.")
    close(answer(lambda w: 2 * (w - 5), 0.0, 0.25, 3), 4.375, "w after 3 steps on (w - 5)²",
          hint="The slope must come from `gradient(w)`, and each step starts where the last one ended.")
    close(answer(lambda w: 2 * w, 3.0, 0.1, 0), 3.0, "w after no step at all")


@exercise("03.4", "Mini-batches")
def mini_batches(answer):
    import torch

    function(answer, "batches")
    examples = 100 + torch.arange(10)                       # values that are no row numbers
    got = answer(examples, 4)
    if not isinstance(got, (list, tuple)):
        raise NotYet(f"Return a list of tensors, not one {type(got).__name__}.")
    for part in got:
        tensor(part, "a batch")
    same([len(part) for part in got], [4, 4, 2], "the list of batch sizes for 10 examples in fours",
         hint="The last batch holds what is left over; no example is dropped or used twice.")
    held = sorted(torch.cat(list(got)).tolist())
    if held == list(range(10)):
        raise NotYet("Your batches hold row numbers. Use them as an index: `examples[rows]`.")
    same(held, examples.tolist(), "what all batches hold together", hint="Every example comes exactly once: shuffle once, then cut.")
    many = torch.arange(200)
    first, again = (answer(many, 50) for _ in range(2))
    order = torch.cat(list(first))
    if torch.equal(order, many) or torch.equal(order, many.flip(0)):
        raise NotYet("The examples come in their old order: shuffle them first, with `torch.randperm`.")
    if all(part.sort().values.diff().eq(1).all() for part in first):
        raise NotYet("You shuffled inside each batch only, so the same examples always meet. Shuffle all of them first, then cut.")
    if torch.equal(order, torch.cat(list(again))):
        raise NotYet("Two calls give the same order. Each epoch needs a new one: set no seed inside the function.")


@exercise("03.5", "Back to square metres")
def unscale(answer):
    function(answer, "unscale")
    for w, b, mean, std in ((60.0, 200.0, 85.0, 30.0), (-3.0, 10.0, 4.0, 2.0)):
        slope, base = w / std, b - w * mean / std
        got = _two(answer(w, b, mean, std), "slope", "base")
        if _is(got[0], base) and _is(got[1], slope):
            raise NotYet("The two have changed places: `return slope, base`.")
        if _is(got[0], w * std):
            raise NotYet("You multiplied by std. One m² is 1 / std standardised units, so the slope is divided by it.")
        close(got[0], slope, "your slope", hint="One m² is 1 / std standardised units.")
        if _is(got[1], b):
            raise NotYet("The slope is right, but the base is not b: at 0 m², z is −mean / std, not 0.")
        close(got[1], base, "your base", hint="Put z = (area − mean) / std into w·z + b and collect what does not depend on the area.")


def _is(got, number: float) -> bool:
    """Whether `got` is this one number, up to rounding; False for anything that is no number."""
    try:
        return abs(float(got) - number) < 1e-4 * max(1.0, abs(number))
    except (TypeError, ValueError, RuntimeError):
        return False


def _two(got, first: str, second: str) -> tuple:
    """The two numbers of an answer, or NotYet with what came in their place."""
    given(got)
    if isinstance(got, (dict, str)) or not hasattr(got, "__len__") or getattr(got, "ndim", 1) == 0 or len(got) != 2:
        raise NotYet(f"Return two numbers: `return {first}, {second}`.")
    for name, value in zip((first, second), got, strict=True):
        given(value, f"your {name}")
        if getattr(value, "ndim", 0):
            raise NotYet(f"Your {name} has shape {tuple(value.shape)}: one number is wanted. Take the mean over all examples.")
    return tuple(got)


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
