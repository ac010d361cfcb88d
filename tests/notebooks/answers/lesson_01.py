"""Answers to the exercises of lesson 1: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "01.1": [
        ("def share_right(y_hat, y):\n    return (y_hat != y).float().mean().item()",
         "That is the share of mistakes: compare with `==`"),
        ("def share_right(y_hat, y):\n    return (y_hat == y).sum().item()",
         "That counts the right answers"),
        ("def share_right(y_hat, y):\n    return 100 * (y_hat == y).float().mean().item()",
         "A share runs from 0 to 1: leave the factor 100 out"),
        ("def share_right(y_hat, y):\n    return y_hat == y",
         "That is one truth value for each example"),
        ("def share_right(y_hat, y):\n    (y_hat == y).float().mean()",
         "Your share for y_hat = [3, 1, 4, 1], y = [3, 1, 4, 9] is None"),
        ("def share_right(y_hat, y):\n    return 1.0 if torch.equal(y_hat, y) else 0.0",
         "That asks whether all are right at once"),
        ("def share_right(y_hat, y):\n    return (y_hat - y).abs().float().mean()",
         "That is how far the labels lie apart"),
        ("def share_right(y_hat, y):\n    return round((y_hat == y).float().mean().item())",
         "Do not round the result"),
        ("def share_right(y_hat, y):\n    return (y_hat == y).float()",
         "That is one truth value for each example"),
        ("def share_right(y_hat, y):\n    return (y_hat == y).float().mean() / len(y)",
         "Compare the two tensors element by element, then divide the"),
        ("def share_right(y_hat, y):\n    y_hat -= y\n    return (y_hat == 0).float().mean()",
         "changed its input `y_hat`"),
        ("def share_right(y_hat, y):\n    return (y_hat == y).sum() / 4",
         "Compare the two tensors element by element, then divide the"),
    ],
    "01.2": [
        ("def update(w, gradient, lr):\n    return w + lr * gradient",
         "That goes uphill: the gradient points to where the loss"),
        ("def update(w, gradient, lr):\n    return w - gradient",
         "The learning rate is missing: the step is `lr` times the"),
        ("def update(w, gradient, lr):\n    return lr * gradient",
         "That is the step alone"),
        ("def update(w, gradient, lr):\n    w -= lr * gradient",
         "Your new w for w = 1, gradient = 2, lr = 0.1 is None"),
        ("def update(w, gradient, lr):\n    return lr * gradient - w",
         "The sign is turned round: w minus the step, not the step"),
        ("def update(w, gradient, lr):\n    return w - lr",
         "The gradient is missing: the step is `lr` times the gradient"),
        ("def update(w, gradient, lr):\n    return (w - gradient) * lr",
         "Only the gradient is multiplied by the learning rate, w is not"),
        ("def update(w, gradient, lr):\n    return w * (1 - lr * gradient)",
         "The step does not depend on w: it is subtracted from w, and w"),
        ("def update(w, gradient, lr):\n    return w - gradient / lr",
         "The gradient is multiplied by the learning rate, not divided"),
        ("def update(w, gradient, lr):\n    return -lr * gradient",
         "That is the step alone"),
        ("def update(w, gradient, lr):\n    return w - 0.1 * gradient",
         "The learning rate is fixed at 0.1 in your code: use `lr`"),
    ],
    "01.3": [
        ("def parameters(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:]))",
         "The biases are missing: one for each neuron of a layer"),
        ("def parameters(sizes):\n    return sum(a * b + a for a, b in zip(sizes, sizes[1:]))",
         "A layer has a bias for each output, not for each input"),
        ("def parameters(sizes):\n    return sum(sizes)",
         "That counts neurons"),
        ("def parameters(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes)",
         "The inputs are numbers that come in: they have no bias"),
        ("def parameters(sizes):\n    return sizes[0] * sizes[1] + sizes[1]",
         "That is the first layer alone"),
        ("def parameters(sizes):\n    return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]",
         "That stops after two layers"),
        ("def parameters(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes[1:-1])",
         "The output layer has biases too"),
        ("def parameters(sizes):\n    return sum(a * b + 1 for a, b in zip(sizes, sizes[1:]))",
         "A layer has a bias for each of its outputs, not one for all"),
        ("def parameters(sizes):\n    return sum((a + 1) * b for a, b in zip(sizes, sizes[1:])) + sizes[0]",
         "The inputs are numbers that come in: they have no bias"),
        ("def parameters(sizes):\n    return sizes[-2] * sizes[-1] + sizes[-1]",
         "That is the last layer alone: add up all layers, `total += …`"),
        ("def parameters(sizes):\n    total = 0\n    for a, b in zip(sizes, sizes[1:]):\n"
         "        total = a * b + b\n    return total",
         "That is the last layer alone: add up all layers, `total += …`"),
        ("def parameters(sizes):\n    return 50890",
         "Each layer has inputs × outputs weights and one bias for each"),
    ],
    "01.4": [
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        loss = ((w * x + b - y) ** 2).mean()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w -= lr * w.grad\n            b -= lr * b.grad\n"
         "    return w, b",
         "The gradients of earlier steps are added up: forget them"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(101):\n        loss = ((w * x + b - y) ** 2).mean()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w -= lr * w.grad\n            b -= lr * b.grad\n"
         "        w.grad, b.grad = None, None\n    return w, b",
         "The update is right, but the number of updates is not"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        loss = ((w * x + b - y) ** 2).mean()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w += lr * w.grad\n            b += lr * b.grad\n"
         "        w.grad, b.grad = None, None\n    return w, b",
         "That goes uphill: subtract `lr` times the gradient"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        loss = ((w * x + b - y) ** 2).sum()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w -= lr * w.grad\n            b -= lr * b.grad\n"
         "        w.grad, b.grad = None, None\n    return w, b",
         "The loss is the mean of the squares, not their sum"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        loss = ((w * x + b - y) ** 2).mean()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w -= lr * w.grad\n            b -= lr * b.grad\n"
         "        w.grad, b.grad = None, None\n    return b, w",
         "The two have changed places"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        loss = ((w * x + b - y) ** 2).mean()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w -= lr * w.grad\n            b -= lr * b.grad\n"
         "        w.grad, b.grad = None, None\n    return w",
         "Return two results, separated by commas"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        loss = ((w * x + b - y) ** 2).mean()\n        loss.backward()\n"
         "        with torch.no_grad():\n            w -= 0.1 * w.grad\n            b -= 0.1 * b.grad\n"
         "        w.grad, b.grad = None, None\n    return w, b",
         "The learning rate is fixed at 0.1: use `lr`"),
        ("def fit_line(x, y, lr, steps):\n    w = b = 0.0\n    for _ in range(steps):\n"
         "        w = w - lr * 2 * ((w * x + b - y) * x).mean().item()\n"
         "        b = b - lr * 2 * (w * x + b - y).mean().item()\n    return w, b",
         "The new b was computed with the new w"),
        ("def fit_line(x, y, lr, steps):\n    w = b = 0.0\n    for _ in range(steps):\n"
         "        e = w * x + b - y\n"
         "        w, b = w - lr * 2 * (e * x).mean().item(), b - lr * 2 * e.mean().item()\n        return w, b",
         "The update is right, but the number of updates is not"),
        ("def fit_line(x, y, lr, steps):\n"
         "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
         "    for _ in range(steps):\n        with torch.no_grad():\n            w -= lr * w.grad\n"
         "    return w, b",
         "A gradient is None in the update"),
        ("def fit_line(x, y, lr, steps):\n    return 0.0, 0.0",
         "They are still 0: was there an update, and is `return`"),
    ],
}

RIGHT = {
    "01.1": [
        "def share_right(y_hat, y):\n    return sum(int(a == b) for a, b in zip(y_hat, y)) / len(y)",
        "def share_right(y_hat, y):\n    return (y_hat == y).sum() / len(y)",
        "def share_right(y_hat, y):\n    return 1 - torch.count_nonzero(y_hat - y) / y.numel()",
        "def share_right(y_hat, y):\n    return (y_hat == y).double().mean()",
    ],
    "01.2": [
        "def update(w, gradient, lr):\n    w -= gradient * lr\n    return w",
        "def update(w, gradient, lr):\n    step = lr * gradient\n    return w - step",
        "def update(w, gradient, lr):\n    return w + gradient * -lr",
    ],
    "01.3": [
        "def parameters(sizes):\n    return sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:]))",
        "def parameters(sizes):\n"
        "    return sum(w.numel() for a, b in zip(sizes, sizes[1:]) for w in torch.nn.Linear(a, b).parameters())",
        "def parameters(sizes):\n    if len(sizes) < 2:\n        return 0\n"
        "    return sizes[0] * sizes[1] + sizes[1] + parameters(sizes[1:])",
    ],
    "01.4": [
        "def fit_line(x, y, lr, steps):\n    w = b = 0.0\n    for _ in range(steps):\n"
        "        error = w * x + b - y\n"
        "        w, b = w - lr * 2 * (error * x).mean().item(), b - lr * 2 * error.mean().item()\n"
        "    return w, b",
        "def fit_line(x, y, lr, steps):\n    parameters = torch.zeros(2, requires_grad=True)\n"
        "    optimizer = torch.optim.SGD([parameters], lr=lr)\n    for _ in range(steps):\n"
        "        optimizer.zero_grad()\n        F.mse_loss(parameters[0] * x + parameters[1], y).backward()\n"
        "        optimizer.step()\n    return parameters",
        "def fit_line(x, y, lr, steps):\n    model = torch.nn.Linear(1, 1)\n    for p in model.parameters():\n"
        "        p.data.zero_()\n    optimizer = torch.optim.SGD(model.parameters(), lr=lr)\n"
        "    for _ in range(steps):\n        optimizer.zero_grad()\n"
        "        F.mse_loss(model(x[:, None])[:, 0], y).backward()\n        optimizer.step()\n"
        "    return model.weight.item(), model.bias.item()",
    ],
}
