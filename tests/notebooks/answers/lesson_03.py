"""Plausible wrong answers to the exercises of lesson 3, and right ones written differently from the solutions."""

WRONG = {
    "03.1": [
        "def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).mean()",
        "def rmse(y_hat, y):\n    return (y_hat - y).abs().mean()",
        "def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).sum().sqrt()",
        "def rmse(y_hat, y):\n    return (y_hat ** 2 - y ** 2).mean().sqrt()",
        "def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).sqrt().mean()",
        "def rmse(y_hat, y):\n    return (y_hat - y).std()",
        "def rmse(y_hat, y):\n    ((y_hat - y) ** 2).mean().sqrt()",
    ],
    "03.2": [
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return (r * x).mean(), r.mean()",
        "def gradients(x, y, w, b):\n    r = y - w * x - b\n    return 2 * (r * x).mean(), 2 * r.mean()",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * (r * x).sum(), 2 * r.sum()",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r.mean(), 2 * r.mean()",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r.mean(), 2 * (r * x).mean()",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return (r * x).sum(), r.sum()",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r * x, 2 * r",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * (r * x).mean()",
        "def gradients(x, y, w, b):\n    r = w * x - y\n    return 2 * (r * x).mean(), 2 * r.mean()",
    ],
    "03.3": [
        "def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w + lr * gradient(w)\n    return w",
        "def descend(gradient, w, lr, steps):\n    return w - lr * steps * gradient(w)",
        "def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - gradient(w)\n    return w",
        "def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - lr * gradient(w)\n        return w",
        "def descend(gradient, w, lr, steps):\n    slope = gradient(w)\n    for _ in range(steps):\n        w = w - lr * slope\n    return w",
        "def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - lr * 2 * w\n    return w",
        "def descend(gradient, w, lr, steps):\n    for _ in range(steps + 1):\n        w = w - lr * gradient(w)\n    return w",
    ],
    "03.4": [
        "def batches(examples, size):\n    return list(examples.split(size))",
        "def batches(examples, size):\n    e = examples[torch.randperm(len(examples))]\n    return [e[i * size:(i + 1) * size] for i in range(len(e) // size)]",
        "def batches(examples, size):\n    return [examples[torch.randint(len(examples), (size,))] for _ in range(3)]",
        "def batches(examples, size):\n    return [part[torch.randperm(len(part))] for part in examples.split(size)]",
        "def batches(examples, size):\n    return list(torch.randperm(len(examples)).split(size))",
        "def batches(examples, size):\n    return list(examples[torch.randperm(len(examples))].chunk(size))",
        "def batches(examples, size):\n    return list(examples.flip(0).split(size))",
        "def batches(examples, size):\n    torch.manual_seed(0)\n    return list(examples[torch.randperm(len(examples))].split(size))",
    ],
    "03.5": [
        "def unscale(w, b, mean, std):\n    return w / std, b",
        "def unscale(w, b, mean, std):\n    return w * std, b - w * mean",
        "def unscale(w, b, mean, std):\n    return w / std, b + w * mean / std",
        "def unscale(w, b, mean, std):\n    return b - w * mean / std, w / std",
        "def unscale(w, b, mean, std):\n    return w / std, b - mean / std",
        "def unscale(w, b, mean, std):\n    return w / std",
    ],
}

RIGHT = {
    "03.1": ["def rmse(y_hat, y):\n    return (sum((a - b) ** 2 for a, b in zip(y_hat, y)) / len(y)) ** 0.5"],
    "03.2": ["def gradients(x, y, w, b):\n    m = len(x)\n    dw = sum(2 / m * (w * a + b - c) * a for a, c in zip(x, y))\n"
             "    return float(dw), float(sum(2 / m * (w * a + b - c) for a, c in zip(x, y)))"],
    "03.3": ["def descend(gradient, w, lr, steps):\n    return w if steps == 0 else descend(gradient, w - lr * gradient(w), lr, steps - 1)"],
    "03.4": ["def batches(examples, size):\n    order = torch.randperm(len(examples))\n"
             "    return [examples[order[i:i + size]] for i in range(0, len(examples), size)]"],
    "03.5": ["def unscale(w, b, mean, std):\n    at = lambda area: w * (area - mean) / std + b\n    return at(1.0) - at(0.0), at(0.0)"],
}
