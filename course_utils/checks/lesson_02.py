"""Exercises and quiz of lesson 2, tensors."""
from __future__ import annotations

from .compare import alike
from .core import NotYet, Question, close, exercise, function, tensor
from .demands import called, no_loop
from .judge import assess, draws, judge


@exercise("02.1", "The same numbers in another shape")
def columns_of_five(answer):
    import torch

    want = torch.arange(1.0, 16.0).reshape(5, 3)
    tensor(answer, "your matrix")
    assess(answer.double(), want.double(), "your matrix", hint="The first row is 1, 2, 3 and the last number is 15.", mistakes=(
        (torch.arange(1.0, 16.0).reshape(3, 5), "That is 3×5. A 5×3 matrix has 5 rows of 3 numbers: rows come first."),
        (torch.arange(1.0, 16.0).reshape(3, 5).T, "Your numbers run down the columns. Row by row the first row is 1, 2, 3: `reshape(5, 3)` alone does it."),
        (want - 1, "Your numbers run from 0 to 14: `torch.arange` begins at its first argument and stops before its second."),
        (torch.arange(1.0, 16.0), "The numbers are right, but they stand in one row: `reshape` breaks the lines.")))
    if not answer.is_floating_point():
        raise NotYet("The shape is right, but the dtype is one of whole numbers: write 1.0 in place of 1, or `.float()`.")
    tensor(answer, "your matrix", dtype=torch.float32)


@exercise("02.2", "Centre every column")
def centre(answer):
    import torch

    draw = draws(22)
    cases = [(torch.tensor([[1.0, 4.0, 2.0], [3.0, 0.0, 2.0], [5.0, 5.0, 8.0]]),)]
    cases += [(5 + 2 * torch.randn(shape, generator=draw),) for shape in ((6, 3), (4, 4), (2, 5), (30, 2))]
    judge(answer, lambda X: X - X.mean(0), cases, what="your centre(X)", atol=1e-4, mistakes=(
        (lambda X: X, "X comes back as it went in: subtract the mean of each column."),
        (lambda X: X - X.mean(), "You subtracted one mean of all numbers. Each column needs its own: which `dim` do you average over?"),
        *((wrong, "You averaged over the columns of each row. The mean of a column runs over the rows, `dim=0`.")
          for wrong in (lambda X: X - X.mean(1, keepdim=True), lambda X: X - X.mean(1), lambda X: (X.T - X.mean(1)).T)),
        (lambda X: X.mean(0), "Those are the means themselves: subtract them from X."),
        (lambda X: X.mean(0) - X, "The sign is turned round: X minus the mean, not the mean minus X."),
        (lambda X: X + X.mean(0), "You added the mean: subtract it."),
        (lambda X: X - X.sum(0), "You subtracted the sum of each column. The mean is the sum divided by the number of rows."),
        (lambda X: X - X.median(0).values, "You subtracted the median. The mean is asked for."),
        (lambda X: (X - X.mean(0)).T, "The numbers are right, but rows and columns have changed places."),
        (lambda X: (X - X.mean(0)) / X.std(0), "You also divided by the standard deviation. Here only the mean is to be subtracted."),
        (lambda X: (X - X.mean(0)) / X.std(0, correction=0), "You also divided by the standard deviation. Here only the mean is to be subtracted.")),
        hint="Average over the rows, `dim=0`, and subtract.")


@exercise("02.3", "One-hot by broadcasting")
def one_hot(answer):
    import torch

    function(answer)

    def right(y, classes):
        return torch.eye(classes, device=y.device)[y]                     # (n, classes)

    draw = draws(23)
    cases = [(torch.tensor(y), classes) for y, classes in (([2, 0, 1], 3), ([4, 4, 0, 1], 6), ([0], 1))]
    cases += [(torch.randint(classes, (n,), generator=draw), classes) for n, classes in ((20, 5), (3, 12))]

    def as_floats(y, classes):                                            # the text asks for 1 and 0, not for a dtype
        got = answer(y, classes)
        if torch.is_tensor(got) and got.dtype == torch.bool and alike(got, right(y, classes)):
            raise NotYet("True and False are in the right places: `.float()` turns them into 1 and 0.")
        return got.float() if torch.is_tensor(got) and got.dtype in (torch.int64, torch.int32, torch.uint8) else got

    judge(as_floats, right, cases, what="your one_hot(y, classes)", mistakes=(
        (lambda y, classes: right(y, classes).T, "Rows and columns have changed places: the labels must stand in a column, `y[:, None]`."),
        (lambda y, classes: y == torch.arange(classes), "Labels and class numbers were compared in pairs, one with one. The labels must stand in a column, `y[:, None]`, so that each meets every class."),
        (lambda y, classes: 1 - right(y, classes), "Zeros and ones have changed places: compare with `==`."),
        (lambda y, classes: torch.eye(classes), "That is the same for all labels. Row i needs its 1 in column y[i]: compare with y."),
        (lambda y, classes: right(y, int(y.max()) + 1), "The number of columns comes from `classes`, not from the labels that happen to occur."),
        (lambda y, classes: (y[:, None] == torch.arange(1, classes + 1)).float(), "Every 1 stands one column too far to the left: the columns count from 0."),
        (lambda y, classes: y[:, None] * right(y, classes), "The labels themselves stand in the matrix: a 1 is wanted in their place."),
        (lambda y, classes: (y[:, None] >= torch.arange(classes)).float(), "Every column up to y[i] is 1: compare with `==`.")),
        hint="Row i has its 1 in column y[i]; the columns count from 0.")
    looped = ("The matrix is right, but the exercise asks for it without a loop, and your code goes through the labels one by one. "
              "Compare a column, `y[:, None]`, with a row of class numbers: broadcasting does the rest.")
    no_loop(answer, looped)
    few, many = (called(answer, torch.randint(4, (n,), generator=draw), 4)[1] for n in (3, 60))
    if len(many) > len(few) + 20:
        raise NotYet(looped)


