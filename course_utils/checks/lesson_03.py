"""Exercises and quiz of lesson 3, linear regression."""
from __future__ import annotations

from .compare import alike
from .core import NotYet, Question, exercise, function, same, tensor
from .demands import without_autograd
from .judge import draws, judge


@exercise("03.1", "Root mean squared error")
def root_mean_squared_error(answer):
    import torch

    def right(y_hat, y):
        return ((y_hat - y) ** 2).mean() ** 0.5

    draw = draws(31)
    cases = [(torch.tensor([1.0, 2.0, 7.0]), torch.tensor([1.0, 4.0, 2.0]))]             # residuals 0, -2, 5
    cases += [tuple(3 + 4 * torch.randn(2, n, generator=draw)) for n in (2, 5, 50)]
    cases += [(cases[0][1], cases[0][1]), (torch.tensor([4.0]), torch.tensor([-1.0]))]
    judge(answer, right, cases, what="your error", atol=1e-4, mistakes=(
        (lambda y_hat, y: (y_hat - y) ** 2, "Those are the squared residuals, one for each example: take their mean, then the root."),
        (lambda y_hat, y: ((y_hat - y) ** 2).mean(), "This is the MSE: the square root is missing."),
        (lambda y_hat, y: ((y_hat - y) ** 2).sum(), "This is the sum of the squares: take the mean instead, then the root."),
        (lambda y_hat, y: ((y_hat - y) ** 2).sum() ** 0.5, "This is the root of the sum: take the mean before the root."),
        (lambda y_hat, y: (y_hat - y).abs(), "Those are the sizes of the residuals, one for each example: square, take the mean, then the root."),
        (lambda y_hat, y: (y_hat - y).abs().mean(), "This is the mean of the sizes of the residuals: square them, take the mean, then the root. The root of each square undoes the square."),
        (lambda y_hat, y: (y_hat - y).mean().abs(), "Positive and negative residuals cancel here: square each of them before you take the mean."),
        (lambda y_hat, y: (y_hat - y).mean(), "Positive and negative residuals cancel here: square each of them before you take the mean."),
        (lambda y_hat, y: (y_hat**2 - y**2).mean() ** 0.5, "You subtracted squares. Subtract first, then square the difference."),
        (lambda y_hat, y: (y_hat - y).std(), "The standard deviation measures from the mean of the residuals. RMSE measures from 0: square the residuals themselves."),
        (lambda y_hat, y: (y_hat - y).std(correction=0), "The standard deviation measures from the mean of the residuals. RMSE measures from 0: square the residuals themselves."),
        (lambda y_hat, y: (((y_hat - y) ** 2).sum() / (len(y) - 1)) ** 0.5, "You divided by n − 1. The mean divides by n, the number of examples."),
        (lambda y_hat, y: (((y_hat - y) ** 2).sum() / 3) ** 0.5, "You divided by 3, whatever the number of examples is: divide by `len(y)`, or use `.mean()`."),
        (lambda y_hat, y: ((y_hat - y) ** 2).sum() ** 0.5 / len(y), "The root comes last: divide the sum by n before it, not after it."),
        (lambda y_hat, y: ((y_hat - y) ** 2).mean() / 2, "This is half the MSE: the square root of the MSE is wanted.")),
        hint="Square the residuals, take their mean, and the square root last.")


