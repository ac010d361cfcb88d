"""Exercises and quiz of lesson 1, what is deep learning?"""
from __future__ import annotations

from itertools import pairwise

from .core import NotYet, Question, exercise, function, given
from .judge import assess, draws, judge


@exercise("01.1", "The share of right answers")
def share_right(answer):
    import torch

    def right(y_hat, y):
        return (y_hat == y).double().mean().item()

    draw = draws(11)
    many = [torch.randint(classes, (2, n), generator=draw) for n, classes in ((9, 4), (40, 3), (137, 10))]
    cases = (*((torch.tensor(a), torch.tensor(b)) for a, b in (
        ([3, 1, 4, 1], [3, 1, 4, 9]), ([0, 2, 9, 5, 5], [0, 1, 9, 2, 0]), ([0, 0], [1, 1]), ([7, 7, 7], [7, 7, 7]))), *many)
    judge(answer, right, cases, what="your share", mistakes=(
        (lambda y_hat, y: y_hat == y, "That is one truth value for each example. The share is their mean, one number: `.float().mean()`."),
        (lambda y_hat, y: (y_hat == y).float(), "That is a 1 or 0 for each example. The share is their mean, one number."),
        (lambda y_hat, y: 1 - right(y_hat, y), "That is the share of mistakes: compare with `==`."),
        (lambda y_hat, y: 100 * right(y_hat, y), "A share runs from 0 to 1: leave the factor 100 out."),
        (lambda y_hat, y: (y_hat == y).sum().item(), "That counts the right answers. A share is this count divided by the number of examples."),
        (lambda y_hat, y: (y_hat - y).abs().float().mean().item(), "That is how far the labels lie apart. A label is a name: it is right or wrong, and 3 is no nearer to 4 than to 9."),
        (lambda y_hat, y: float(torch.equal(y_hat, y)), "That asks whether all are right at once. Compare element by element, with `==`."),
        (lambda y_hat, y: round(right(y_hat, y)), "Do not round the result.")),
        hint="Compare the two tensors element by element, then divide the number of agreements by the number of examples.")


@exercise("01.2", "One update", changes_inputs=True)
def update(answer):
    import torch

    def right(w, gradient, lr):
        return w - lr * gradient

    draw = draws(12)
    cases = [(1.0, 2.0, 0.1), (0.0, -4.0, 0.5), (3.0, 0.0, 0.1), (-1.0, 0.5, 0.2), (2.5, 3.0, 1.5), (7.0, -0.25, 0.01)]
    cases += [(torch.randn(n, generator=draw), torch.randn(n, generator=draw), lr) for n, lr in ((3, 0.3), (5, 0.02))]
    judge(answer, right, cases, what="your new w", mistakes=(
        (lambda w, gradient, lr: w + lr * gradient, "That goes uphill: the gradient points to where the loss grows, so subtract."),
        (lambda w, gradient, lr: w - gradient, "The learning rate is missing: the step is `lr` times the gradient."),
        (lambda w, gradient, lr: lr * gradient, "That is the step alone. The new value is the old one minus the step."),
        (lambda w, gradient, lr: -lr * gradient, "That is the step alone. The new value is the old one plus this step."),
        (lambda w, gradient, lr: lr * gradient - w, "The sign is turned round: w minus the step, not the step minus w."),
        (lambda w, gradient, lr: w - gradient / lr, "The gradient is multiplied by the learning rate, not divided by it."),
        (lambda w, gradient, lr: w * (1 - lr * gradient), "The step does not depend on w: it is subtracted from w, and w is not multiplied."),
        (lambda w, gradient, lr: (w - gradient) * lr, "Only the gradient is multiplied by the learning rate, w is not."),
        (lambda w, gradient, lr: w - 0.1 * gradient, "The learning rate is fixed at 0.1 in your code: use `lr`."),
        (lambda w, gradient, lr: w - lr, "The gradient is missing: the step is `lr` times the gradient.")),
        hint="The learning rate times the gradient is the length of the step.")


