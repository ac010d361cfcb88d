"""Exercises and quiz of lesson 6, multilayer perceptrons."""
from __future__ import annotations

import math
from itertools import pairwise

from .core import NotYet, Question, exercise, function, tensor
from .demands import without_autograd
from .judge import draws, judge


@exercise("06.1", "Count the parameters")
def count(answer):
    def layers(sizes, bias):
        return sum(a * b + bias(a, b) for a, b in pairwise(sizes))

    def right(sizes):
        return layers(sizes, lambda a, b: b)

    cases = [((8, 10, 10, 1),), ((784, 128, 128, 10),), ((5, 1),), ((3, 7, 2),), ((6, 5, 4, 3, 2, 9),), ((11, 11, 11),)]
    judge(answer, right, cases, what="`count(sizes)`", mistakes=(
        (lambda sizes: layers(sizes, lambda a, b: 0), "Those are the weights alone: every neuron of a hidden and the output layer has a bias, too."),
        (lambda sizes: layers(sizes, lambda a, b: a), "A layer from n to m has a bias for each of its m outputs, not for its n inputs."),
        (lambda sizes: layers(sizes, lambda a, b: 1), "A layer has a bias for each of its neurons, not one for all of them."),
        (lambda sizes: right(sizes[1:]), "The first layer is missing: the pairs begin with (inputs, first hidden layer)."),
        (lambda sizes: right(sizes[:-1]), "The output layer is missing: the pairs end with (last hidden layer, outputs)."),
        (lambda sizes: right(sizes) - sizes[-1], "The output layer has biases, too."),
        (lambda sizes: right(sizes) + sizes[0], "The inputs are numbers that come in: they have no bias."),
        (lambda sizes: math.prod(sizes), "That multiplies all the sizes together. Layers are added up: only neighbours are multiplied."),
        (lambda sizes: sum(sizes), "That counts neurons. A layer from n to m has n·m weights and m biases."),
        (lambda sizes: right(sizes[:2]), "That is the first layer alone: add up all the pairs."),
        (lambda sizes: right(sizes[-2:]), "That is the last layer alone: add up all the pairs."),
        (lambda sizes: 211, "211 is right for (8, 10, 10, 1) only: compute it from `sizes`.")),
        hint="A layer from n to m has n·m weights and m biases.")


@exercise("06.2", "XOR with two ReLU neurons")
def xor_weights(answer):
    import torch

    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise NotYet("Four things are wanted, as in `xor_weights = (W1, b1, w2, b2)`.")
    W1, b1, w2, b2 = answer
    for name, value, shape in (("`W1`", W1, (2, 2)), ("`b1`", b1, (2,)), ("`w2`", w2, (2,))):
        tensor(value, name, shape=shape)
        if not value.is_floating_point():
            raise NotYet(f"{name} holds whole numbers, and `X @ W1` would stop: X holds floats. Write 1. in place of 1.")
    if not (isinstance(b2, (int, float)) or (isinstance(b2, torch.Tensor) and b2.numel() == 1)):
        raise NotYet("`b2` should be one number, such as 0.0.")
    W1, b1, w2 = (value.detach().cpu().double() for value in (W1, b1, w2))
    X = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float64)
    before = X @ W1 + b1
    out = (torch.relu(before) @ w2 + float(b2)).tolist()
    xor = [0.0, 1.0, 1.0, 0.0]
    if all(abs(o - w) <= 1e-4 for o, w in zip(out, xor, strict=True)):     # written so that nan does not pass
        return
    if all(abs(o - w) <= 1e-4 for o, w in zip((before @ w2 + float(b2)).tolist(), xor, strict=True)):
        raise NotYet("Without the ReLU this would be XOR, with it it is not: apply `relu` to `X @ W1 + b1`.")
    if all(abs(o - (1 - w)) <= 1e-4 for o, w in zip(out, xor, strict=True)):
        raise NotYet("That is the opposite of XOR: turn the signs of w2 round, and add 1 at the end.")
    if all((o > 0) == (w > 0) for o, w in zip(out, xor, strict=True)):
        raise NotYet(f"The signs are right, but the outputs are {', '.join(f'{o:.3g}' for o in out)}; exactly 0, 1, 1, 0 is asked for.")
    for x, o, w in zip(X.int().tolist(), out, xor, strict=True):
        if not abs(o - w) <= 1e-4:
            raise NotYet(f"For the input {x} your network says {o:.3g}, and XOR is {w:.0f}. Both neurons say "
                         f"{', '.join(f'{h:.3g}' for h in torch.relu(before)[X.int().tolist().index(x)].tolist())} there.")


