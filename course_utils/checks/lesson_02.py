"""Exercises of lesson 2: tensors."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, tensor


@exercise("02.1", "The same numbers in another shape")
def columns_of_five(answer):
    import torch

    tensor(answer, "x", shape=(5, 3))
    if not answer.is_floating_point():
        raise NotYet("The numbers are right to be whole, but their dtype is an integer one: ask for float32.")
    tensor(answer, "x", dtype=torch.float32)
    close(answer, torch.arange(1.0, 16.0).reshape(5, 3), "x", hint="The first row is 1, 2, 3 and the last number is 15.")


@exercise("02.2", "Centre every column")
def centre(answer):
    import torch

    function(answer)
    for seed, shape in ((0, (6, 3)), (1, (4, 4)), (2, (2, 5))):
        X = 5 + torch.randn(shape, generator=torch.Generator().manual_seed(seed))
        kept = X.clone()
        got = tensor(answer(X), "centre(X)", shape=shape)
        if not torch.equal(X, kept):
            raise NotYet("Your function changed X itself: write `X - ...`, not `X -= ...`.")
        if torch.allclose(got, X - X.mean(), atol=1e-5):
            raise NotYet("You subtracted one mean of all numbers. Each column needs its own: which `dim` do you average over?")
        if shape[0] == shape[1] and torch.allclose(got, X - X.mean(1), atol=1e-5):
            raise NotYet("You averaged over the columns of each row. The mean of a column runs over the rows, `dim=0`.")
        close(got, X - X.mean(0), "centre(X)", hint="Average over the rows: `dim=0`.", atol=1e-4)


@exercise("02.3", "One-hot by broadcasting")
def one_hot(answer):
    import torch

    function(answer)
    for y, classes in (([2, 0, 1], 3), ([4, 4, 0, 1], 6), ([0], 1)):
        y = torch.tensor(y)
        got = tensor(answer(y, classes), "one_hot(y, classes)", shape=(len(y), classes))
        if got.dtype == torch.bool:
            raise NotYet("True and False are in the right places or close to it: `.float()` turns them into 1 and 0.")
        close(got.float(), torch.eye(classes)[y], "one_hot(y, classes)", hint="Row i has its 1 in column y[i].")


@exercise("02.4", "A slope by autograd")
def slope(answer):
    import torch

    function(answer)
    cases = ((lambda x: x**2, 3.0, 6.0), (torch.sin, 0.0, 1.0), (lambda x: 5 * x - 1, 2.0, 5.0), (torch.exp, 1.0, 2.71828183))
    for f, x, want in cases:
        for turn in ("", " when it is called a second time"):
            close(answer(f, x), want, f"slope(f, {x:g}){turn}", reveal=False,
                  hint="Make x a tensor with requires_grad=True, compute y = f(x), call y.backward(), read x.grad.", rtol=1e-5)


@exercise("02.5", "One step downhill, in place")
def step(answer):
    import torch

    function(answer)
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    (w**2).sum().backward()
    answer(w, 0.1)
    if not w.is_leaf or not w.requires_grad:
        raise NotYet("w is no longer a leaf that requires gradients: change its values in place, inside `torch.no_grad()`.")
    if torch.equal(w.detach(), torch.tensor([1.0, -2.0])):
        raise NotYet("w did not change: `w = w - ...` only makes a new tensor with the same name. Use `w -= ...`.")
    close(w, torch.tensor([0.8, -1.6]), "w after the step", hint="The rule is w ← w − lr · gradient.")
    if w.grad is not None and w.grad.abs().sum() > 0:
        raise NotYet("The step is right, but the old gradient is still in w.grad and would be added to the next one: zero it.")


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
    Question("You call `loss.backward()` twice, for two fresh losses, without zeroing. What is in `w.grad`?",
             ("the second gradient", "the mean of both", "the sum of both"), answer=2,
             why="`backward()` adds to `.grad`. That is why a training loop zeroes the gradients in every step."),
    Question("Which line gives a number for printing and keeps no graph alive?",
             ("`loss`", "`loss.item()`", "`loss.clone()`"), answer=1,
             why="`item()` returns a plain Python number; `clone()` stays part of the graph."),
)
