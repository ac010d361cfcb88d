"""Answers to the exercises of lesson 8: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "08.1": [
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n        return 'underfitting'\n"
         "    return 'overfitting' if val_error - goal > 0.001 else 'fine'",
         "The word for train_error = 0.0001, val_error = 0.1002"),
        ("def diagnose(train_error, val_error, goal):\n"
         "    return 'overfitting' if val_error > train_error else 'fine'",
         "Your function never says \"underfitting\": look at the training"),
        ("def diagnose(train_error, val_error, goal):\n    if val_error > goal:\n        return 'overfitting'\n"
         "    return 'underfitting' if train_error > goal else 'fine'",
         "The gap may be wide, but the training error alone"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error >= goal:\n"
         "        return 'underfitting'\n    return 'overfitting' if val_error >= goal else 'fine'",
         "An error that just reaches the goal is not above it: compare"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n"
         "        return 'overfitting'\n    return 'underfitting' if val_error > goal else 'fine'",
         "Underfitting and overfitting have changed places: a training"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > 0.1:\n"
         "        return 'underfitting'\n    return 'overfitting' if val_error > 0.1 else 'fine'",
         "The goal is fixed at 0.1 in your code: use `goal`"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n"
         "        return 'underfitting'\n    return 'overfitting' if val_error - train_error > goal else 'fine'",
         "The goal is for the validation error itself, not for the gap"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n"
         "        return 'underfitting'\n    return 'overfitting' if val_error > train_error else 'fine'",
         "A validation error above the training error is normal"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal and val_error > goal:\n"
         "        return 'underfitting'\n    return 'overfitting' if val_error > goal else 'fine'",
         "A training error above the goal is underfitting, whatever"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n"
         "        return 'Underfitting'\n    return 'Overfitting' if val_error > goal else 'Fine'",
         "Your function returns \"Overfitting\""),
        ("def diagnose(train_error, val_error, goal):\n    if val_error > 2 * train_error:\n"
         "        return 'overfitting'\n    return 'underfitting' if train_error > goal else 'fine'",
         "The goal is for the validation error itself, not for the gap"),
        ("def diagnose(train_error, val_error, goal):\n    if train_error > goal:\n"
         "        return 'underfitting'\n    if val_error > goal:\n        return 'overfitting'",
         "The word for train_error = 0.06, val_error = 0.08, goal = 0.1"),
    ],
    "08.2": [
        ("def split(n, n_val, n_test, generator):\n"
         "    return torch.arange(n).split([n - n_val - n_test, n_val, n_test])",
         "The rows are still in their old order"),
        ("def split(n, n_val, n_test, generator):\n"
         "    return torch.randperm(n).split([n - n_val - n_test, n_val, n_test])",
         "The same generator state gives another split: hand the"),
        ("def split(n, n_val, n_test, generator):\n    return [torch.randint(n, (k,), generator=generator)\n"
         "            for k in (n - n_val - n_test, n_val, n_test)]",
         "Some rows are in two sets, or twice in one, and others in"),
        ("def split(n, n_val, n_test, generator):\n"
         "    return torch.randperm(n, generator=generator).split([n_val, n_test, n - n_val - n_test])",
         "The order is train, val, test"),
        ("def split(n, n_val, n_test, generator):\n    generator = torch.Generator().manual_seed(0)\n"
         "    return torch.randperm(n, generator=generator).split([n - n_val - n_test, n_val, n_test])",
         "Another seed gives the same split: use the generator you are"),
        ("def split(n, n_val, n_test, generator):\n"
         "    parts = torch.arange(n).split([n - n_val - n_test, n_val, n_test])\n"
         "    return [p[torch.randperm(len(p), generator=generator)] for p in parts]",
         "The three sets were cut first, and each shuffled afterwards:"),
        ("def split(n, n_val, n_test, generator):\n    rest = torch.randperm(n - n_test, generator=generator)\n"
         "    return rest[n_val:], rest[:n_val], torch.arange(n - n_test, n)",
         "One of the sets was cut before the shuffling: it holds"),
        ("def split(n, n_val, n_test, generator):\n"
         "    order = torch.arange(n).roll(int(torch.randint(1, n, (1,), generator=generator)))\n"
         "    return order.split([n - n_val - n_test, n_val, n_test])",
         "One of the sets was cut before the shuffling: it holds"),
        ("def split(n, n_val, n_test, generator):\n    cut = [n - n_val - n_test, n_val, n_test]\n"
         "    return [torch.randperm(n, generator=generator)[:k] for k in cut]",
         "Some rows are in two sets, or twice in one, and others in"),
        ("def split(n, n_val, n_test, generator):\n    order = torch.randperm(n // 2, generator=generator)\n"
         "    order = torch.stack([2 * order, 2 * order + 1], dim=1).flatten()\n"
         "    order = torch.cat([order, torch.arange(n // 2 * 2, n)])\n"
         "    return order.split([n - n_val - n_test, n_val, n_test])",
         "mostly stay together"),
        ("def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator).float()\n"
         "    return order.split([n - n_val - n_test, n_val, n_test])",
         "train has dtype float32; row numbers are whole numbers"),
        ("def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator) + 1\n"
         "    return order.split([n - n_val - n_test, n_val, n_test])",
         "The row numbers of all three sets together should be 0 to 99,"),
        ("def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator)\n"
         "    return order",
         "Return three tensors of row numbers: train, val, test"),
        ("def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator)\n"
         "    return order.split([70, 20, 10])",
         "Your code stopped with RuntimeError in line 3 of your cell:"),
    ],
    "08.3": [
        ("def l1_penalty(model):\n    return sum(p.abs().sum() for p in model.parameters())",
         "The biases are in it as well: keep only parameters with"),
        ("def l1_penalty(model):\n    return sum((p**2).sum() for p in model.parameters() if p.ndim > 1)",
         "That is the L2 penalty, a sum of squares"),
        ("def l1_penalty(model):\n    return sum(p.abs().sum().item() for p in model.parameters() if p.ndim > 1)",
         "That is a plain number: no gradient can flow through it"),
        ("def l1_penalty(model):\n    return sum(p.sum() for p in model.parameters() if p.ndim > 1).abs()",
         "Positive and negative weights cancel: take `.abs()` of each"),
        ("def l1_penalty(model):\n    return sum(p.detach().abs().sum() for p in model.parameters() if p.ndim > 1)",
         "The value is right, but no gradient can flow through it: no"),
        ("def l1_penalty(model):\n"
         "    return model[0].weight.abs().sum() + model[2].weight.abs().sum() if len(model) == 3 else torch.tensor(0.0)",
         "Add up |w| over all parameters with `p.ndim > 1`, for any"),
        ("def l1_penalty(model):\n    return sum(p.norm() for p in model.parameters() if p.ndim > 1)",
         "That is a sum of roots of squares, as `norm()` computes it"),
        ("def l1_penalty(model):\n    return sum(p.abs().mean() for p in model.parameters() if p.ndim > 1)",
         "That is a sum of means; a sum over all weights is asked for"),
        ("def l1_penalty(model):\n    return sum(p.abs().sum() for p in model.parameters() if p.ndim == 1)",
         "Those are the biases alone: keep the parameters with `p.ndim"),
        ("def l1_penalty(model):\n    return model[0].weight.abs().sum()",
         "That is the first layer alone: add up all of them"),
        ("def l1_penalty(model):\n    for p in model.parameters():\n        if p.ndim > 1:\n"
         "            total = p.abs().sum()\n    return total",
         "That is the last layer alone: add up all of them, `total ="),
        ("def l1_penalty(model):\n    return sum(p.data.abs().sum() for p in model.parameters() if p.ndim > 1)",
         "The value is right, but no gradient can flow through it: no"),
        ("def l1_penalty(model):\n"
         "    return sum(p.data.abs_().sum() + 0 * p.sum() for p in model.parameters() if p.ndim > 1)",
         "The penalty is right, but your function changed the weights"),
        ("def l1_penalty(model):\n    with torch.no_grad():\n"
         "        return sum(p.abs().sum() for p in model.parameters() if p.ndim > 1)",
         "The value is right, but no gradient can flow through it: no"),
        ("def l1_penalty(model):\n    return sum(p.sum().abs() for p in model.parameters() if p.ndim > 1)",
         "Positive and negative weights cancel: take `.abs()` of each"),
    ],
    "08.4": [
        ("def early_stopping(val_losses, patience):\n    best = val_losses.index(min(val_losses)) + 1\n"
         "    return min(best + patience, len(val_losses)), best",
         "You looked for the lowest loss of the whole list"),
        ("def early_stopping(val_losses, patience):\n    best, waited = 1, 0\n"
         "    for k in range(1, len(val_losses)):\n        if val_losses[k] < val_losses[k - 1]:\n"
         "            best, waited = k + 1, 0\n        else:\n            waited += 1\n"
         "        if waited >= patience:\n            return k + 1, best\n    return len(val_losses), best",
         "A loss that is lower than the one before, but not the lowest"),
        ("def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n"
         "    for epoch, loss in enumerate(val_losses):\n        if loss < lowest:\n"
         "            lowest, best = loss, epoch\n        if epoch - best >= patience:\n"
         "            return epoch, best\n    return len(val_losses) - 1, best",
         "Both numbers are 1 too small: epochs are counted from 1"),
        ("def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n"
         "    for epoch, loss in enumerate(val_losses, 1):\n        if loss <= lowest:\n"
         "            lowest, best = loss, epoch\n        if epoch - best >= patience:\n"
         "            return epoch, best\n    return len(val_losses), best",
         "An equally low loss is not an improvement: compare with `<`"),
        ("def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n"
         "    for epoch, loss in enumerate(val_losses, 1):\n        if loss < lowest:\n"
         "            lowest, best = loss, epoch\n        if epoch - best > patience:\n"
         "            return epoch, best\n    return len(val_losses), best",
         "Training ends when the lowest loss is `patience` epochs old,"),
        ("def early_stopping(val_losses, patience):\n    lowest, best, waited = math.inf, 0, 0\n"
         "    for epoch, loss in enumerate(val_losses, 1):\n        if loss < lowest:\n"
         "            lowest, best = loss, epoch\n        else:\n            waited += 1\n"
         "        if waited >= patience:\n            return epoch, best\n    return len(val_losses), best",
         "Each new lowest loss makes patience start again: count the"),
        ("def early_stopping(val_losses, patience):\n"
         "    return len(val_losses), val_losses.index(min(val_losses)) + 1",
         "Patience never ends your training: after each epoch, compare"),
        ("def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n"
         "    for epoch, loss in enumerate(val_losses, 1):\n        if loss < lowest:\n"
         "            lowest, best = loss, epoch\n        if epoch - best >= patience:\n"
         "            return best, epoch\n    return best, len(val_losses)",
         "The two have changed places"),
        ("def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n"
         "    for epoch, loss in enumerate(val_losses, 1):\n        if loss < lowest:\n"
         "            lowest, best = loss, epoch\n        if epoch - best >= patience:\n"
         "            return epoch, lowest\n    return len(val_losses), lowest",
         "The second number is the epoch of the lowest loss, not the"),
        ("def early_stopping(val_losses, patience):\n    lowest, best = math.inf, 0\n"
         "    for epoch, loss in enumerate(val_losses, 1):\n        if loss < lowest:\n"
         "            lowest, best = loss, epoch\n        if epoch - best >= patience:\n"
         "            return epoch, best",
         "The result for val_losses = [3, 2, 1], patience = 2 is None"),
    ],
    "08.5": [
        ("X_beans, y_beans = capstone_data()\nmost = y_beans.bincount().argmax()\ndef bean_model(X):\n"
         "    return F.one_hot(most, 4).float().expand(len(X), 4)",
         "calls every bean kind"),
        ("X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\n"
         "bean_model = nets.mlp((20, 256, 256, 4), seed=0)\n"
         "optimizer = torch.optim.AdamW(bean_model.parameters(), lr=0.003, weight_decay=0.0)\n"
         "for _ in range(300):\n    rows = torch.randint(300, (50,))\n    optimizer.zero_grad()\n"
         "    F.cross_entropy(bean_model(X_beans[rows]), y_beans[rows]).backward()\n    optimizer.step()\n",
         "by heart"),
        ("X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\n"
         "bean_model = nets.mlp((20, 64, 4), seed=0)\n"
         "optimizer = torch.optim.AdamW(bean_model.parameters(), lr=1e-05, weight_decay=0.0)\n"
         "for _ in range(10):\n    rows = torch.randint(300, (50,))\n    optimizer.zero_grad()\n"
         "    F.cross_entropy(bean_model(X_beans[rows]), y_beans[rows]).backward()\n    optimizer.step()\n",
         "close to guessing"),
        ("X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\nbean_model = nets.mlp((20, 8, 4), seed=0)\n"
         "optimizer = torch.optim.AdamW(bean_model.parameters(), lr=0.003, weight_decay=200.0)\n"
         "for _ in range(200):\n    rows = torch.randint(300, (50,))\n    optimizer.zero_grad()\n"
         "    F.cross_entropy(bean_model(X_beans[rows]), y_beans[rows]).backward()\n    optimizer.step()\n",
         "close to guessing"),
        ("X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\n"
         "bean_model = nets.mlp((20, 64, 5), seed=0)\n"
         "optimizer = torch.optim.AdamW(bean_model.parameters(), lr=0.003, weight_decay=1.0)\n"
         "for _ in range(100):\n    rows = torch.randint(300, (50,))\n    optimizer.zero_grad()\n"
         "    F.cross_entropy(bean_model(X_beans[rows]), y_beans[rows]).backward()\n    optimizer.step()\n",
         "returns shape"),
        ("X_beans, y_beans = capstone_data()\ndef bean_model(X):\n    return X[:, 0]",
         "returns shape"),
        ("X_beans, y_beans = capstone_data()\nbean_model = nets.mlp((20, 64, 4), seed=0)(X_beans)",
         "Hand over the model itself"),
        ("X_beans, y_beans = capstone_data()\ndef bean_model(X):\n"
         "    return y_beans[torch.cdist(X, X_beans).argmin(1)]",
         "by heart"),
        ("X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\n"
         "bean_model = nets.mlp((20, 64, 4), seed=0)\n"
         "optimizer = torch.optim.AdamW(bean_model.parameters(), lr=1e+30, weight_decay=0.0)\n"
         "for _ in range(20):\n    rows = torch.randint(300, (50,))\n    optimizer.zero_grad()\n"
         "    F.cross_entropy(bean_model(X_beans[rows]), y_beans[rows]).backward()\n    optimizer.step()\n",
         "returns nan"),
        ("X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\nbean_model = nn.Linear(20, 4)\n"
         "optimizer = torch.optim.Adam(bean_model.parameters(), lr=0.01)\nfor _ in range(200):\n"
         "    optimizer.zero_grad()\n    F.cross_entropy(bean_model(X_beans), y_beans).backward()\n"
         "    optimizer.step()\n",
         "underfits"),
        ("import sys\nX_beans, y_beans = capstone_data()\ndef bean_model(X):\n    frame = sys._getframe()\n"
         "    while frame:\n        y = frame.f_locals.get('y_held', frame.f_locals.get('y'))\n"
         "        if torch.is_tensor(y) and len(y) == len(X):\n            return y\n"
         "        frame = frame.f_back\n    return torch.zeros(len(X), dtype=torch.long)",
         "calls every bean kind"),
        ("from course_utils.checks import beans, lesson_08\nimport random\ndef bean_model(X):\n"
         "    for seed in range(50):\n        rows, y = beans.beans(len(X), random.Random(seed), 0.0)\n"
         "        if torch.allclose(torch.tensor(rows[0]), X[0], atol=1e-4):\n"
         "            return torch.tensor(y)\n    return torch.zeros(len(X), dtype=torch.long)",
         "calls every bean kind"),
    ],
}

RIGHT = {
    "08.1": [
        "def diagnose(train_error, val_error, goal):\n"
        "    return ('fine', 'overfitting', 'underfitting', 'underfitting')[2 * (train_error > goal) + (val_error > goal)]",
        "def diagnose(train_error, val_error, goal):\n"
        "    return 'underfitting' if train_error > goal else 'overfitting' if val_error > goal else 'fine'",
    ],
    "08.2": [
        "def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator)\n"
        "    return order[n_val + n_test:], order[:n_val], order[n_val:n_val + n_test]",
        "def split(n, n_val, n_test, generator):\n    order = torch.rand(n, generator=generator).argsort()\n"
        "    return order[:n - n_val - n_test], order[n - n_val - n_test:n - n_test], order[n - n_test:]",
        "def split(n, n_val, n_test, generator):\n    order = torch.randperm(n, generator=generator)\n"
        "    train, val, test = order.split([n - n_val - n_test, n_val, n_test])\n"
        "    return train.sort().values, val.sort().values, test.sort().values",
    ],
    "08.3": [
        "def l1_penalty(model):\n    total = torch.zeros(())\n    for name, p in model.named_parameters():\n"
        "        if name.endswith('weight'):\n            total = total + p.norm(1)\n    return total",
        "def l1_penalty(model):\n"
        "    return torch.cat([p.flatten() for p in model.parameters() if p.ndim == 2]).abs().sum()",
        "def l1_penalty(model):\n"
        "    return sum(layer.weight.abs().sum() for layer in model.modules() if isinstance(layer, nn.Linear)).double()",
    ],
    "08.4": [
        "def early_stopping(val_losses, patience):\n    for stop in range(1, len(val_losses) + 1):\n"
        "        best = val_losses.index(min(val_losses[:stop])) + 1\n        if stop - best >= patience:\n"
        "            break\n    return stop, best",
        "def early_stopping(val_losses, patience):\n    best = 1\n"
        "    for epoch in range(1, len(val_losses) + 1):\n"
        "        if val_losses[epoch - 1] < val_losses[best - 1]:\n            best = epoch\n"
        "        if epoch == best + patience:\n            return [epoch, best]\n"
        "    return [len(val_losses), best]",
    ],
    "08.5": [
        "X_beans, y_beans = capstone_data()\nmodels = []\nfor seed in range(5):\n    torch.manual_seed(seed)\n"
        "    model = nets.mlp((20, 64, 4), dropout=0.5, seed=seed)\n"
        "    optimizer = torch.optim.AdamW(model.parameters(), lr=0.003, weight_decay=1.0)\n"
        "    for _ in range(120):\n        rows = torch.randint(300, (50,))\n        optimizer.zero_grad()\n"
        "        F.cross_entropy(model(X_beans[rows]), y_beans[rows]).backward()\n        optimizer.step()\n"
        "    models.append(model.eval())\ndef bean_model(X):\n"
        "    return sum(F.softmax(m(X), 1) for m in models)",
        "X_beans, y_beans = capstone_data()\ndef bean_model(X):\n"
        "    near = torch.cdist(X, X_beans).topk(25, largest=False).indices\n"
        "    return y_beans[near].mode(1).values",
        "X_beans, y_beans = capstone_data()\ntorch.manual_seed(0)\n"
        "bean_model = nets.mlp((20, 64, 4), seed=0).double()\n"
        "optimizer = torch.optim.AdamW(bean_model.parameters(), lr=0.003, weight_decay=3.0)\n"
        "for _ in range(300):\n    rows = torch.randint(300, (50,))\n    optimizer.zero_grad()\n"
        "    F.cross_entropy(bean_model(X_beans[rows].double()), y_beans[rows]).backward()\n"
        "    optimizer.step()\n",
    ],
}