@exercise("06.3", "One layer back")
def error_before(answer):
    import torch

    def right(delta, W, h):
        return delta @ W.T * h * (1 - h)

    draw = draws(63)
    cases = [(torch.randn(batch, n_out, generator=draw), torch.randn(n_in, n_out, generator=draw), torch.sigmoid(torch.randn(batch, n_in, generator=draw)))
             for batch, n_in, n_out in ((1, 2, 2), (4, 3, 2), (3, 3, 3), (10, 1, 5), (6, 8, 4))]
    judge(answer, right, cases, what="the error", atol=1e-6, mistakes=(
        (lambda delta, W, h: delta @ W.T * (1 - h**2), "That is the slope of tanh. This layer's input came out of a sigmoid."),
        (lambda delta, W, h: delta @ W.T, "The error is sent back through the weights; now it must also pass the slope of the sigmoid."),
        (lambda delta, W, h: delta @ W.T * h, "The slope of the sigmoid is h·(1 - h): the second factor is missing."),
        (lambda delta, W, h: delta @ W.T * (1 - h), "The slope of the sigmoid is h·(1 - h): the factor h is missing."),
        (lambda delta, W, h: delta @ W.T * torch.sigmoid(h) * (1 - torch.sigmoid(h)), "h came out of the sigmoid already: its slope is h·(1 - h), without another sigmoid."),
        (lambda delta, W, h: delta @ W * h * (1 - h), "W has to be transposed on the way back: `delta @ W.T`."),
        (lambda delta, W, h: h * (1 - h), "That is the slope alone: multiply it by the error that comes back, `delta @ W.T`."),
        (lambda delta, W, h: h.T @ delta, "That is the gradient of W. The error goes back through the weights: `delta @ W.T`."),
        (lambda delta, W, h: right(delta, W, h) / len(h), "No mean is wanted here: the 1/n of the loss is in `delta` already."),
        (lambda delta, W, h: right(delta, W, h).sum(0), "That sums over the batch. Each example has an error of its own.")),
        hint="Back through the weights with `W.T`, then times the slope h·(1 - h).")


