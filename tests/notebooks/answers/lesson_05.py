"""Plausible wrong answers to the exercises of lesson 5, and right ones written differently from the solutions."""

WRONG = {
    "05.1": [
        "nor = (1.0, 1.0, -0.5)",
        "nor = (-1.0, -1.0, 1.5)",
        "nor = (-1.0, -1.0, 0.0)",
        "nor = (-1.0, -1.0)",
    ],
    "05.2": [
        "def signed_update(w, b, x, y, lr):\n    return w + lr * y * x, b + lr * y",
        "def signed_update(w, b, x, y, lr):\n    y_hat = 1 if w @ x + b > 0 else -1\n"
        "    return w + lr * (y - y_hat) * x, b + lr * (y - y_hat)",
        "def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) < 0:\n        return w + lr * y * x, b + lr * y\n    return w, b",
        "def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n    return w + lr * y * x, b",
        "def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n    return w - lr * y * x, b - lr * y",
        "def signed_update(w, b, x, y, lr):\n    if y * (w @ x) > 0:\n        return w, b\n    return w + lr * y * x, b + lr * y",
        "def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) <= 0:\n        return w + lr * y * x, b + lr * y",
        "def signed_update(w, b, x, y, lr):\n    return w + lr * y * x",
    ],
    "05.3": [
        "def weighted_bce(p, y, weight):\n    return (weight * y * p.log() + (1 - y) * (1 - p).log()).mean()",
        "def weighted_bce(p, y, weight):\n    return -weight * (y * p.log() + (1 - y) * (1 - p).log()).mean()",
        "def weighted_bce(p, y, weight):\n    return -(y * p.log() + weight * (1 - y) * (1 - p).log()).mean()",
        "def weighted_bce(p, y, weight):\n    return -(weight * y * p.log() + (1 - y) * (1 - p).log()).sum()",
        "def weighted_bce(p, y, weight):\n    return -(weight * y * p.log()).mean()",
        "def weighted_bce(p, y, weight):\n    w = 1 + (weight - 1) * y\n"
        "    return -(w * (y * p.log() + (1 - y) * (1 - p).log())).sum() / w.sum()",
        "def weighted_bce(p, y, weight):\n    return -(weight * y * p.log() + (1 - y) * (1 - p).log())",
    ],
    "05.4": [
        "def squared_gradient(X, y, w, b):\n    error = (torch.sigmoid(X @ w + b) - y) / len(y)\n    return X.T @ error, error.sum()",
        "def squared_gradient(X, y, w, b):\n    error = 2 * (torch.sigmoid(X @ w + b) - y) / len(y)\n"
        "    return X.T @ error, error.sum()",
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    dz = (p - y) * p * (1 - p) / len(y)\n"
        "    return X.T @ dz, dz.sum()",
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    dz = 2 * (p - y) * p * (1 - p)\n"
        "    return X.T @ dz, dz.sum()",
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    dz = 2 * (y - p) * p * (1 - p) / len(y)\n"
        "    return X.T @ dz, dz.sum()",
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    dz = 2 * (p - y) * p * (1 - p) / len(y)\n"
        "    return X.T @ dz, dz.mean()",
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    dz = 2 * (p - y) * p * (1 - p) / len(y)\n"
        "    return X @ dz, dz.sum()",
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    dz = 2 * (p - y) * p * (1 - p) / len(y)\n"
        "    return X.T @ dz",
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
    "05.2": ["def signed_update(w, b, x, y, lr):\n    wrong = float(y * ((w * x).sum() + b) <= 0)\n"
             "    return w + wrong * lr * y * x, b + wrong * lr * y"],
    "05.3": ["def weighted_bce(p, y, weight):\n    return -(torch.where(y == 1, weight * p.log(), (1 - p).log())).mean()",
             "def weighted_bce(p, y, weight):\n    total = 0.0\n    for p_i, y_i in zip(p.tolist(), y.tolist()):\n"
             "        total -= weight * math.log(p_i) if y_i else math.log(1 - p_i)\n    return total / len(y)"],
    "05.4": ["def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n    each = 2 * (p - y) * p * (1 - p)\n"
             "    return (each[:, None] * X).mean(0), each.mean()"],
    "05.5": ["def threshold_for(p, y, recall):\n    ones = p[y == 1]\n"
             "    return max(t for t in ones.tolist() if (ones >= t).float().mean() >= recall - 1e-6)"],
}
