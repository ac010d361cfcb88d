"""Exercises of lesson 2: tensors."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, tensor


@exercise("02.1", "The same numbers in another shape")
def columns_of_five(answer):
    import torch

    tensor(answer, "your x", shape=(5, 3))
    if not answer.is_floating_point():
        raise NotYet("The shape is right, but the dtype is one of whole numbers: write 1.0 in place of 1, or `.float()`.")
    tensor(answer, "your x", dtype=torch.float32)
    if torch.equal(answer.detach(), torch.arange(1.0, 16.0).reshape(3, 5).T):
        raise NotYet("Your numbers run down the columns. Row by row the first row is 1, 2, 3: `reshape(5, 3)` alone does it.")
    close(answer, torch.arange(1.0, 16.0).reshape(5, 3), "your x", hint="The first row is 1, 2, 3 and the last number is 15.")


@exercise("02.2", "Centre every column")
def centre(answer):
    import torch

    function(answer)
    for seed, shape in ((0, (6, 3)), (1, (4, 4)), (2, (2, 5))):
        X = 5 + torch.randn(shape, generator=torch.Generator().manual_seed(seed))
        kept = X.clone()
        got = tensor(answer(X), "your centre(X)", shape=shape)
        if not torch.equal(X, kept):
            raise NotYet("Your function changed X itself: write `X - ...`, not `X -= ...`.")
        if torch.equal(got, X):
            raise NotYet("X comes back as it went in: subtract the mean of each column.")
        if torch.allclose(got, X - X.mean(), atol=1e-5):
            raise NotYet("You subtracted one mean of all numbers. Each column needs its own: which `dim` do you average over?")
        if any(torch.allclose(got, wrong, atol=1e-5) for wrong in (X - X.mean(1, keepdim=True),
                                                                   *([X - X.mean(1)] if shape[0] == shape[1] else []))):
            raise NotYet("You averaged over the columns of each row. The mean of a column runs over the rows, `dim=0`.")
        if torch.allclose(got, X.mean(0) - X, atol=1e-5):
            raise NotYet("The sign is turned round: X minus the mean, not the mean minus X.")
        if torch.allclose(got, X - X.sum(0), atol=1e-4):
            raise NotYet("You subtracted the sum of each column. The mean is the sum divided by the number of rows.")
        if got.isfinite().all() and torch.allclose(got * X.std(0), X - X.mean(0), atol=1e-4):
            raise NotYet("You also divided by the standard deviation. Here only the mean is to be subtracted.")
        close(got, X - X.mean(0), "your centre(X)", hint="Average over the rows, `dim=0`, and subtract.", atol=1e-4)


@exercise("02.3", "One-hot by broadcasting")
def one_hot(answer):
    import torch

    function(answer)
    for y, classes in (([2, 0, 1], 3), ([4, 4, 0, 1], 6), ([0], 1)):
        y = torch.tensor(y)
        want = torch.eye(classes)[y]                                      # (n, classes)
        got = tensor(answer(y, classes), "your one_hot(y, classes)")
        if not torch.equal(want, want.T) and torch.equal(got.float(), want.T):
            raise NotYet("Rows and columns have changed places: the labels must stand in a column, `y[:, None]`.")
        tensor(got, "your one_hot(y, classes)", shape=(len(y), classes))
        if got.dtype == torch.bool and torch.equal(got.float(), want):
            raise NotYet("True and False are in the right places: `.float()` turns them into 1 and 0.")
        if torch.equal(got.float(), 1 - want):
            raise NotYet("Zeros and ones have changed places: compare with `==`.")
        close(got.float(), want, "your one_hot(y, classes)", hint="Row i has its 1 in column y[i]; the columns count from 0.")


@exercise("02.4", "A slope by autograd")
def slope(answer):
    import torch

    function(answer)
    cases = ((lambda x: x**2, 3.0, 6.0), (torch.sin, 0.0, 1.0), (lambda x: 5 * x - 1, 2.0, 5.0), (torch.exp, 1.0, 2.71828183))
    for f, x, want in cases:
        for turn in ("", " when it is called a second time"):
            got = answer(f, x)
            if got is None:
                raise NotYet("Your slope(f, x) is None: `backward()` returns nothing, and only the tensor you made from x "
                             "has a gradient. Call `backward()` on f(x), then return `x.grad`.")
            if turn and abs(float(got) - 2 * want) < 1e-4:
                raise NotYet("Called a second time, the answer is twice as large: gradients add up. Make a new tensor in each call.")
            close(got, want, f"your slope(f, {x:g}){turn}", reveal=False,
                  hint="Make x a tensor with requires_grad=True, compute y = f(x), call y.backward(), read x.grad.", rtol=1e-5)


@exercise("02.5", "One step downhill, in place", changes_inputs=True)
def step(answer):
    import torch

    function(answer)
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    (w**2).sum().backward()
    returned = answer(w, 0.1)
    if not w.is_leaf or not w.requires_grad:
        raise NotYet("w is no longer a leaf that requires gradients: change its values in place, inside `torch.no_grad()`.")
    if torch.equal(w.detach(), torch.tensor([1.0, -2.0])):
        if w.grad is None or not w.grad.any():
            raise NotYet("w did not change: its gradient was zeroed, but w was not moved by it first.")
        raise NotYet("w did not change: `w = w - ...` only makes a new tensor with the same name. Use `w -= ...`.")
    if torch.allclose(w.detach(), torch.tensor([1.2, -2.4])):
        raise NotYet("You went uphill: the gradient points to where the loss grows, so subtract it.")
    close(w, torch.tensor([0.8, -1.6]), "w after the step", hint="The rule is w ← w − lr · gradient.")
    if w.grad is not None and w.grad.abs().sum() > 0:
        raise NotYet("The step is right, but the old gradient is still in w.grad and would be added to the next one: zero it.")
    if returned is not None and returned is not w:
        raise NotYet("w itself is right, but something else came back: `return w`.")


QUIZ = (
    Question("A batch holds 64 grey images of 28×28 pixels. What is its shape in PyTorch?",
             ("(64, 28, 28, 1)", "(64, 1, 28, 28)", "(1, 64, 28, 28)"), answer=1,
             why="PyTorch keeps (batch, channels, height, width); a grey image has one channel."),
    Question("`a` has shape (3, 1) and `b` has shape (4,). What is the shape of `a + b`?",
             ("an error", "(3, 1)", "(3, 4)", "(4, 3)"), answer=2,
             why="From the right: 1 meets 4, so a is repeated; b has no second dimension, so it is repeated 3 times."),
    Question("`v = x.view(15)` and then `v[0] = 100`. What happens to `x`?",
             ("its first element becomes 100 too", "nothing, v is a copy", "an error"), answer=0,
             why="A view shares the storage with x: same numbers, another shape. `clone()` would make a copy."),
    Question("`x` of shape (5, 3) has strides (3, 1). What are the strides of `x.T`?",
             ("(3, 1), as before", "(5, 1), since its rows hold 5 numbers", "(1, 5)", "(1, 3)"), answer=3,
             why="Transposing moves no number: the two strides change places. One row of x.T on is one place on in memory."),
    Question("You call `loss.backward()` twice, for two fresh losses, without zeroing. What is in `w.grad`?",
             ("the second gradient", "the mean of both", "the sum of both"), answer=2,
             why="`backward()` adds to `.grad`. That is why a training loop zeroes the gradients in every step."),
    Question("Which line gives a number for printing and keeps no graph alive?",
             ("`loss`", "`loss.item()`", "`loss.clone()`"), answer=1,
             why="`item()` returns a plain Python number; `clone()` stays part of the graph."),
)