@exercise("03.2", "The gradient of the mean squared error")
def gradient(answer):
    import torch

    function(answer, "gradients")

    def by_hand(factor, mean=True, turn=False, with_x=True, bias=True):
        def wrong(x, y, w, b):
            r = w * x + (b if bias else 0) - y
            each = factor * (-r if turn else r)
            take = (lambda t: t.mean()) if mean else (lambda t: t.sum())
            return take(each * x if with_x else each), take(each)
        return wrong

    two, mean = "The square brings a factor 2 in front.", "Divide by the number of examples: a mean, not a sum."
    turned = "The sign is turned round: the residual is y_hat - y."
    draw = draws(32)
    cases = [(torch.tensor([1.0, 2.0, 4.0]), torch.tensor([3.0, 3.0, 9.0]), 0.5, 1.0)]
    cases += [(*(2 * torch.randn(2, m, generator=draw)), w, b) for m, w, b in ((5, -1.5, 0.0), (4, 0.0, -2.0), (40, 2.0, 0.25), (7, 1.0, 3.0))]
    judge(without_autograd(answer, "Write the residuals, then both formulas of section 4."), by_hand(2), cases, what="your gradient", parts=("dw", "db"),
          rtol=1e-3, atol=1e-4, mistakes=(
        (by_hand(1), f"Both are half of what they should be. {two}"),
        (by_hand(2, mean=False), f"Both are as many times too large as there are examples. {mean}"),
        (by_hand(1, mean=False), f"{two} And the sum is to be divided by the number of examples."),
        (by_hand(2, turn=True), turned), (by_hand(1, turn=True), f"{turned} And the square brings a factor 2 in front."),
        (by_hand(2, mean=False, turn=True), f"{turned} And a mean is wanted, not a sum."),
        (lambda x, y, w, b: tuple(t / len(x) for t in by_hand(2)(x, y, w, b)), "You divided by the number of examples twice: `.mean()` does it already."),
        (by_hand(2, with_x=False), "Your dw lacks the factor x: each residual is multiplied by its x before the mean is taken."),
        (by_hand(2, bias=False), "The residual lacks b: it is w·x + b − y."),
        (lambda x, y, w, b: (by_hand(2)(x, y, w, b)[0], by_hand(2)(x, y, w, b)[0]), "Your db has the factor x, too. The derivative of w·x + b for b is 1."),
        (lambda x, y, w, b: by_hand(2)(x, y, w, 1.0), "The residual is right only for b = 1: use `b`."),
        (lambda x, y, w, b: (2 * (w * x + b - y).mean() * x.mean(), 2 * (w * x + b - y).mean()),
         "The mean of products is not the product of means: multiply each residual by its own x, then take the mean."),
        (lambda x, y, w, b: (2 * (w * x + b - y) * x, 2 * (w * x + b - y)), "Those are the derivatives of each example. Take the mean over all examples.")),
        hint={"dw": "Each residual w·x + b − y is multiplied by its x; then comes the mean, times 2.",
              "db": "For b each residual counts once, without x."})


@exercise("03.3", "Gradient descent on any curve")
def descend(answer):
    def right(gradient, w, lr, steps):
        for _ in range(steps):
            w = w - lr * gradient(w)
        return w

    def but(step):
        def wrong(gradient, w, lr, steps):
            start = w
            for _ in range(steps):
                w = step(gradient, w, lr, start)
            return w
        return wrong

    cases = [(g, *rest) for g in (lambda w: 2 * w, lambda w: 2 * (w - 5), lambda w: w**3 - 2 * w + 1)
             for rest in ((3.0, 0.1, 3), (0.5, 0.25, 1), (-1.5, 0.07, 8), (1.25, 0.02, 100), (2.0, 0.1, 0))]
    judge(answer, right, cases, what="the end of your descent", rtol=1e-3, mistakes=(
        (but(lambda g, w, lr, start: w - lr * abs(g(w))), "The sign of the slope says which way is downhill: no `abs`."),
        (but(lambda g, w, lr, start: w + lr * g(w)), "You went uphill: subtract lr · gradient."),
        (but(lambda g, w, lr, start: w - g(w)), "The step is not scaled: multiply the slope by lr."),
        (but(lambda g, w, lr, start: -lr * g(w)), "The old w is missing: the new w is the old one minus lr · gradient."),
        (but(lambda g, w, lr, start: w - lr * g(start)), "The slope was asked for once, at the start. Ask again at every new w: `gradient(w)` inside the loop."),
        (but(lambda g, w, lr, start: start - lr * g(w)), "Every step begins at the start again: it has to begin where the last one ended."),
        (lambda g, w, lr, steps: right(g, w, lr, min(steps, 1)), "You are where one step leads, though more steps were asked for: is `return` inside the loop?"),
        (lambda g, w, lr, steps: right(g, w, lr, steps + 1), "You took one step too many."),
        (lambda g, w, lr, steps: right(g, w, lr, max(0, steps - 1)), "You took one step too few: `range(steps)` counts `steps` times."),
        (lambda g, w, lr, steps: right(lambda v: 2 * v, w, lr, steps), "The slope must come from `gradient(w)`, not from a formula of one curve."),
        (lambda g, w, lr, steps: right(g, w, 0.1, steps), "The learning rate is fixed at 0.1 in your code: use `lr`."),
        (lambda g, w, lr, steps: w, "You are still at the start: the new w has to be kept, `w = w - lr * gradient(w)`.")),
        hint="One step is w - lr * gradient(w), and each step starts where the last one ended.")


