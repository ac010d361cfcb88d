"""Plausible wrong answers to the exercises of lesson 6, and right ones written differently from the solutions."""

WRONG = {
    "06.1": [
        "def count(sizes):\n    return sum(a * b for a, b in pairwise(sizes))",
        "def count(sizes):\n    return sum(a * b + a for a, b in pairwise(sizes))",
        "def count(sizes):\n    return sum(a * b + b for a, b in zip(sizes[1:], sizes[2:]))",
        "def count(sizes):\n    return math.prod(sizes)",
    ],
    "06.2": [
        "xor_weights = (torch.tensor([[1., -1.], [1., -1.]]), torch.tensor([-0.5, 1.5]), torch.tensor([1., 1.]), -1.5)",
        "xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -1.]), 0.0)",
        "xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -2.]))",
        "xor_weights = (torch.ones(2), torch.tensor([0., -1.]), torch.tensor([1., -2.]), 0.0)",
        "xor_weights = (torch.full((2, 2), float('nan')), torch.tensor([0., -1.]), torch.tensor([1., -2.]), 0.0)",
        "xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -2.]), torch.zeros(2))",
    ],
    "06.3": [
        "def error_before(delta, W, h):\n    return delta @ W.T * (1 - h**2)",
        "def error_before(delta, W, h):\n    return delta @ W.T",
        "def error_before(delta, W, h):\n    return delta @ W.T * h",
        "def error_before(delta, W, h):\n    return delta @ W * h * (1 - h)",
    ],
    "06.4": [
        "def descend(gradient, p, lr, beta, steps):\n    for _ in range(steps):\n        p = p - lr * gradient(p)\n    return p",
        "def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
        "        v = beta * v + (1 - beta) * gradient(p)\n        p = p - lr * v\n    return p",
        "def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
        "        p = p - lr * v\n        v = beta * v + gradient(p)\n    return p",
        "def descend(gradient, p, lr, beta, steps):\n    for _ in range(steps):\n        v = 0\n"
        "        v = beta * v + gradient(p)\n        p = p - lr * v\n    return p",
        "def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
        "        v = beta * v + gradient(p)\n        p = p - lr * v\n        return p",
    ],
    "06.5": [
        "def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
        "    d2 = (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
        "def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
        "    d2 = 2 * (h @ W2 + b2 - y)\n    d1 = d2 @ W2.T * (z1 > 0)\n    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
        "def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
        "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T\n    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
        "def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
        "    d2 = 2 * (y - h @ W2 - b2) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
        "def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
        "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n    return h.T @ d2, d2.sum(0), X.T @ d1, d1.sum(0)",
    ],
}

RIGHT = {
    "06.1": ["def count(sizes):\n    return sum(p.numel() for a, b in pairwise(sizes) for p in nn.Linear(a, b).parameters())"],
    "06.2": ["xor_weights = (torch.tensor([[1., -1.], [-1., 1.]]), torch.zeros(2), torch.ones(2), 0)"],
    "06.3": ["def error_before(delta, W, h):\n    back = torch.einsum('bo,io->bi', delta, W)\n    return back * (h - h * h)"],
    "06.4": ["def descend(gradient, p, lr, beta, steps):\n    q = p.clone().requires_grad_()\n"
             "    optimizer = torch.optim.SGD([q], lr=lr, momentum=beta)\n    for _ in range(steps):\n"
             "        q.grad = gradient(q.detach())\n        optimizer.step()\n    return q.detach()"],
    "06.5": ["def gradients_of(X, y, W1, b1, W2, b2):\n    weights = [w.clone().requires_grad_() for w in (W1, b1, W2, b2)]\n"
             "    A, a, B, b = weights\n    F.mse_loss(torch.relu(X @ A + a) @ B + b, y).backward()\n"
             "    return tuple(w.grad for w in weights)"],
}
