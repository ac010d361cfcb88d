"""Plausible wrong answers to the exercises of lesson 8, and right ones written differently from the solutions."""

_BEANS = """X_beans, y_beans = capstone_data()
torch.manual_seed(0)
bean_model = nets.mlp({sizes}, seed=0)
optimizer = torch.optim.AdamW(bean_model.parameters(), lr={lr}, weight_decay={decay})
for _ in range({steps}):
    rows = torch.randint(300, (50,))
    optimizer.zero_grad()
    F.cross_entropy(bean_model(X_beans[rows]), y_beans[rows]).backward()
    optimizer.step()
"""

WRONG = {
    "08.1": [
        "def diagnose(train_error, val_error, goal):\n    return 'overfitting' if val_error > train_error else 'fine'",
        "def diagnose(train_error, val_error, goal):\n    if val_error > goal:\n        return 'overfitting'\n"
        "    return 'underfitting' if train_error > goal else 'fine'",
        "def diagnose(train_error, val_error, goal):\n    if train_error >= goal:\n        return 'underfitting'\n"
        "    return 'overfitting' if val_error >= goal else 'fine'",
        "def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n        return 'overfitting'\n"
        "    return 'underfitting' if val_error > goal else 'fine'",
    ],
    "08.2": [
        "def split(n, n_val, n_test, generator):\n    return torch.arange(n).split([n - n_val - n_test, n_val, n_test])",
        "def split(n, n_val, n_test, generator):\n    return torch.randperm(n).split([n - n_val - n_test, n_val, n_test])",
        "def split(n, n_val, n_test, generator):\n    return [torch.randint(n, (k,), generator=generator)\n"
        "            for k in (n - n_val - n_test, n_val, n_test)]",
        "def split(n, n_val, n_test, generator):\n    return torch.randperm(n, generator=generator).split([n_val, n_test, n - n_val - n_test])",
        "def split(n, n_val, n_test, generator):\n    generator = torch.Generator().manual_seed(0)\n"
        "    return torch.randperm(n, generator=generator).split([n - n_val - n_test, n_val, n_test])",
    ],
    "08.3": [
        "def l1_penalty(model):\n    return sum(p.abs().sum() for p in model.parameters())",
        "def l1_penalty(model):\n    return sum((p**2).sum() for p in model.parameters() if p.ndim > 1)",
        "def l1_penalty(model):\n    return sum(p.abs().sum().item() for p in model.parameters() if p.ndim > 1)",
        "def l1_penalty(model):\n    return sum(p.sum() for p in model.parameters() if p.ndim > 1).abs()",
        "def l1_penalty(model):\n    return sum(p.detach().abs().sum() for p in model.parameters() if p.ndim > 1)",
        "def l1_penalty(model):\n    return model[0].weight.abs().sum() + model[2].weight.abs().sum() if len(model) == 3 else torch.tensor(0.0)",
    ],
    "08.4": [
        "def early_stopping(val_losses, patience):\n    best = val_losses.index(min(val_losses)) + 1\n"
        "    return min(best + patience, len(val_losses)), best",
        "def early_stopping(val_losses, patience):\n    best, waited = 1, 0\n    for k in range(1, len(val_losses)):\n"
        "        if val_losses[k] < val_losses[k - 1]:\n            best, waited = k + 1, 0\n        else:\n            waited += 1\n"
        "        if waited >= patience:\n            return k + 1, best\n    return len(val_losses), best",
        "def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n    for epoch, loss in enumerate(val_losses):\n"
        "        if loss < lowest:\n            lowest, best = loss, epoch\n        if epoch - best >= patience:\n            return epoch, best\n"
        "    return len(val_losses) - 1, best",
        "def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n    for epoch, loss in enumerate(val_losses, 1):\n"
        "        if loss <= lowest:\n            lowest, best = loss, epoch\n        if epoch - best >= patience:\n            return epoch, best\n"
        "    return len(val_losses), best",
        "def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n    for epoch, loss in enumerate(val_losses, 1):\n"
        "        if loss < lowest:\n            lowest, best = loss, epoch\n        if epoch - best > patience:\n            return epoch, best\n"
        "    return len(val_losses), best",
    ],
    "08.5": [
        # the most frequent kind, always
        "X_beans, y_beans = capstone_data()\nmost = y_beans.bincount().argmax()\n"
        "def bean_model(X):\n    return F.one_hot(most, 4).float().expand(len(X), 4)",
        # too large, trained to the end
        _BEANS.format(sizes=(20, 256, 256, 4), lr=0.003, decay=0.0, steps=600),
        # hardly trained
        _BEANS.format(sizes=(20, 64, 4), lr=1e-5, decay=0.0, steps=10),
        # a cure so strong that nothing is learned
        _BEANS.format(sizes=(20, 8, 4), lr=0.003, decay=200.0, steps=200),
        # one output too many, and one class instead of scores
        _BEANS.format(sizes=(20, 64, 5), lr=0.003, decay=1.0, steps=100),
        "X_beans, y_beans = capstone_data()\ndef bean_model(X):\n    return X[:, 0]",
        # the output instead of the model
        "X_beans, y_beans = capstone_data()\nbean_model = nets.mlp((20, 64, 4), seed=0)(X_beans)",
        # knows the beans it was given by heart, and nothing else: the nearest neighbour
        "X_beans, y_beans = capstone_data()\ndef bean_model(X):\n    return y_beans[torch.cdist(X, X_beans).argmin(1)]",
        # lost in training
        _BEANS.format(sizes=(20, 64, 4), lr=float("1e30"), decay=0.0, steps=20),
    ],
}

RIGHT = {
    "08.1": ["def diagnose(train_error, val_error, goal):\n    return ('fine', 'overfitting', 'underfitting', 'underfitting')"
             "[2 * (train_error > goal) + (val_error > goal)]"],
    "08.2": ["def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator)\n"
             "    return order[n_val + n_test:], order[:n_val], order[n_val:n_val + n_test]"],
    "08.3": ["def l1_penalty(model):\n    total = torch.zeros(())\n    for name, p in model.named_parameters():\n"
             "        if name.endswith('weight'):\n            total = total + p.norm(1)\n    return total"],
    "08.4": ["def early_stopping(val_losses, patience):\n    for stop in range(1, len(val_losses) + 1):\n"
             "        best = val_losses.index(min(val_losses[:stop])) + 1\n        if stop - best >= patience:\n            break\n"
             "    return stop, best"],
    "08.5": [
        # probabilities instead of logits, early stopping by a fixed small number of steps, several networks asked together
        "X_beans, y_beans = capstone_data()\nmodels = []\nfor seed in range(5):\n    torch.manual_seed(seed)\n"
        "    model = nets.mlp((20, 64, 4), dropout=0.5, seed=seed)\n"
        "    optimizer = torch.optim.AdamW(model.parameters(), lr=0.003, weight_decay=1.0)\n    for _ in range(120):\n"
        "        rows = torch.randint(300, (50,))\n        optimizer.zero_grad()\n"
        "        F.cross_entropy(model(X_beans[rows]), y_beans[rows]).backward()\n        optimizer.step()\n    models.append(model.eval())\n"
        "def bean_model(X):\n    return sum(F.softmax(m(X), 1) for m in models)",
        # kinds instead of scores
        "X_beans, y_beans = capstone_data()\ndef bean_model(X):\n    near = torch.cdist(X, X_beans).topk(25, largest=False).indices\n"
        "    return y_beans[near].mode(1).values",
    ],
}
