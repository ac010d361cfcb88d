"""Answers to the exercises of lesson 6: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "06.1": [
        ("def count(sizes):\n    return sum(a * b for a, b in pairwise(sizes))",
         "Those are the weights alone: every neuron of a hidden and the"),
        ("def count(sizes):\n    return sum(a * b + a for a, b in pairwise(sizes))",
         "A layer from n to m has a bias for each of its m outputs, not"),
        ("def count(sizes):\n    return sum(a * b + b for a, b in zip(sizes[1:], sizes[2:]))",
         "The first layer is missing: the pairs begin with (inputs,"),
        ("def count(sizes):\n    return math.prod(sizes)",
         "That multiplies all the sizes together"),
        ("def count(sizes):\n    return sum(sizes)",
         "That counts neurons"),
        ("def count(sizes):\n    return sum(a * b + 1 for a, b in pairwise(sizes))",
         "A layer has a bias for each of its neurons, not one for all"),
        ("def count(sizes):\n    return sum((a + 1) * b for a, b in pairwise(sizes[:-1]))",
         "The output layer is missing: the pairs end with (last hidden"),
        ("def count(sizes):\n    return 211",
         "211 is right for (8, 10, 10, 1) only: compute it from `sizes`"),
        ("def count(sizes):\n    return sum((a + 1) * b for a, b in pairwise(sizes)) - sizes[-1]",
         "The output layer has biases, too"),
        ("def count(sizes):\n    for a, b in pairwise(sizes):\n        total = (a + 1) * b\n    return total",
         "That is the last layer alone: add up all the pairs"),
    ],
    "06.2": [
        ("xor_weights = (torch.tensor([[1., -1.], [1., -1.]]), torch.tensor([-0.5, 1.5]), torch.tensor([1., 1.]), -1.5)",
         "For the input [0, 1] your network says -0.5, and XOR is 1"),
        ("xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -1.]), 0.0)",
         "For the input [1, 1] your network says 1, and XOR is 0"),
        ("xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -2.]))",
         "Four things are wanted, as in `xor_weights = (W1, b1, w2, b2)`"),
        ("xor_weights = (torch.ones(2), torch.tensor([0., -1.]), torch.tensor([1., -2.]), 0.0)",
         "`W1` has shape (2,), expected (2, 2)"),
        ("xor_weights = (torch.full((2, 2), float('nan')), torch.tensor([0., -1.]), torch.tensor([1., -2.]), 0.0)",
         "For the input [0, 0] your network says nan, and XOR is 0"),
        ("xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -2.]), torch.zeros(2))",
         "`b2` should be one number, such as 0.0"),
        ("xor_weights = (torch.tensor([[1, 1], [1, 1]]), torch.tensor([0, -1]), torch.tensor([1, -2]), 0)",
         "`W1` holds whole numbers, and `X @ W1` would stop"),
        ("xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([2., -4.]), 0.0)",
         "The signs are right, but the outputs are 0, 2, 2, 0; exactly"),
        ("xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([-1., 2.]), 1.0)",
         "That is the opposite of XOR: turn the signs of w2 round, and"),
        ("xor_weights = (torch.ones(2, 2), torch.tensor([0., -1.]), torch.tensor([1., -2.]), 'none')",
         "`b2` should be one number, such as 0.0"),
    ],
    "06.3": [
        ("def error_before(delta, W, h):\n    return delta @ W.T * (1 - h**2)",
         "That is the slope of tanh"),
        ("def error_before(delta, W, h):\n    return delta @ W.T",
         "The error is sent back through the weights; now it must also"),
        ("def error_before(delta, W, h):\n    return delta @ W.T * h",
         "The slope of the sigmoid is h·(1 - h): the second factor is"),
        ("def error_before(delta, W, h):\n    return delta @ W * h * (1 - h)",
         "W has to be transposed on the way back"),
        ("def error_before(delta, W, h):\n    delta = delta @ W.T\n    delta *= h.mul_(1 - h)\n    return delta",
         "changed its input `h`"),
        ("def error_before(delta, W, h):\n    h *= 1 - h\n    return delta @ W.T * h",
         "changed its input `h`"),
        ("def error_before(delta, W, h):\n    s = torch.sigmoid(h)\n    return delta @ W.T * s * (1 - s)",
         "h came out of the sigmoid already: its slope is h·(1 - h),"),
        ("def error_before(delta, W, h):\n    return delta @ W.T * (h > 0)",
         "The error is sent back through the weights; now it must also"),
        ("def error_before(delta, W, h):\n    return h * (1 - h)",
         "That is the slope alone: multiply it by the error that comes"),
        ("def error_before(delta, W, h):\n    return delta @ W.T * h * (1 - h) / len(h)",
         "No mean is wanted here: the 1/n of the loss is in `delta`"),
        ("def error_before(delta, W, h):\n    return h.T @ delta",
         "That is the gradient of W"),
        ("def error_before(delta, W, h):\n    return delta @ W.T * (1 - h)",
         "The slope of the sigmoid is h·(1 - h): the factor h is missing"),
    ],
    "06.4": [
        ("def descend(gradient, p, lr, beta, steps):\n    for _ in range(steps):\n"
         "        p = p - lr * gradient(p)\n    return p",
         "Momentum changes nothing here: v has to collect, `v = beta *"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * v + (1 - beta) * gradient(p)\n        p = p - lr * v\n    return p",
         "PyTorch has no factor (1 - beta): v = beta * v + gradient(p)"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        p = p - lr * v\n        v = beta * v + gradient(p)\n    return p",
         "In each step v comes first"),
        ("def descend(gradient, p, lr, beta, steps):\n    for _ in range(steps):\n        v = 0\n"
         "        v = beta * v + gradient(p)\n        p = p - lr * v\n    return p",
         "Momentum changes nothing here: v has to collect, `v = beta *"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * v + gradient(p)\n        p = p - lr * v\n        return p",
         "That is where one step leads, and more were asked for: look"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * v + gradient(p)\n        p = p + lr * v\n    return p",
         "That goes uphill: p = p - lr * v"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = v + gradient(p)\n        p = p - lr * v\n    return p",
         "Nothing is forgotten here: the old v is multiplied by `beta`"),
        ("def descend(gradient, p, lr, beta, steps):\n    v, g = 0, gradient(p)\n    for _ in range(steps):\n"
         "        v = beta * v + g\n        p = p - lr * v\n    return p",
         "The gradient was asked for once, at the start"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * v + gradient(p)\n        p -= lr * v\n    return p",
         "changed its input `p`"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = 0.9 * v + gradient(p)\n        p = p - lr * v\n    return p",
         "β is fixed at 0.9 in your code: use `beta`"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * (v + gradient(p))\n        p = p - lr * v\n    return p",
         "Only the old v is multiplied by beta"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * v + gradient(p)\n        p = p - v\n    return p",
         "The learning rate is missing: p = p - lr * v"),
        ("def descend(gradient, p, lr, beta, steps):\n    v = 0\n    for _ in range(steps):\n"
         "        v = beta * v + gradient(p)\n        p = p - lr * (gradient(p) + beta * v)\n    return p",
         "That is Nesterov's variant"),
    ],
    "06.5": [
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
         "All four are half of what they should be: the derivative of a"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
         "All four are n times too large: the loss is a mean, so divide"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
         "dW2 and db2 are right"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (y - h @ W2 - b2) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
         "All four have the wrong sign: the error is y_hat - y, not y -"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return h.T @ d2, d2.sum(0), X.T @ d1, d1.sum(0)",
         "They are right, but in another order"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n"
         "    weights = [w.clone().requires_grad_() for w in (W1, b1, W2, b2)]\n    A, a, B, b = weights\n"
         "    F.mse_loss(torch.relu(X @ A + a) @ B + b, y).backward()\n"
         "    return tuple(w.grad for w in weights)",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.mean(0)",
         "Three are right. db2 is a sum over the examples"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return X.T @ d1, d1.mean(0), h.T @ d2, d2.mean(0)",
         "db1 and db2 are sums over the examples"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    h = X @ W1 + b1\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
         "There the ReLU is left out: h = relu(z1) on the way forward,"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return d1.T @ X, d1.sum(0), h.T @ d2, d2.sum(0)",
         "dW1 is transposed: it has the shape of W1, so Xᵀ stands"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n    return X.T @ d1, h.T @ d2",
         "Return four results, separated by commas"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n    z1 = X @ W1\n    h = torch.relu(z1)\n"
         "    d2 = 2 * (h @ W2 + b2 - y) / len(y)\n    d1 = d2 @ W2.T * (z1 > 0)\n"
         "    return X.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)",
         "b1 is missing on the way forward: z1 = X @ W1 + b1"),
        ("def gradients_of(X, y, W1, b1, W2, b2):\n"
         "    loss = lambda *w: ((torch.relu(X @ w[0] + w[1]) @ w[2] + w[3] - y) ** 2).mean()\n"
         "    return torch.func.grad(loss, argnums=(0, 1, 2, 3))(W1, b1, W2, b2)",
         "Autograd found this gradient, and the exercise asks for it"),
    ],
}

RIGHT = {
    "06.1": [
        "def count(sizes):\n"
        "    return sum(p.numel() for a, b in pairwise(sizes) for p in nn.Linear(a, b).parameters())",
        "def count(sizes):\n    total = 0\n    for i in range(1, len(sizes)):\n"
        "        total += sizes[i - 1] * sizes[i] + sizes[i]\n    return total",
    ],
    "06.2": [
        "xor_weights = (torch.tensor([[1., -1.], [-1., 1.]]), torch.zeros(2), torch.ones(2), 0)",
        "xor_weights = [torch.ones(2, 2).double(), torch.tensor([0., -1.]).double(), torch.tensor([1., -2.]).double(), torch.tensor(0.0)]",
    ],
    "06.3": [
        "def error_before(delta, W, h):\n    back = torch.einsum('bo,io->bi', delta, W)\n"
        "    return back * (h - h * h)",
        "def error_before(delta, W, h):\n    return ((delta @ W.T).double() * h * (1 - h))",
        "def error_before(delta, W, h):\n    return (W @ delta.T).T * (h - h ** 2)",
    ],
    "06.4": [
        "def descend(gradient, p, lr, beta, steps):\n    q = p.clone().requires_grad_()\n"
        "    optimizer = torch.optim.SGD([q], lr=lr, momentum=beta)\n    for _ in range(steps):\n"
        "        q.grad = gradient(q.detach())\n        optimizer.step()\n    return q.detach()",
        "def descend(gradient, p, lr, beta, steps):\n    p = p.clone()\n    v = torch.zeros_like(p)\n"
        "    for _ in range(steps):\n        v.mul_(beta).add_(gradient(p))\n        p.sub_(lr * v)\n"
        "    return p",
        "def descend(gradient, p, lr, beta, steps):\n    v, p = 0.0, p.double()\n    for _ in range(steps):\n"
        "        v = beta * v + gradient(p)\n        p = p - lr * v\n    return p",
    ],
    "06.5": [
        "def gradients_of(*given):\n    X, y, W1, b1, W2, b2 = (t.double() for t in given)\n    z1 = X @ W1 + b1\n    h = torch.relu(z1)\n"
        "    delta = 2 * (h @ W2 + b2 - y) / len(y)\n    back = delta @ W2.T * (z1 > 0)\n"
        "    return X.T @ back, back.sum(0), h.T @ delta, delta.sum(0)",
        "def gradients_of(X, y, W1, b1, W2, b2):\n    h = (X @ W1 + b1).clamp(min=0)\n"
        "    error = h @ W2 + b2 - y\n    back = 2 / len(y) * error * W2[:, 0] * (h > 0)\n"
        "    return X.T @ back, back.sum(0), 2 / len(y) * h.T @ error, 2 * error.mean(0)",
        "def gradients_of(X, y, W1, b1, W2, b2):\n    grads = [torch.zeros_like(w) for w in (W1, b1, W2, b2)]\n"
        "    for x, t in zip(X, y):\n        z = x @ W1 + b1\n        h = torch.relu(z)\n"
        "        e = 2 * (h @ W2 + b2 - t) / len(y)\n        d = e * W2[:, 0] * (z > 0)\n"
        "        for g, part in zip(grads, (torch.outer(x, d), d, torch.outer(h, e), e)):\n"
        "            g += part\n    return tuple(grads)",
    ],
}
