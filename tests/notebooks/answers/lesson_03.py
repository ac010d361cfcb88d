"""Answers to the exercises of lesson 3: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "03.1": [
        ("def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).mean()",
         "This is the MSE: the square root is missing"),
        ("def rmse(y_hat, y):\n    return (y_hat - y).abs().mean()",
         "This is the mean of the sizes of the residuals: square them,"),
        ("def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).sum().sqrt()",
         "This is the root of the sum: take the mean before the root"),
        ("def rmse(y_hat, y):\n    return (y_hat ** 2 - y ** 2).mean().sqrt()",
         "You subtracted squares"),
        ("def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).sqrt().mean()",
         "This is the mean of the sizes of the residuals: square them,"),
        ("def rmse(y_hat, y):\n    return (y_hat - y).std()",
         "The standard deviation measures from the mean of the residuals"),
        ("def rmse(y_hat, y):\n    ((y_hat - y) ** 2).mean().sqrt()",
         "Your error for y_hat = [1, 2, 7], y = [1, 4, 2] is None"),
        ("def rmse(y_hat, y):\n    return (((y_hat - y) ** 2).sum() / 3) ** 0.5",
         "You divided by 3, whatever the number of examples is: divide"),
        ("def rmse(y_hat, y):\n    return (((y_hat - y) ** 2).sum() / (len(y) - 1)) ** 0.5",
         "You divided by n − 1"),
        ("def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).sum() ** 0.5 / len(y)",
         "The root comes last: divide the sum by n before it, not after"),
        ("def rmse(y_hat, y):\n    return (y_hat - y).mean().abs()",
         "Positive and negative residuals cancel here: square each of"),
        ("def rmse(y_hat, y):\n    y_hat -= y\n    return (y_hat ** 2).mean().sqrt()",
         "changed its input `y_hat`"),
        ("def rmse(y_hat, y):\n    return (y_hat - y) ** 2",
         "Those are the squared residuals, one for each example: take"),
        ("def rmse(y_hat, y):\n    return (y_hat - y).std(correction=0)",
         "The standard deviation measures from the mean of the residuals"),
        ("def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).sum()",
         "This is the sum of the squares: take the mean instead, then"),
        ("def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).mean() / 2",
         "This is half the MSE: the square root of the MSE is wanted"),
    ],
    "03.2": [
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return (r * x).mean(), r.mean()",
         "Both are half of what they should be"),
        ("def gradients(x, y, w, b):\n    r = y - w * x - b\n    return 2 * (r * x).mean(), 2 * r.mean()",
         "The sign is turned round: the residual is y_hat - y"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * (r * x).sum(), 2 * r.sum()",
         "Both are as many times too large as there are examples"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r.mean(), 2 * r.mean()",
         "Your dw lacks the factor x: each residual is multiplied by"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r.mean(), 2 * (r * x).mean()",
         "The two have changed places"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return (r * x).sum(), r.sum()",
         "The square brings a factor 2 in front"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r * x, 2 * r",
         "Those are the derivatives of each example"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * (r * x).mean()",
         "Return two results, separated by commas"),
        ("def gradients(x, y, w, b):\n    r = w * x - y\n    return 2 * (r * x).mean(), 2 * r.mean()",
         "The residual lacks b: it is w·x + b − y"),
        ("def gradients(x, y, w, b):\n"
         "    w, b = torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)\n"
         "    ((w * x + b - y) ** 2).mean().backward()\n    return w.grad, b.grad",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def gradients(x, y, w, b):\n    r = w * x + 1.0 - y\n    return 2 * (r * x).mean(), 2 * r.mean()",
         "The residual is right only for b = 1: use `b`"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * r.mean() * x.mean(), 2 * r.mean()",
         "The mean of products is not the product of means: multiply"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n"
         "    return 2 * (r * x).mean() / len(x), 2 * r.mean() / len(x)",
         "You divided by the number of examples twice"),
        ("def gradients(x, y, w, b):\n    r = w * x + b - y\n    return 2 * (r * x).mean(), 2 * (r * x).mean()",
         "Your db has the factor x, too"),
        ("def gradients(x, y, w, b):\n    r = y - w * x - b\n    return (r * x).mean(), r.mean()",
         "The sign is turned round: the residual is y_hat - y"),
        ("def gradients(x, y, w, b):\n"
         "    w, b = torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)\n"
         "    return torch.autograd.grad(((w * x + b - y) ** 2).mean(), (w, b))",
         "Autograd found this gradient, and the exercise asks for it"),
    ],
    "03.3": [
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w + lr * gradient(w)\n"
         "    return w",
         "You went uphill: subtract lr · gradient"),
        ("def descend(gradient, w, lr, steps):\n    return w - lr * steps * gradient(w)",
         "The slope was asked for once, at the start"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - gradient(w)\n    return w",
         "The step is not scaled: multiply the slope by lr"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - lr * gradient(w)\n"
         "        return w",
         "You are where one step leads, though more steps were asked"),
        ("def descend(gradient, w, lr, steps):\n    slope = gradient(w)\n    for _ in range(steps):\n"
         "        w = w - lr * slope\n    return w",
         "The slope was asked for once, at the start"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - lr * 2 * w\n    return w",
         "The slope must come from `gradient(w)`, not from a formula of"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps + 1):\n"
         "        w = w - lr * gradient(w)\n    return w",
         "You took one step too many"),
        ("def descend(gradient, w, lr, steps):\n    start = w\n    for _ in range(steps):\n"
         "        w = start - lr * gradient(w)\n    return w",
         "Every step begins at the start again: it has to begin where"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = -lr * gradient(w)\n"
         "    return w",
         "The old w is missing: the new w is the old one minus lr ·"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps - 1):\n"
         "        w = w - lr * gradient(w)\n    return w",
         "You took one step too few"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w - lr * gradient(w)\n"
         "    return w",
         "You are still at the start: the new w has to be kept, `w = w"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n        w = w - 0.1 * gradient(w)\n"
         "    return w",
         "The learning rate is fixed at 0.1 in your code: use `lr`"),
        ("def descend(gradient, w, lr, steps):\n    for _ in range(steps):\n"
         "        w = w - lr * abs(gradient(w))\n    return w",
         "The sign of the slope says which way is downhill: no `abs`"),
        ("def descend(gradient, w, lr, steps):\n    while steps:\n        w = w - lr * gradient(w)\n"
         "        steps -= 0.3\n        if steps < -2: break\n    return w",
         "One step is w - lr * gradient(w), and each step starts where"),
    ],
    "03.4": [
        ("def batches(examples, size):\n    return list(examples.split(size))",
         "The examples come in their old order: shuffle them first,"),
        ("def batches(examples, size):\n    e = examples[torch.randperm(len(examples))]\n"
         "    return [e[i * size:(i + 1) * size] for i in range(len(e) // size)]",
         "For 10 examples and size 4 your batches hold [4, 4] examples:"),
        ("def batches(examples, size):\n"
         "    return [examples[torch.randint(len(examples), (size,))] for _ in range(3)]",
         ""),
        ("def batches(examples, size):\n    return [part[torch.randperm(len(part))] for part in examples.split(size)]",
         "You shuffled inside each batch, or the batches among"),
        ("def batches(examples, size):\n    return list(torch.randperm(len(examples)).split(size))",
         "Your batches hold row numbers"),
        ("def batches(examples, size):\n    return list(examples[torch.randperm(len(examples))].chunk(size))",
         "For 10 examples and size 4 your batches hold [3, 3, 3, 1]"),
        ("def batches(examples, size):\n    return list(examples.flip(0).split(size))",
         "The examples come in their old order: shuffle them first,"),
        ("def batches(examples, size):\n    torch.manual_seed(0)\n"
         "    return list(examples[torch.randperm(len(examples))].split(size))",
         "Two calls give the same order"),
        ("def batches(examples, size):\n    k = int(torch.randint(1, len(examples), (1,)))\n"
         "    return list(examples.roll(k).split(size))",
         "The order is a fixed pattern, such as a roll: most examples"),
        ("def batches(examples, size):\n    examples[:] = examples[torch.randperm(len(examples))]\n"
         "    return list(examples.split(size))",
         "changed its input `examples`"),
        ("def batches(examples, size):\n    parts = list(examples.split(size))\n"
         "    return [parts[i] for i in torch.randperm(len(parts))]",
         ""),
        ("def batches(examples, size):\n    g = torch.Generator().manual_seed(0)\n"
         "    return list(examples[torch.randperm(len(examples), generator=g)].split(size))",
         "Two calls give the same order"),
        ("def batches(examples, size):\n    return examples[torch.randperm(len(examples))]",
         "Return a list of tensors, not one Tensor"),
        ("def batches(examples, size):\n    half = len(examples) // 2\n"
         "    first, second = torch.randperm(half), half + torch.randperm(len(examples) - half)\n"
         "    return list(examples[torch.cat([first, second])].split(size))",
         "stay near the beginning"),
        ("def batches(examples, size):\n    return list(examples.sort().values.split(size))",
         "The examples are sorted now, which is no shuffling: use"),
    ],
    "03.5": [
        ("def unscale(w, b, mean, std):\n    return w / std, b",
         "The slope is right, but the base is not b: at 0 m², z is"),
        ("def unscale(w, b, mean, std):\n    return w * std, b - w * mean",
         "You multiplied by std"),
        ("def unscale(w, b, mean, std):\n    return w / std, b + w * mean / std",
         "The slope is right"),
        ("def unscale(w, b, mean, std):\n    return b - w * mean / std, w / std",
         "The two have changed places"),
        ("def unscale(w, b, mean, std):\n    return w / std, b - mean / std",
         "The slope is right"),
        ("def unscale(w, b, mean, std):\n    return w / std",
         "Return two results, separated by commas"),
        ("def unscale(w, b, mean, std):\n    return w, b",
         "Both came back unchanged: put z = (area − mean) / std into"),
        ("def unscale(w, b, mean, std):\n    return w / std, b - w * mean",
         "The slope is right"),
        ("def unscale(w, b, mean, std):\n    return w / std, (b - mean) / std",
         "The slope is right. b is a price, and is not scaled like an"),
        ("def unscale(w, b, mean, std):\n    return w, b - w * mean",
         "The division by std is missing, in the slope and in the base"),
    ],
}

RIGHT = {
    "03.1": [
        "def rmse(y_hat, y):\n    return (sum((a - b) ** 2 for a, b in zip(y_hat, y)) / len(y)) ** 0.5",
        "def rmse(y_hat, y):\n    return torch.nn.functional.mse_loss(y_hat, y).sqrt()",
        "def rmse(y_hat, y):\n    return (torch.linalg.norm(y_hat - y) / len(y) ** 0.5).item()",
    ],
    "03.2": [
        "def gradients(x, y, w, b):\n    m = len(x)\n"
        "    dw = sum(2 / m * (w * a + b - c) * a for a, c in zip(x, y))\n"
        "    return float(dw), float(sum(2 / m * (w * a + b - c) for a, c in zip(x, y)))",
        "def gradients(x, y, w, b):\n    r = w * x + b - y\n    return [2 / len(x) * (x @ r), 2 / len(x) * r.sum()]",
    ],
    "03.3": [
        "def descend(gradient, w, lr, steps):\n"
        "    return w if steps == 0 else descend(gradient, w - lr * gradient(w), lr, steps - 1)",
        "def descend(gradient, w, lr, steps):\n    while steps > 0:\n        w -= lr * gradient(w)\n"
        "        steps -= 1\n    return w",
    ],
    "03.4": [
        "def batches(examples, size):\n    order = torch.randperm(len(examples))\n"
        "    return [examples[order[i:i + size]] for i in range(0, len(examples), size)]",
        "def batches(examples, size):\n    order = torch.rand(len(examples)).argsort()\n"
        "    return examples[order].split(size)",
        "def batches(examples, size):\n    import random\n    rows = list(range(len(examples)))\n"
        "    random.shuffle(rows)\n    return [examples[rows[i:i + size]] for i in range(0, len(rows), size)]",
    ],
    "03.5": [
        "def unscale(w, b, mean, std):\n    at = lambda area: w * (area - mean) / std + b\n"
        "    return at(1.0) - at(0.0), at(0.0)",
        "def unscale(w, b, mean, std):\n    slope = w / std\n    return slope, b - slope * mean",
        "def unscale(w, b, mean, std):\n    return torch.tensor([w / std, b - w / std * mean], dtype=torch.float64)",
    ],
}