@exercise("01.3", "Counting parameters")
def parameters(answer):
    function(answer, "`parameters`")

    def layers(sizes, bias):
        return sum(a * b + bias(a, b) for a, b in pairwise(sizes))

    def right(sizes):
        return layers(sizes, lambda a, b: b)

    mistakes = (
        (lambda sizes: layers(sizes, lambda a, b: 0), "The biases are missing: one for each neuron of a layer."),
        (lambda sizes: layers(sizes, lambda a, b: a), "A layer has a bias for each output, not for each input."),
        (lambda sizes: layers(sizes, lambda a, b: 1), "A layer has a bias for each of its outputs, not one for all of them."),
        (lambda sizes: right(sizes) - sizes[-1], "The output layer has biases too."),
        (lambda sizes: right(sizes) + sizes[0], "The inputs are numbers that come in: they have no bias."),
        (lambda sizes: sum(sizes), "That counts neurons. A layer has inputs × outputs weights, and a bias for each output."),
        (lambda sizes: sizes[0] * sizes[1] + sizes[1], "That is the first layer alone. Add up all layers: go through the pairs of neighbours in `sizes`."),
        (lambda sizes: layers(sizes[:3], lambda a, b: b), "That stops after two layers. There may be any number of them: go through the pairs of neighbours in `sizes`."),
        (lambda sizes: sizes[-2] * sizes[-1] + sizes[-1], "That is the last layer alone: add up all layers, `total += …`."))
    cases = ([3, 4, 2], [784, 64, 10], [4, 5, 6, 3], [784, 10], [1, 1], [3, 1, 4, 1, 5], [9, 2, 6, 5, 3, 5, 8], [30, 20, 10, 10])
    for sizes in cases:
        try:
            judge(answer, right, [(list(sizes),)], what="the number", mistakes=mistakes,
                  hint="Each layer has inputs × outputs weights and one bias for each of its outputs; add up all layers.")
        except IndexError as error:
            raise NotYet(f"`parameters({sizes})` stopped with an IndexError: there may be any number of layers, "
                         "so go through the pairs of neighbours in `sizes`.") from error


@exercise("01.4", "The loop as a function")
def fit_line(answer):
    import torch

    function(answer, "`fit_line`")
    for x, y in (([-2.0, -1.0, 0.0, 1.0, 2.0], [8.0, 5.0, 2.0, -1.0, -4.0]), ([0.0, 1.0, 3.0], [1.0, 1.5, 2.5]),
                 ([1.5, -0.5, 0.75, 2.0], [0.25, 3.0, -1.0, 2.0])):
        for lr, steps in ((0.1, 1), (0.05, 1), (0.1, 2), (0.1, 7), (0.02, 30), (0.1, 0)):
            run = f"`fit_line(x, y, lr={lr}, steps={steps})` for x = {x}, y = {y}"
            try:
                got = given(answer(torch.tensor(x), torch.tensor(y), lr, steps), run)
            except TypeError as error:
                if "NoneType" not in str(error):
                    raise
                raise NotYet("A gradient is None in the update: `loss.backward()` has to come first, and the update has to change "
                             "the parameter itself: `w -= …`, not `w = w - …`.") from error
            want = descend(x, y, lr, steps)
            wrong = [] if not steps else [
                ((0.0, 0.0), "They are still 0: was there an update, and is `return` outside the loop?"),
                (descend(x, y, lr, steps, sign=1.0), "That goes uphill: subtract `lr` times the gradient."),
                (descend(x, y, lr, steps, keep=True), "The gradients of earlier steps are added up: forget them after each update, `w.grad, b.grad = None, None`."),
                (descend(x, y, lr, steps, total=True), "The loss is the mean of the squares, not their sum."),
                *((descend(x, y, lr, other), f"The update is right, but the number of updates is not: `steps` is {steps}, and these are the numbers after {other}.")
                  for other in {*range(1, steps + 3), 100, 101} - {steps}),
                (descend(x, y, 0.1, steps), "The learning rate is fixed at 0.1: use `lr`."),
                (descend(x, y, lr, steps, shared=True), "The new b was computed with the new w. Both gradients belong to the old pair: compute both before you change either.")]
            assess(got, want, run, parts=("w", "b"), rtol=1e-3, atol=1e-3, mistakes=wrong,
                   hint="Each step: loss, backward, then `w` minus `lr` times its gradient, and the same for `b`.")


def descend(x, y, lr, steps, *, sign=-1.0, keep=False, total=False, shared=False):
    """`steps` updates of w and b from 0 by plain formulas; with the usual mistakes to order."""
    w = b = dw = db = 0.0
    n = 1 if total else len(x)
    for _ in range(steps):
        dw = 2 * sum((w * p + b - q) * p for p, q in zip(x, y, strict=True)) / n + (dw if keep else 0)
        before, w = w, w + sign * lr * dw
        at = w if shared else before
        db = 2 * sum(at * p + b - q for p, q in zip(x, y, strict=True)) / n + (db if keep else 0)
        b = b + sign * lr * db
    return w, b


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
