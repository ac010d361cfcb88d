"""Exercises and quiz of lesson 1, what is deep learning?"""
from __future__ import annotations

from itertools import pairwise

from .core import NotYet, Question, close, exercise, function, given, same


@exercise("01.1", "The share of right answers")
def share_right(answer):
    import torch

    function(answer, "`share_right`")
    cases = (([3, 1, 4, 1], [3, 1, 4, 2], 0.75), ([0, 0], [1, 1], 0.0), ([7, 7, 7], [7, 7, 7], 1.0),
             ([0, 2, 9, 5, 5], [0, 1, 9, 2, 0], 0.4))
    for y_hat, y, want in cases:
        got = answer(torch.tensor(y_hat), torch.tensor(y))
        hint = "Compare the two tensors element by element, then divide the number of agreements by the number of examples."
        if isinstance(got, (int, float)) and abs(got - (1 - want)) < 1e-6 and want != 0.5:
            hint = "That is the share of mistakes."
        elif isinstance(got, (int, float)) and abs(got - 100 * want) < 1e-6 and want:
            hint = "A share runs from 0 to 1: leave the factor 100 out."
        close(got, want, f"`share_right` for y_hat = {y_hat}, y = {y}", hint=hint)


@exercise("01.2", "One update")
def update(answer):
    function(answer, "`update`")
    for w, gradient, lr, want in ((1.0, 2.0, 0.1, 0.8), (0.0, -4.0, 0.5, 2.0), (3.0, 0.0, 0.1, 3.0), (-1.0, 0.5, 0.2, -1.1)):
        got = answer(w, gradient, lr)
        hint = "The learning rate times the gradient is the length of the step."
        if isinstance(got, (int, float)) and abs(got - (2 * w - want)) < 1e-6 and gradient:
            hint = "That goes uphill: the gradient points to where the loss grows, so subtract."
        close(got, want, f"`update({w}, {gradient}, {lr})`", hint=hint)


@exercise("01.3", "Counting parameters")
def parameters(answer):
    function(answer, "`parameters`")
    cases = (([2, 3, 1], 13), ([784, 64, 10], 50890), ([4, 5, 6, 3], 82), ([784, 10], 7850), ([1, 1], 2))
    for sizes, want in cases:
        try:
            got = answer(list(sizes))
        except IndexError as error:
            raise NotYet(f"`parameters({sizes})` stopped with an IndexError: there may be any number of layers, "
                         "so go through the pairs of neighbours in `sizes`.") from error
        pairs = list(pairwise(sizes))
        hint = "Each layer has inputs × outputs weights and one bias for each of its outputs; add up all layers."
        if got == sum(a * b for a, b in pairs):
            hint = "The biases are missing: one for each neuron of a layer."
        elif got == sum(a * b + a for a, b in pairs):
            hint = "A layer has a bias for each output, not for each input."
        elif got == sum(a * b for a, b in pairs) + sum(sizes[1:-1]):
            hint = "The output layer has biases too."
        elif got == want + sizes[0]:
            raise NotYet("The inputs are numbers that come in: they have no bias.")
        same(got, want, f"`parameters({sizes})`", hint=hint)


@exercise("01.4", "The loop as a function")
def fit_line(answer):
    import torch

    function(answer, "`fit_line`")
    for x, y in (([-2.0, -1.0, 0.0, 1.0, 2.0], [8.0, 5.0, 2.0, -1.0, -4.0]), ([0.0, 1.0, 3.0], [1.0, 1.5, 2.5])):
        for lr, steps in ((0.1, 1), (0.05, 1), (0.1, 2), (0.1, 7), (0.1, 300)):
            run = f"`fit_line(x, y, lr={lr}, steps={steps})`"
            try:
                got = given(answer(torch.tensor(x), torch.tensor(y), lr, steps), run)
            except TypeError as error:
                if "NoneType" not in str(error):
                    raise
                raise NotYet("A gradient is None in the update: `loss.backward()` has to come first, and the update has to change "
                             "the parameter itself: `w -= …`, not `w = w - …`.") from error
            if not isinstance(got, (tuple, list, torch.Tensor)) or (isinstance(got, torch.Tensor) and got.ndim != 1) or len(got) != 2:
                raise NotYet("Return two numbers, the last `w` and the last `b`: `return w, b`.")
            want = descend(x, y, lr, steps)
            for name, a, b in zip(("w", "b"), got, want, strict=True):
                close(a, b, f"`{name}` of {run} for x = {x}, y = {y}", rtol=1e-3, atol=1e-3, hint=advice(got, x, y, lr, steps))


