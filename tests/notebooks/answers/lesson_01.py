"""Plausible wrong answers to the exercises of lesson 1, and right ones written differently from the solutions."""

WRONG = {
    "01.1": [
        "def share_right(y_hat, y):\n    return (y_hat != y).float().mean().item()",
        "def share_right(y_hat, y):\n    return (y_hat == y).sum().item()",
        "def share_right(y_hat, y):\n    return 100 * (y_hat == y).float().mean().item()",
        "def share_right(y_hat, y):\n    return y_hat == y",
        "def share_right(y_hat, y):\n    (y_hat == y).float().mean()",
    ],
    "01.2": [
        "def update(w, gradient, lr):\n    return w + lr * gradient",
        "def update(w, gradient, lr):\n    return w - gradient",
        "def update(w, gradient, lr):\n    return lr * gradient",
        "def update(w, gradient, lr):\n    w -= lr * gradient",
    ],
    "01.3": [
        "def parameters(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:]))",
        "def parameters(sizes):\n    return sum(a * b + a for a, b in zip(sizes, sizes[1:]))",
        "def parameters(sizes):\n    return sum(sizes)",
        "def parameters(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes)",
        "def parameters(sizes):\n    return sizes[0] * sizes[1] + sizes[1]",
        "def parameters(sizes):\n    return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]",
        "def parameters(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes[1:-1])",
    ],
    "01.4": [
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(steps):\n"
        "        loss = ((w * x + b - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w -= lr * w.grad\n"
        "            b -= lr * b.grad\n"
        "    return w, b",
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(101):\n"
        "        loss = ((w * x + b - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w -= lr * w.grad\n"
        "            b -= lr * b.grad\n"
        "        w.grad, b.grad = None, None\n"
        "    return w, b",
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(steps):\n"
        "        loss = ((w * x + b - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w += lr * w.grad\n"
        "            b += lr * b.grad\n"
        "        w.grad, b.grad = None, None\n"
        "    return w, b",
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(steps):\n"
        "        loss = ((w * x + b - y) ** 2).sum()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w -= lr * w.grad\n"
        "            b -= lr * b.grad\n"
        "        w.grad, b.grad = None, None\n"
        "    return w, b",
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(steps):\n"
        "        loss = ((w * x + b - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w -= lr * w.grad\n"
        "            b -= lr * b.grad\n"
        "        w.grad, b.grad = None, None\n"
        "    return b, w",
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(steps):\n"
        "        loss = ((w * x + b - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w -= lr * w.grad\n"
        "            b -= lr * b.grad\n"
        "        w.grad, b.grad = None, None\n"
        "    return w",
        "def fit_line(x, y, lr, steps):\n"
        "    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)\n"
        "    for _ in range(steps):\n"
        "        loss = ((w * x + b - y) ** 2).mean()\n"
        "        loss.backward()\n"
        "        with torch.no_grad():\n"
        "            w -= 0.1 * w.grad\n"
        "            b -= 0.1 * b.grad\n"
        "        w.grad, b.grad = None, None\n"
        "    return w, b",
    ],
}

RIGHT = {
    "01.1": ["def share_right(y_hat, y):\n    return sum(int(a == b) for a, b in zip(y_hat, y)) / len(y)"],
    "01.2": ["def update(w, gradient, lr):\n    w -= gradient * lr\n    return w"],
    "01.3": ["def parameters(sizes):\n    return sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:]))"],
    "01.4": [
        "def fit_line(x, y, lr, steps):\n"
        "    w = b = 0.0\n"
        "    for _ in range(steps):\n"
        "        error = w * x + b - y\n"
        "        w, b = w - lr * 2 * (error * x).mean().item(), b - lr * 2 * error.mean().item()\n"
        "    return w, b",
        "def fit_line(x, y, lr, steps):\n"
        "    parameters = torch.zeros(2, requires_grad=True)\n"
        "    optimizer = torch.optim.SGD([parameters], lr=lr)\n"
        "    for _ in range(steps):\n"
        "        optimizer.zero_grad()\n"
        "        F.mse_loss(parameters[0] * x + parameters[1], y).backward()\n"
        "        optimizer.step()\n"
        "    return parameters",
    ],
}
