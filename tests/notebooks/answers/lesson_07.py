"""Plausible wrong answers to the exercises of lesson 7, and right ones written differently from the solutions."""

WRONG = {
    "07.1": [
        "def to_images(flat):\n    return flat.reshape(-1, 28, 28)",
        "def to_images(flat):\n    return flat.reshape(1, 28, 28)",
        "def to_images(flat):\n    return flat.reshape(1, -1, 28, 28)",
        "def to_images(flat):\n    return flat.reshape(-1, 1, 28, 28).transpose(2, 3)",
        "def to_images(flat):\n    return flat.reshape(3, 1, 28, 28)",
        "def to_images(flat):\n    flat.reshape(-1, 1, 28, 28)",
    ],
    "07.2": [
        "def accuracy_of_each_digit(y, y_hat):\n    return (y == y_hat).float().mean()",
        "def accuracy_of_each_digit(y, y_hat):\n    return torch.stack([(y[y_hat == k] == k).float().mean() for k in range(10)])",
        "def accuracy_of_each_digit(y, y_hat):\n    return torch.stack([(y_hat[y == k] == k).float().sum() for k in range(10)])",
        "def accuracy_of_each_digit(y, y_hat):\n    return torch.stack([100 * (y_hat[y == k] == k).float().mean() for k in range(10)])",
        "def accuracy_of_each_digit(y, y_hat):\n    return torch.stack([((y_hat == k) & (y == k)).float().mean() for k in range(10)])",
        "def accuracy_of_each_digit(y, y_hat):\n    return [(y_hat[y == k] == k).float().mean() for k in range(10)]",
    ],
    "07.3": [
        "def most_frequent_mistake(table):\n    return divmod(table.argmax().item(), len(table))",
        "def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n    return divmod(t.argmax().item(), len(table))[::-1]",
        "def most_frequent_mistake(table):\n    return table.clone().fill_diagonal_(0).max().item()",
        "def most_frequent_mistake(table):\n    return divmod(table.fill_diagonal_(0).argmax().item(), len(table))",
        "def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n    return divmod(t.argmax().item(), 4)",
        "def most_frequent_mistake(table):\n    return table.clone().fill_diagonal_(0).argmax()",
        "def most_frequent_mistake(table):\n    t = table.clone().fill_diagonal_(0)\n    return t.argmax(dim=0), t.argmax(dim=1)",
    ],
    "07.4": [
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
        "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        loss(model(x), y).backward()\n    optimizer.step()",
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n"
        "        optimizer.zero_grad()\n        (loss(model(x), y) / 2).backward()\n    optimizer.step()",
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n"
        "        optimizer.zero_grad()\n        (loss(model(x), y) / 2).backward()\n        optimizer.step()",
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n"
        "        (loss(model(x), y) / 2).backward()\n    optimizer.step()",
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
        "    loss(model(xb), yb).backward()\n    optimizer.step()",
        "def step_in_two_halves(model, loss, optimizer, xb, yb):\n    optimizer.zero_grad()\n"
        "    for x, y in zip(xb.chunk(2), yb.chunk(2)):\n        (loss(model(x), y) / 2).backward()",
    ],
}

RIGHT = {
    "07.1": ["def to_images(flat):\n    return flat.unflatten(1, (1, 28, 28))",
             "def to_images(x):\n    return x.view(len(x), 28, 28)[:, None]"],
    "07.2": ["def accuracy_of_each_digit(y, y_hat):\n"
             "    return torch.bincount(y[y == y_hat], minlength=10) / torch.bincount(y, minlength=10)",
             "def accuracy_of_each_digit(y, y_hat):\n    result = torch.zeros(10)\n    for k in range(10):\n"
             "        result[k] = ((y == k) & (y_hat == k)).sum() / (y == k).sum()\n    return result"],
    "07.3": ["def most_frequent_mistake(table):\n    pairs = [(i, j) for i in range(len(table)) for j in range(len(table)) if i != j]\n"
             "    return max(pairs, key=lambda p: table[p].item())",
             "def most_frequent_mistake(table):\n    m = table - torch.diag(torch.diag(table))\n"
             "    return tuple(torch.nonzero(m == m.max())[0].tolist())"],
    "07.4": ["def step_in_two_halves(model, loss, optimizer, xb, yb):\n    n = len(xb) // 2\n    optimizer.zero_grad()\n"
             "    total = loss(model(xb[:n]), yb[:n]) + loss(model(xb[n:]), yb[n:])\n    (0.5 * total).backward()\n    optimizer.step()"],
}