@exercise("03.4", "Mini-batches")
def mini_batches(answer):
    import torch

    function(answer, "batches")
    for n, size in ((10, 4), (9, 3), (5, 8), (23, 1), (100, 7)):
        examples = 100 + torch.arange(n).flip(0) ** 2                    # values that are no row numbers, and not sorted
        got = answer(examples.clone(), size)
        if isinstance(got, torch.Tensor) or not isinstance(got, (list, tuple)):
            raise NotYet(f"Return a list of tensors, not one {type(got).__name__}.")
        for part in got:
            tensor(part, "a batch")
        wanted = [size] * (n // size) + [n % size] * (n % size > 0)
        sizes = [part.numel() for part in got]
        if sizes == [len(chunk) for chunk in torch.arange(n).chunk(size)] != wanted:
            raise NotYet(f"For {n} examples and size {size} your batches hold {sizes} examples: `chunk(size)` makes that many batches. "
                         "`size` is how many examples a batch holds: `split(size)`.")
        if sizes == wanted[:-1] and n % size:
            raise NotYet(f"For {n} examples and size {size} your batches hold {sizes} examples: the last, smaller one is missing.")
        same(sizes, wanted, f"the list of batch sizes for {n} examples and size {size}",
             hint="The last batch holds what is left over; no example is dropped or used twice.")
        held = torch.cat([part.reshape(-1) for part in got]).sort().values
        if alike(held, torch.arange(n)):
            raise NotYet("Your batches hold row numbers. Use them as an index: `examples[rows]`.")
        if not alike(held, examples.sort().values):
            raise NotYet("Some examples come more than once and others never: each comes exactly once in an epoch. Shuffle once, then cut.")
    many = torch.randperm(200, generator=draws(34)) + 0.5
    first, again, third = (torch.cat(list(answer(many.clone(), 50))) for _ in range(3))
    row = {value: n for n, value in enumerate(many.tolist())}
    place = torch.tensor([row[value] for value in first.tolist()])       # where each example stood before
    if alike(first, many) or alike(first, many.flip(0)):
        raise NotYet("The examples come in their old order: shuffle them first, with `torch.randperm`.")
    if alike(first, first.sort().values) or alike(first, first.sort(descending=True).values):
        raise NotYet("The examples are sorted now, which is no shuffling: use `torch.randperm`.")
    if all(len(set((part // 50).tolist())) == 1 for part in place.split(50)):
        raise NotYet("You shuffled inside each batch, or the batches among themselves, so the same examples always meet. Shuffle all of them first, then cut.")
    stride = place.diff() % 200
    if (stride == stride.mode().values).float().mean() > 0.3:
        raise NotYet("The order is a fixed pattern, such as a roll: most examples keep the neighbours they had. Shuffle all of them, with `torch.randperm`.")
    if abs(torch.corrcoef(torch.stack([place.double(), torch.arange(200.0).double()]))[0, 1]) > 0.4:
        raise NotYet("Examples from the beginning stay near the beginning, as if parts were shuffled by themselves. Shuffle all of them at once, with `torch.randperm`.")
    if alike(first, again) or alike(again, third):
        raise NotYet("Two calls give the same order. Each epoch needs a new one: set no seed inside the function.")


@exercise("03.5", "Back to square metres")
def unscale(answer):
    import torch

    draw = draws(35)
    cases = [(60.0, 200.0, 85.0, 30.0), (-3.0, 10.0, 4.0, 2.0)]
    cases += [(*(4 * torch.randn(3, generator=draw)).tolist(), std) for std in (0.5, 7.0, 120.0)]
    judge(answer, lambda w, b, mean, std: (w / std, b - w * mean / std), cases, what="your line", parts=("slope", "base"), mistakes=(
        (lambda w, b, mean, std: (w * std, b - w * mean * std), "You multiplied by std. One m² is 1 / std standardised units, so the slope is divided by it."),
        (lambda w, b, mean, std: (w * std, b - w * mean), "You multiplied by std. One m² is 1 / std standardised units, so the slope is divided by it."),
        (lambda w, b, mean, std: (w * std, b), "You multiplied by std. One m² is 1 / std standardised units, so the slope is divided by it."),
        (lambda w, b, mean, std: (w, b), "Both came back unchanged: put z = (area − mean) / std into w·z + b."),
        (lambda w, b, mean, std: (w, b - w * mean), "The division by std is missing, in the slope and in the base."),
        (lambda w, b, mean, std: (w / std, b), "The slope is right, but the base is not b: at 0 m², z is −mean / std, not 0."),
        (lambda w, b, mean, std: (w / std, b + w * mean / std), "The slope is right. In the base, the mean is subtracted from the area: w · mean / std goes off b."),
        (lambda w, b, mean, std: (w / std, b - w * mean), "The slope is right. In the base, w · mean is divided by std, too."),
        (lambda w, b, mean, std: (w / std, b - mean / std), "The slope is right. In the base, mean / std has to be multiplied by w."),
        (lambda w, b, mean, std: (w / std, (b - mean) / std), "The slope is right. b is a price, and is not scaled like an area: only w · mean / std is taken from it."),
        (lambda w, b, mean, std: ((w - mean) / std, b), "w is a slope, not an area: it is divided by std and nothing else.")),
        hint={"slope": "One m² is 1 / std standardised units.",
              "base": "Put z = (area − mean) / std into w·z + b and collect what does not depend on the area."})


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