@exercise("06.4", "Momentum, several steps")
def descend(answer):
    import torch

    def ready(gradient, p, lr, beta, steps):
        p = p.clone().requires_grad_()
        optimizer = torch.optim.SGD([p], lr=lr, momentum=beta)
        for _ in range(steps):
            p.grad = gradient(p.detach())
            optimizer.step()
        return p.detach()

    def like(rule, v=0.0):
        def wrong(gradient, p, lr, beta, steps):
            now = torch.full_like(p, v)
            for _ in range(steps):
                now, p = rule(now, p, gradient, lr, beta)
            return p
        return wrong

    def plain(v, p, g, lr, beta):
        return v, p - lr * g(p)

    def damped(v, p, g, lr, beta):
        v = beta * v + (1 - beta) * g(p)
        return v, p - lr * v

    def late(v, p, g, lr, beta):
        return beta * v + g(p), p - lr * v

    def uphill(v, p, g, lr, beta):
        v = beta * v + g(p)
        return v, p + lr * v

    def ahead(v, p, g, lr, beta):
        v = beta * v + g(p)
        return v, p - lr * (g(p) + beta * v)

    def all_kept(v, p, g, lr, beta):
        v = v + g(p)
        return v, p - lr * v

    def no_rate(v, p, g, lr, beta):
        v = beta * v + g(p)
        return v, p - v

    def inside(v, p, g, lr, beta):
        v = beta * (v + g(p))
        return v, p - lr * v

    def valley(p):
        return p * torch.linspace(0.2, 4.0, len(p), dtype=p.dtype, device=p.device)

    def bent(p):
        return torch.sin(p) + 0.3 * p

    draw = draws(64)
    cases = [(valley, torch.tensor([-4.0, 1.5]), lr, beta, steps) for lr, beta, steps in ((0.1, 0.6, 3), (0.1, 0.9, 2), (0.1, 0.0, 1), (0.05, 0.5, 6), (0.2, 0.8, 0))]
    cases += [(bent, torch.randn(n, generator=draw), lr, beta, steps) for n, lr, beta, steps in ((1, 0.3, 0.7, 4), (5, 0.03, 0.95, 30))]
    judge(answer, ready, cases, what="the last `p`", mistakes=(
        (lambda g, p, lr, beta, steps: ready(g, p, lr, beta, min(steps, 1)), "That is where one step leads, and more were asked for: look where the loop ends and where `return` stands."),
        (like(plain), "Momentum changes nothing here: v has to collect, `v = beta * v + gradient(p)`, and it must not begin anew in each step."),
        (like(damped), "PyTorch has no factor (1 - beta): v = beta * v + gradient(p)."),
        (like(late), "p moves by the old v. First `v = beta * v + gradient(p)`, then `p = p - lr * v`."),
        (like(uphill), "That goes uphill: p = p - lr * v."),
        (like(ahead), "That is Nesterov's variant. Here p moves by lr * v and nothing else."),
        (like(all_kept), "Nothing is forgotten here: the old v is multiplied by `beta` first."),
        (like(no_rate), "The learning rate is missing: p = p - lr * v."),
        (like(inside), "Only the old v is multiplied by beta, the new gradient is not."),
        (lambda g, p, lr, beta, steps: ready(g, p, lr, 0.9, steps), "β is fixed at 0.9 in your code: use `beta`."),
        (lambda g, p, lr, beta, steps: ready(g, p, lr, beta, steps + 1), "You took one step too many."),
        (lambda g, p, lr, beta, steps: ready(g, p, lr, beta, max(0, steps - 1)), "That is one step too few. In each step v comes first, `v = beta * v + gradient(p)`, and p moves by the new v; `range(steps)` counts `steps` times."),
        (lambda g, p, lr, beta, steps: like(lambda v, q, _, lr, beta: (beta * v + g(p), q - lr * (beta * v + g(p))))(g, p, lr, beta, steps),
         "The gradient was asked for once, at the start. Ask again at every new p: `gradient(p)` inside the loop.")),
        hint="v collects: v = beta * v + gradient(p), then p = p - lr * v. PyTorch has no factor (1 - beta).")


