"""Plausible wrong answers to the exercises of lesson 5, and right ones written differently from the solutions."""

WRONG = {
    "05.1": [
        "nor = (1.0, 1.0, -0.5)",
        "nor = (-1.0, -1.0, 1.5)",
        "nor = (-1.0, -1.0, 0.0)",
        "nor = (-1.0, -1.0)",
    ],
    "05.2": [
        "def perceptron_update(w, b, x, y, lr):\n    return w + lr * y * x, b + lr * y",
        "def perceptron_update(w, b, x, y, lr):\n    y_hat = float(w @ x + b > 0)\n"
        "    return w - lr * (y - y_hat) * x, b - lr * (y - y_hat)",
        "def perceptron_update(w, b, x, y, lr):\n    y_hat = float(w @ x + b >= 0)\n"
        "    return w + lr * (y - y_hat) * x, b + lr * (y - y_hat)",
        "def perceptron_update(w, b, x, y, lr):\n    y_hat = float(w @ x + b > 0)\n    return w + lr * (y - y_hat) * x, b",
        "def perceptron_update(w, b, x, y, lr):\n    y_hat = torch.sigmoid(w @ x + b)\n"
        "    return w + lr * (y - y_hat) * x, b + lr * (y - y_hat)",
    ],
    "05.3": [
        "def bce(p, y):\n    return (y * p.log() + (1 - y) * (1 - p).log()).mean()",
        "def bce(p, y):\n    return -(y * p.log()).mean()",
        "def bce(p, y):\n    return -(y * p.log() + (1 - y) * (1 - p).log()).sum()",
        "def bce(p, y):\n    return ((p - y) ** 2).mean()",
    ],
    "05.4": [
        "def logistic_gradient(X, y, w, b):\n    error = torch.sigmoid(X @ w + b) - y\n    return X.T @ error, error.sum()",
        "def logistic_gradient(X, y, w, b):\n    error = (y - torch.sigmoid(X @ w + b)) / len(y)\n"
        "    return X.T @ error, error.sum()",
        "def logistic_gradient(X, y, w, b):\n    error = (X @ w + b - y) / len(y)\n    return X.T @ error, error.sum()",
        "def logistic_gradient(X, y, w, b):\n    error = (torch.sigmoid(X @ w + b) - y) / len(y)\n    return X.T @ error",
    ],
    "05.5": [
        "def threshold_for(p, y, recall):\n    return recall",
        "def threshold_for(p, y, recall):\n    return p[y == 1].min().item()",
        "def threshold_for(p, y, recall):\n    ones = p.sort(descending=True).values\n"
        "    return ones[math.ceil(recall * len(ones) - 1e-9) - 1].item()",
        "def threshold_for(p, y, recall):\n    ones = p[y == 1].sort(descending=True).values\n"
        "    return ones[int(recall * len(ones)) - 2].item()",
    ],
}

RIGHT = {
    "05.1": ["nor = [-3, -2, 1]", "nor = torch.tensor([-1.0, -1.0, 0.25])"],
    "05.2": ["def perceptron_update(w, b, x, y, lr):\n    fires = bool((w * x).sum() + b > 0)\n    if fires == bool(y):\n"
             "        return w, b\n    sign = 1 if y else -1\n    return w + sign * lr * x, b + sign * lr"],
    "05.3": ["def bce(p, y):\n    return -torch.where(y == 1, p, 1 - p).log().mean()",
             "def bce(p, y):\n    return F.binary_cross_entropy(p, y)"],
    "05.4": ["def logistic_gradient(X, y, w, b):\n    error = torch.sigmoid(X @ w + b) - y\n"
             "    return (error[:, None] * X).mean(0), error.mean()"],
    "05.5": ["def threshold_for(p, y, recall):\n    ones = p[y == 1]\n"
             "    return max(t for t in ones.tolist() if (ones >= t).float().mean() >= recall - 1e-6)"],
}