def descend(x, y, lr, steps, *, sign=-1.0, keep=False, total=False):
    """`steps` updates of w and b from 0 by plain formulas; with the usual mistakes to order."""
    w = b = dw = db = 0.0
    for _ in range(steps):
        errors = [w * p + b - q for p, q in zip(x, y, strict=True)]
        n = 1 if total else len(x)
        dw = 2 * sum(e * p for e, p in zip(errors, x, strict=True)) / n + (dw if keep else 0)
        db = 2 * sum(errors) / n + (db if keep else 0)
        w, b = w + sign * lr * dw, b + sign * lr * db
    return w, b


def advice(got, x, y, lr, steps) -> str:
    """The hint for a w and b that a usual mistake leads to."""
    def like(pair) -> bool:
        return all(abs(g - p) < 1e-3 * max(1, abs(p)) for g, p in zip(found, pair, strict=True))

    try:
        found = [float(g.detach() if hasattr(g, "detach") else g) for g in got]
        if like(descend(x, y, lr, steps)[::-1]):
            return "These are the right numbers in the wrong order: `return w, b`."
        if like((0.0, 0.0)):
            return "They are still 0: was there an update, and is `return` outside the loop?"
        if like(descend(x, y, lr, steps, sign=1.0)):
            return "That goes uphill: subtract `lr` times the gradient."
        if like(descend(x, y, lr, steps, keep=True)):
            return "The gradients of earlier steps are added up: forget them after each update, `w.grad, b.grad = None, None`."
        if like(descend(x, y, lr, steps, total=True)):
            return "The loss is the mean of the squares, not their sum."
        if any(like(descend(x, y, lr, other)) for other in (*range(1, steps + 3), 100, 101)):
            return "The update is right, the number of updates is not: it has to be exactly `steps`."
        if like(descend(x, y, 0.1, steps)):
            return "The learning rate is fixed at 0.1: use `lr`."
    except (TypeError, ValueError, RuntimeError, OverflowError):
        pass
    return "Each step: loss, backward, then `w` minus `lr` times its gradient, and the same for `b`."


QUIZ = (
    Question("How do the three fields lie in one another?",
             ("machine learning is a part of deep learning", "deep learning is a part of machine learning, which is a part of AI",
              "AI and machine learning are two words for one thing", "deep learning is machine learning without data"), answer=1,
             why="Every deep network learns from examples, so it is machine learning; there is AI that does not learn at all."),
    Question("In which order do the three steps of training come?",
             ("update, forward, backward", "backward, forward, update", "forward, backward, update", "forward, update, backward"),
             answer=2, why="First a prediction and its loss, then the gradients of that loss, then the change of the weights."),
    Question("Your network is right on most pictures it was trained on and often wrong on new ones. It saw 50 examples. What helps most?",
             ("more examples", "a longer name for the network", "a higher learning rate", "fewer test images"), answer=0,
             why="You measured it: with the same network and the same number of steps, more examples gave a higher test accuracy."),
    Question("A network knew the digits 0 to 4. It was then trained on 5 to 9 only, and now misreads 0 to 4. What is this called?",
             ("overfitting", "underfitting", "a vanishing gradient", "catastrophic forgetting"), answer=3,
             why="New training overwrote the weights that the old task needed. Overfitting is a gap between training and test data."),
    Question("Which group of models is told the right answer for each training example?",
             ("unsupervised", "supervised", "all models", "none"), answer=1,
             why="Supervised means that each example carries a label. Unsupervised models look for structure without labels."),
    Question("What did the deep networks of 2012 have that those of 1998 had not?",
             ("neurons with weights", "far more images and GPUs", "backpropagation", "filters that slide over the image"), answer=1,
             why="LeNet of 1989 was a CNN trained by backpropagation already. AlexNet was larger, saw far more images, and ran on GPUs."),
)