@exercise("06.5", "Challenge, a whole backward pass")
def gradients_of(answer):
    import torch

    function(answer, "gradients_of")

    def by_hand(factor=2.0, mean=True, turn=False, relu=True, slope=True, use_z=True, bias=True):
        def gradients(X, y, W1, b1, W2, b2):
            z1 = X @ W1 + (b1 if bias else 0)
            h = torch.relu(z1) if relu else z1
            error = h @ W2 + b2 - y
            d2 = factor * (-error if turn else error) / (len(y) if mean else 1)
            d1 = d2 @ W2.T * ((z1 > 0) if slope else 1)
            return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)
        return gradients

    def part(change):
        return lambda *args: change(*by_hand()(*args), *args)

    draw = draws(65)
    cases = []
    for n, d, k in ((1, 1, 2), (9, 4, 5), (3, 3, 3), (30, 2, 7)):
        cases.append(tuple(torch.randn(shape, generator=draw) for shape in ((n, d), (n, 1), (d, k), (k,), (k, 1), (1,))))
    names = ("dW1", "db1", "dW2", "db2")
    mistakes = (
        (by_hand(turn=True), "All four have the wrong sign: the error is y_hat - y, not y - y_hat."),
        (by_hand(factor=1.0), "All four are half of what they should be: the derivative of a square brings a factor 2."),
        (by_hand(mean=False), "All four are n times too large: the loss is a mean, so divide by the number of examples."),
        (by_hand(factor=1.0, mean=False), "The derivative of a square brings a factor 2, and the loss is a mean: divide by the number of examples."),
        (by_hand(relu=False, slope=False), "There the ReLU is left out: h = relu(z1) on the way forward, and its slope on the way back."),
        (by_hand(slope=False), "dW2 and db2 are right. On the way back through the ReLU its slope is missing: 1 where z1 > 0, else 0."),
        (by_hand(relu=False), "The ReLU is left out on the way forward: h = relu(z1)."),
        (by_hand(bias=False), "b1 is missing on the way forward: z1 = X @ W1 + b1."),
        (part(lambda a, b, c, d, *_: (a, b, c, d / len(_[1]))), "Three are right. db2 is a sum over the examples: 1/n is in the error at the output already, so a mean divides twice."),
        (part(lambda a, b, c, d, *_: (a, b / len(_[1]), c, d / len(_[1]))), "db1 and db2 are sums over the examples: 1/n is in the error at the output already, so a mean divides twice."),
        (part(lambda a, b, c, d, *_: (a.T, b, c, d)), "dW1 is transposed: it has the shape of W1, so Xᵀ stands before the error."))
    hints = {"dW2": "It is hᵀ times the error at the output, 2·(y_hat - y)/n.",
             "db2": "It is the sum over the examples of the error at the output, 2·(y_hat - y)/n, with y_hat computed through the ReLU.",
             "dW1": "Send the error back through W2, multiply by ReLU's slope, then by Xᵀ.",
             "db1": "Send the error back through W2, multiply by ReLU's slope (1 where z1 > 0, else 0), then sum over the examples."}
    judge(without_autograd(answer, "Go back step by step, as in section 5."), by_hand(), cases[1:] + cases[:1] + cases[-1:], what="your result",
          parts=names, mistakes=mistakes, hint=hints, atol=1e-5)


QUIZ = (
    Question("Why can a network with one hidden layer compute XOR when a single neuron cannot?",
             ("it has more training time", "the hidden layer moves the examples to places where one line parts them",
              "the sigmoid is replaced by a step", "it has no biases"), answer=1,
             why="OR and NAND as hidden neurons turn the four inputs into three points, which a single line separates."),
    Question("How many parameters has a 4-3-2 network?",
             ("9", "18", "23", "24"), answer=2,
             why="(4 + 1) · 3 + (3 + 1) · 2 = 15 + 8 = 23: every neuron behind the input has a bias."),
    Question("What is backpropagation?",
             ("a way to compute the gradients of a loss, layer by layer from the end", "an unsupervised learning method",
              "another word for gradient descent", "a way to initialise the weights"), answer=0,
             why="It is the chain rule in a clever order. What is done with the gradients is the optimiser's business."),
    Question("All weights of a hidden layer start at the same number, not 0. What happens?",
             ("training is faster", "the loss is nan", "nothing is learned at all", "the neurons stay identical, so the layer acts like one neuron"),
             answer=3, why="Equal weights get equal gradients in every step. Only different starts break the symmetry."),
    Question("The first step of Adam with lr = 0.1, for a weight with gradient 6 and one with gradient -0.45?",
             ("-0.6 and +0.045", "-0.1 and +0.1", "-6 and +0.45", "both 0, it must collect first"), answer=1,
             why="Adam divides by the size of the gradient, so its first step has the length lr in every direction."),
    Question("After 10 epochs batch size 1000 has a higher training loss than batch size 10. What should you check first?",
             ("whether the large batch overfits", "whether the network has too many parameters", "how many updates each of them made",
              "whether the data is sorted"), answer=2,
             why="Ten epochs are a hundred times fewer updates with the large batch. With as many updates the difference vanished."),
)