@exercise("02.4", "A slope by autograd")
def slope(answer):
    import torch

    function(answer)
    asked = []

    def heard(f):
        def g(x):
            asked.append(x)
            return f(x)
        return g

    cases = [(f"f(x) = {text}", f, x, want) for text, f, x, want in (
        ("x²", lambda x: x**2, 3.0, 6.0), ("sin x", torch.sin, 0.5, 0.87758256), ("5x − 1", lambda x: 5 * x - 1, 2.0, 5.0),
        ("exp x", torch.exp, 1.0, 2.71828183), ("x³ − 2x", lambda x: x**3 - 2 * x, -1.25, 2.6875), ("1/x", lambda x: 1 / x, 0.5, -4.0))]
    for name, f, x, want in cases:
        for turn in ("", " when it is called a second time"):
            asked.clear()
            got = answer(heard(f), x)
            if asked and not any(torch.is_tensor(t) for t in asked):
                raise NotYet("f was called with a plain number. It takes a tensor: make one with `requires_grad=True` and call f on it.")
            if asked and not any(t.requires_grad for t in asked if torch.is_tensor(t)):
                raise NotYet("f was called on a tensor without `requires_grad=True`, so autograd recorded nothing. A difference quotient comes "
                             "near the slope; autograd finds it exactly.")
            if got is None:
                raise NotYet("Your slope(f, x) is None: `backward()` returns nothing, and only the tensor you made from x "
                             "has a gradient. Call `backward()` on f(x), then return `x.grad`.")
            assess(got, want, f"your slope for {name} at {x:g}{turn}", reveal=False, rtol=1e-5, mistakes=(
                *([(2 * want, "Called a second time, the answer is twice as large: gradients add up. Make a new tensor in each call.")] if turn else []),
                (2 * x, "That is the slope of x² and of no other function: let autograd find it, for any f."),
                (f(torch.tensor(x)), "That is f(x) itself. Call `backward()` on it and return the gradient of x.")),
                hint="Make x a tensor with requires_grad=True, compute y = f(x), call y.backward(), read x.grad.")
    # a step of 1 in height whose recorded slope is 1: a difference quotient sees 0 here, autograd 1
    close(answer(lambda x: x + (torch.round(x) - x).detach(), 2.3), 1.0, "your slope for a function whose gradient only autograd knows",
          hint="That looks like a difference quotient. Autograd finds the slope: `backward()`, then `x.grad`.", reveal=False)


@exercise("02.5", "One step downhill, in place", changes_inputs=True)
def step(answer):
    import torch

    function(answer)
    draw = draws(25)
    cases = [(torch.tensor([1.0, -2.0]), torch.tensor([2.0, 2.0]), 0.1), (torch.tensor([3.0, 0.5, -1.0]), torch.tensor([1.0, 1.0, 4.0]), 0.3)]
    cases += [(torch.randn(shape, generator=draw), torch.randn(shape, generator=draw), lr) for shape, lr in (((4, 2), 0.05), ((7,), 1.5))]
    cases.append(tuple(v.double() if torch.is_tensor(v) else v for v in cases[0]))
    for start, factor, lr in cases:
        w = start.clone().requires_grad_()
        (factor * w**2 / 2).sum().backward()                             # its gradient is factor · w
        before, gradient = w.detach().clone(), w.grad.clone()
        returned = answer(w, lr)
        if not torch.is_grad_enabled():
            raise NotYet("Your function leaves autograd switched off for the rest of the notebook: use `with torch.no_grad():`, "
                         "which switches it on again at its end.")
        if not w.is_leaf or not w.requires_grad:
            raise NotYet("w is no longer a leaf that requires gradients: change its values in place, inside `torch.no_grad()`.")
        if alike(w, before):
            if w.grad is None or not w.grad.any():
                raise NotYet("w did not change: its gradient was zeroed, but w was not moved by it first.")
            if alike(returned, before - lr * gradient):
                raise NotYet("What comes back is right, but w itself did not change: `w = w - ...` only makes a new tensor with the same name. Use `w -= ...`.")
            raise NotYet("w did not change: `w = w - ...` only makes a new tensor with the same name. Inside `torch.no_grad()` the line "
                         "`w -= lr * w.grad` changes it in place.")
        want = before - lr * gradient
        assess(w.detach().clone(), want, f"w after the step with lr = {lr:g}", hint="The rule is w ← w − lr · gradient.", mistakes=(
            (before + lr * gradient, "You went uphill: the gradient points to where the loss grows, so subtract it."),
            (before - gradient, "The learning rate is missing: the step is lr · gradient."),
            (before - 0.1 * gradient, "The learning rate is fixed at 0.1 in your code: use `lr`."),
            (before - lr * before, "w was subtracted from itself: the step is lr times the gradient, `w.grad`."),
            (before - 2 * lr * before, "The gradient is not always 2w: it is what `backward()` has left in `w.grad`."),
            (before - lr, "The gradient is missing: the step is lr · gradient."),
            (before - lr * gradient.sign(), "Only the sign of the gradient was used. Its size counts as well."),
            (lr * gradient, "The old w is missing: subtract the step from it."),
            (-lr * gradient, "The old w is missing: subtract the step from it."),
            (want - lr * gradient, "The step was made twice.")))
        if w.grad is not None and w.grad.abs().sum() > 0:
            raise NotYet("The step is right, but the old gradient is still in w.grad and would be added to the next one: zero it.")
        if returned is None:
            raise NotYet("w itself is right, but nothing comes back: end with `return w`.")
        if returned is not w:
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
