"""Answers to the exercises of lesson 5: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "05.1": [
        ("nor = (1.0, 1.0, -0.5)",
         "That is OR, the exact opposite: turn all three signs round"),
        ("nor = (-1.0, -1.0, 1.5)",
         "That is NAND: it still says 1 when only one input is on"),
        ("nor = (-1.0, -1.0, 0.0)",
         "This neuron never fires"),
        ("nor = (-1.0, -1.0)",
         "Three numbers are wanted, as in `nor = (w1, w2, b)`"),
        ("nor = (1.0, 1.0, -1.5)",
         "That is AND: it says 1 when both inputs are on"),
        ("nor = (0.0, -1.0, 0.5)",
         "This neuron looks at the second input only: the weight of the"),
        ("nor = (-1.0, 0.0, 0.5)",
         "This neuron looks at the first input only: the weight of the"),
        ("nor = (1.0, 1.0, 0.5)",
         "This neuron always fires"),
        ("nor = (-1.0, float('nan'), 0.5)",
         "The numbers must be finite: with inf or nan the sum z means"),
        ("nor = (float('-inf'), -1.0, 0.5)",
         "The numbers must be finite: with inf or nan the sum z means"),
        ("nor = ('a', 'b', 'c')",
         "Three plain numbers are wanted, as in `nor = (1.0, 1.0, 0.5)`"),
    ],
    "05.2": [
        ("def signed_update(w, b, x, y, lr):\n    return w + lr * y * x, b + lr * y",
         "That updates the right examples and leaves the wrong ones: an"),
        ("def signed_update(w, b, x, y, lr):\n    y_hat = 1 if w @ x + b > 0 else -1\n"
         "    return w + lr * (y - y_hat) * x, b + lr * (y - y_hat)",
         "The step is twice as long as it should be: the factor is y,"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) < 0:\n"
         "        return w + lr * y * x, b + lr * y\n    return w, b",
         "Whether the example is wrong depends on z = w·x + b: the b is"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n"
         "    return w + lr * y * x, b",
         "w is right, but b has to move, too: by lr·y"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n"
         "    return w - lr * y * x, b - lr * y",
         "The step goes the wrong way: lr·y·x is added to w, and lr·y"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x) > 0:\n        return w, b\n"
         "    return w + lr * y * x, b + lr * y",
         "Whether the example is wrong depends on z = w·x + b: the b is"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) <= 0:\n        return w + lr * y * x, b + lr * y",
         "Your update for w = [1, -2], b = 0, x = [3, 1], y = 1, lr ="),
        ("def signed_update(w, b, x, y, lr):\n    return w + lr * y * x",
         "Return two results, separated by commas"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n"
         "    return w + y * x, b + y",
         "The learning rate is missing: the step is lr·y·x"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n"
         "    return w + lr * x, b + lr",
         "The label is missing: the step is lr·y·x, so that for y = -1"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) <= 0:\n        w += lr * y * x\n"
         "        b += lr * y\n    return w, b",
         "changed its input `w`"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) <= 0:\n        return w, b\n"
         "    return w + lr * y * x, b + lr * y",
         "Whether the example is wrong depends on z = w·x + b: the b is"),
        ("def signed_update(w, b, x, y, lr):\n    z = w @ x + b\n"
         "    return (w, b) if y * z > 0 else (w + lr * (y - z) * x, b + lr * (y - z))",
         "The step is lr·y·x, whatever the size of z is: the rule looks"),
        ("def signed_update(w, b, x, y, lr):\n    if y * (w @ x + b) > 0:\n        return w, b\n"
         "    return b + lr * y, w + lr * y * x",
         "The two have changed places"),
        ("def signed_update(w, b, x, y, lr):\n    z = w @ x + b\n"
         "    return w + lr * (y - torch.sign(z)) / 2 * x, b + lr * (y - torch.sign(z)) / 2",
         "At z = 0 the example counts as wrong, and its step is a whole"),
    ],
    "05.3": [
        ("def weighted_bce(p, y, weight):\n    return (weight * y * p.log() + (1 - y) * (1 - p).log()).mean()",
         "The sign is wrong: logarithms of probabilities are negative,"),
        ("def weighted_bce(p, y, weight):\n    return -weight * (y * p.log() + (1 - y) * (1 - p).log()).mean()",
         "Here both classes count `weight` times: only the term with"),
        ("def weighted_bce(p, y, weight):\n    return -(y * p.log() + weight * (1 - y) * (1 - p).log()).mean()",
         "Here class 0 counts `weight` times: the weight belongs to the"),
        ("def weighted_bce(p, y, weight):\n    return -(weight * y * p.log() + (1 - y) * (1 - p).log()).sum()",
         "That is the sum over the examples: take the mean"),
        ("def weighted_bce(p, y, weight):\n    return -(weight * y * p.log()).mean()",
         "The term of class 0 is missing: (1 - y)·log(1 - p)"),
        ("def weighted_bce(p, y, weight):\n    w = 1 + (weight - 1) * y\n"
         "    return -(w * (y * p.log() + (1 - y) * (1 - p).log())).sum() / w.sum()",
         "You divided by the sum of the weights; divide by the number"),
        ("def weighted_bce(p, y, weight):\n    return -(weight * y * p.log() + (1 - y) * (1 - p).log())",
         "That is one loss for each example: take the mean"),
        ("def weighted_bce(p, y, weight):\n    return F.binary_cross_entropy(p, y, weight=1 + (weight - 1) * y)",
         "This calls PyTorch's ready-made cross-entropy"),
        ("def weighted_bce(p, y, weight):\n    return nn.BCELoss(weight=torch.where(y == 1, weight, 1.0))(p, y)",
         "This calls PyTorch's ready-made cross-entropy"),
        ("def weighted_bce(p, y, weight):\n    return -(5 * y * p.log() + (1 - y) * (1 - p).log()).mean()",
         "The weight is fixed at 5 in your code: use `weight`"),
        ("def weighted_bce(p, y, weight):\n    return -(weight * y * p.log() + (1 - p).log()).mean()",
         "The second term counts for class 0 only: (1 - y)·log(1 - p)"),
        ("def weighted_bce(p, y, weight):\n    return -(weight * y * p.log() + (1 - y) * p.log()).mean()",
         "The second term has log(1 - p): class 0 is right with"),
        ("def weighted_bce(p, y, weight):\n    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()",
         "The weight changes nothing yet: multiply the term of class 1"),
        ("def weighted_bce(p, y, weight):\n"
         "    return F.binary_cross_entropy_with_logits(torch.logit(p), y, pos_weight=torch.tensor(weight))",
         "This calls PyTorch's ready-made cross-entropy"),
    ],
    "05.4": [
        ("def squared_gradient(X, y, w, b):\n    error = (torch.sigmoid(X @ w + b) - y) / len(y)\n"
         "    return X.T @ error, error.sum()",
         "That is the gradient of BCE"),
        ("def squared_gradient(X, y, w, b):\n    error = 2 * (torch.sigmoid(X @ w + b) - y) / len(y)\n"
         "    return X.T @ error, error.sum()",
         "There the sigmoid's derivative p(1 - p) is missing"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = (p - y) * p * (1 - p) / len(y)\n    return X.T @ dz, dz.sum()",
         "The factor 2 is missing, which the square brings: (p - y)²"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = 2 * (p - y) * p * (1 - p)\n    return X.T @ dz, dz.sum()",
         "That is the gradient of the sum"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = 2 * (y - p) * p * (1 - p) / len(y)\n    return X.T @ dz, dz.sum()",
         "The sign is wrong: the error is p - y, not y - p"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = 2 * (p - y) * p * (1 - p) / len(y)\n    return X.T @ dz, dz.mean()",
         "dw is right. db is the sum of ∂L/∂z over the examples"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = 2 * (p - y) * p * (1 - p) / len(y)\n    return X @ dz, dz.sum()",
         "The inner sizes of a matrix product must agree: (n, k) @ (k,"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = 2 * (p - y) * p * (1 - p) / len(y)\n    return X.T @ dz",
         "Return two results, separated by commas"),
        ("def squared_gradient(X, y, w, b):\n    w = w.clone().requires_grad_()\n"
         "    b = torch.tensor(b, requires_grad=True)\n"
         "    ((torch.sigmoid(X @ w + b) - y) ** 2).mean().backward()\n    return w.grad, b.grad",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def squared_gradient(X, y, w, b):\n    w = w.clone().requires_grad_()\n"
         "    b = torch.tensor(b, requires_grad=True)\n"
         "    return torch.autograd.grad(((torch.sigmoid(X @ w + b) - y) ** 2).mean(), (w, b))",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w)\n"
         "    dz = 2 * (p - y) * p * (1 - p) / len(y)\n    return X.T @ dz, dz.sum()",
         "The b is missing in z = X·w + b"),
        ("def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
         "    dz = 2 * (p - y) * p * (1 - p) / len(y)\n    return dz.sum(), X.T @ dz",
         "The two have changed places"),
        ("def squared_gradient(X, y, w, b):\n"
         "    loss = lambda w, b: ((torch.sigmoid(X @ w + b) - y) ** 2).mean()\n"
         "    return torch.func.grad(loss, argnums=(0, 1))(w, torch.tensor(b))",
         "Autograd found this gradient, and the exercise asks for it"),
    ],
    "05.5": [
        ("def threshold_for(p, y, recall):\n    return recall",
         "For recall 1 you return 1, and the largest threshold is 0.3"),
        ("def threshold_for(p, y, recall):\n    return p[y == 1].min().item()",
         "For recall 0.8 you return 0.3, and the largest threshold is"),
        ("def threshold_for(p, y, recall):\n    ones = p.sort(descending=True).values\n"
         "    return ones[math.ceil(recall * len(ones) - 1e-9) - 1].item()",
         "For recall 1 you return 0.1, and the largest threshold is 0.3"),
        ("def threshold_for(p, y, recall):\n    ones = p[y == 1].sort(descending=True).values\n"
         "    return ones[int(recall * len(ones)) - 2].item()",
         "For recall 1 you return 0.4, but only 80% of class 1 reach"),
        ("def threshold_for(p, y, recall):\n    ones = p[y == 1].sort(descending=True).values\n"
         "    return ones[math.ceil(recall * len(ones)) - 1].item()",
         "For recall 0.07 you return 0.886, and the largest threshold"),
        ("def threshold_for(p, y, recall):\n    grid = [k / 100 for k in range(100, -1, -1)]\n"
         "    return next(g for g in grid if (p[y == 1] >= g).float().mean() >= recall - 1e-6)",
         "For recall 0.05 you return 0.93, which finds enough of class 1"),
        ("def threshold_for(p, y, recall):\n    ones = p[y == 1].sort(descending=True).values\n"
         "    return ones[max(1, int(recall * len(ones))) - 1].item()",
         "For recall 0.5 you return 0.8, and the largest threshold is"),
        ("def threshold_for(p, y, recall):\n    ones = p[y == 1].sort(descending=True).values\n"
         "    return ones[max(1, round(recall * len(ones))) - 1].item()",
         "For recall 0.5 you return 0.8, and the largest threshold is"),
        ("def threshold_for(p, y, recall):\n    return torch.quantile(p[y == 1], 1 - recall).item()",
         "For recall 0.8 you return 0.38, and the largest threshold is"),
        ("def threshold_for(p, y, recall):\n    return p[y == 1].sort(descending=True).values",
         "One threshold is wanted, a number; you return a tensor of"),
        ("def threshold_for(p, y, recall):\n    ones = p[y == 1].sort().values\n"
         "    return ones[math.ceil(recall * len(ones) - 1e-9) - 1].item()",
         "For recall 1 you return 0.95, and the largest threshold is 0.3"),
    ],
}

RIGHT = {
    "05.1": [
        "nor = [-3, -2, 1]",
        "nor = torch.tensor([-1.0, -1.0, 0.25])",
    ],
    "05.2": [
        "def signed_update(w, b, x, y, lr):\n    wrong = float(y * ((w * x).sum() + b) <= 0)\n"
        "    return w + wrong * lr * y * x, b + wrong * lr * y",
        "def signed_update(w, b, x, y, lr):\n    if y * (torch.dot(w, x) + b) <= 0:\n"
        "        w, b = w + lr * y * x, b + lr * y\n    return w, b",
    ],
    "05.3": [
        "def weighted_bce(p, y, weight):\n    return -(torch.where(y == 1, weight * p.log(), (1 - p).log())).mean()",
        "def weighted_bce(p, y, weight):\n    total = 0.0\n    for p_i, y_i in zip(p.tolist(), y.tolist()):\n"
        "        total -= weight * math.log(p_i) if y_i else math.log(1 - p_i)\n    return total / len(y)",
    ],
    "05.4": [
        "def squared_gradient(X, y, w, b):\n    p = torch.sigmoid(X @ w + b)\n"
        "    each = 2 * (p - y) * p * (1 - p)\n    return (each[:, None] * X).mean(0), each.mean()",
        "def squared_gradient(X, y, w, b):\n    p = 1 / (1 + torch.exp(-(X @ w + b)))\n"
        "    dw, db = torch.zeros_like(w), 0.0\n    for x, t, q in zip(X, y, p):\n"
        "        dz = 2 * (q - t) * q * (1 - q) / len(y)\n        dw, db = dw + dz * x, db + dz\n"
        "    return dw, db",
    ],
    "05.5": [
        "def threshold_for(p, y, recall):\n    ones = p[y == 1]\n"
        "    return max(t for t in ones.tolist() if (ones >= t).float().mean() >= recall - 1e-6)",
        "def threshold_for(p, y, recall):\n    for threshold in p[y == 1].sort(descending=True).values:\n"
        "        if (p[y == 1] >= threshold).float().mean() >= recall - 1e-6:\n            return threshold",
        "def threshold_for(p, y, recall):\n    ones = sorted(p[y == 1].tolist(), reverse=True)\n    k = 1\n"
        "    while k / len(ones) < recall - 1e-9:\n        k += 1\n    return ones[k - 1]",
    ],
}
