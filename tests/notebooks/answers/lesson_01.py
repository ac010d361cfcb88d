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
    ],
}

RIGHT = {
    "01.1": ["def share_right(y_hat, y):\n    return sum(int(a == b) for a, b in zip(y_hat, y)) / len(y)"],
    "01.2": ["def update(w, gradient, lr):\n    w -= gradient * lr\n    return w"],
    "01.3": ["def parameters(sizes):\n    return sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:]))"],
}
