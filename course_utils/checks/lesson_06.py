"""Exercises and quiz of lesson 6, multilayer perceptrons."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, same, tensor


@exercise("06.1", "Count the parameters")
def count(answer):
    function(answer, "count")
    got = answer((8, 10, 10, 1))
    if got == 190:
        raise NotYet("190 are the weights alone: every neuron of a hidden and the output layer has a bias, too.")
    same(got, 211, "`count((8, 10, 10, 1))`", hint="A layer from n to m has n·m weights and m biases.")
    same(answer((784, 128, 128, 10)), 118_282, "`count((784, 128, 128, 10))`")
    same(answer((5, 1)), 6, "`count((5, 1))`", hint="A network without a hidden layer has one layer of weights.")


@exercise("06.2", "XOR with two ReLU neurons")
def xor_weights(answer):
    import torch

    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise NotYet("Four things are wanted, as in `xor_weights = (W1, b1, w2, b2)`.")
    W1, b1, w2, b2 = answer
    tensor(W1, "`W1`", shape=(2, 2))
    tensor(b1, "`b1`", shape=(2,))
    tensor(w2, "`w2`", shape=(2,))
    if not (isinstance(b2, (int, float)) or (isinstance(b2, torch.Tensor) and b2.numel() == 1)):
        raise NotYet("`b2` should be one number, such as 0.0.")
    X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    hidden = torch.relu(X @ W1.float() + b1.float())
    out = hidden @ w2.float() + float(b2)
    want = torch.tensor([0.0, 1.0, 1.0, 0.0])
    for x, o, w in zip(X.int().tolist(), out.tolist(), want.tolist(), strict=True):
        if not abs(o - w) <= 1e-4:                  # written so that nan does not pass
            raise NotYet(f"For the input {x} your network says {o:.3g}, and XOR is {w:.0f}.")


@exercise("06.3", "One layer back")
def error_before(answer):
    import torch

    function(answer, "error_before")
    draw = torch.Generator().manual_seed(2)
    z, W = torch.randn(4, 3, generator=draw, requires_grad=True), torch.randn(3, 2, generator=draw)
    delta = torch.randn(4, 2, generator=draw)
    h = torch.sigmoid(z)
    (h @ W * delta).sum().backward()                # its gradient behind the layer is delta
    h = h.detach()
    got = tensor(answer(delta, W, h), "the error", shape=(4, 3))
    if torch.allclose(got, delta @ W.T * (1 - h**2), atol=1e-6):
        raise NotYet("That is the slope of tanh. This layer's input came out of a sigmoid.")
    if torch.allclose(got, delta @ W.T, atol=1e-6):
        raise NotYet("The error is sent back through the weights; now it must also pass the slope of the sigmoid.")
    close(got, z.grad, "the error", hint="Back through the weights with `W.T`, then times the slope h·(1 - h).")


@exercise("06.4", "Momentum, several steps")
def descend(answer):
    import torch

    function(answer, "descend")

    def gradient(p):
        return p * torch.tensor([0.2, 4.0])

    start = torch.tensor([-4.0, 1.5])
    for lr, beta, steps in ((0.1, 0.0, 1), (0.1, 0.9, 2), (0.05, 0.5, 6)):
        p = start.clone().requires_grad_()
        optimizer = torch.optim.SGD([p], lr=lr, momentum=beta)
        for _ in range(steps):
            p.grad = gradient(p.detach())
            optimizer.step()
        got = tensor(answer(gradient, start.clone(), lr, beta, steps), "the last `p`", shape=(2,))
        if steps > 1 and torch.allclose(got, start - lr * gradient(start)):
            raise NotYet(f"That is where one step leads, and {steps} were asked for: look where the loop ends and where `return` stands.")
        close(got, p.detach(), f"the last `p`, after {steps} step{'s' * (steps > 1)} with β = {beta:g},",
              hint="v collects: v = beta * v + gradient(p), then p = p - lr * v. PyTorch has no factor (1 - beta).")


@exercise("06.5", "Challenge, a whole backward pass")
def gradients_of(answer):
    import torch

    function(answer, "gradients_of")
    draw = torch.Generator().manual_seed(3)
    X, y = torch.randn(9, 4, generator=draw), torch.randn(9, 1, generator=draw)
    shapes = ((4, 5), (5,), (5, 1), (1,))
    weights = [torch.randn(shape, generator=draw).requires_grad_() for shape in shapes]
    W1, b1, W2, b2 = weights
    ((torch.relu(X @ W1 + b1) @ W2 + b2 - y) ** 2).mean().backward()
    got = answer(X, y, *(w.detach().clone() for w in weights))
    if not isinstance(got, (tuple, list)) or len(got) != 4:
        raise NotYet("Return four gradients, in the order dW1, db1, dW2, db2.")
    hints = {"dW2": "It is hᵀ times the error at the output, 2·(y_hat - y)/n.",
             "db2": "It is the sum over the examples of the error at the output, 2·(y_hat - y)/n, with y_hat computed through the ReLU.",
             "dW1": "Send the error back through W2, multiply by ReLU's slope, then by Xᵀ.", "db1": "Send the error back through W2, multiply by ReLU's slope (1 where z1 > 0, else 0), then sum over the examples."}
    for name, gradient, weight in reversed(list(zip(("dW1", "db1", "dW2", "db2"), got, weights, strict=True))):
        tensor(gradient, f"`{name}`", shape=tuple(weight.shape))
        if torch.allclose(-gradient, weight.grad, atol=1e-6):
            raise NotYet(f"{name} has the wrong sign: the error is y_hat - y, not y - y_hat.")
        if torch.allclose(2 * gradient, weight.grad, atol=1e-6):
            raise NotYet(f"{name} is half of what it should be: the derivative of a square brings a factor 2.")
        if torch.allclose(gradient, 9 * weight.grad, atol=1e-4):
            raise NotYet(f"{name} is n times too large: the loss is a mean, so divide by the number of examples.")
        close(gradient, weight.grad, f"`{name}`", hint=hints[name])


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
