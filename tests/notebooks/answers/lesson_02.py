"""Answers to the exercises of lesson 2 that must be refused, and others that must pass."""
WRONG = {
    "02.1": ["x = torch.arange(1, 16).reshape(5, 3)", "x = torch.arange(1.0, 16.0).reshape(3, 5)",
             "x = torch.arange(15.0).reshape(5, 3)", "x = torch.arange(1.0, 16.0).reshape(3, 5).T"],
    "02.2": ["def centre(X):\n    return X - X.mean()", "def centre(X):\n    return X - X.mean(dim=1, keepdim=True)",
             "def centre(X):\n    X -= X.mean(dim=0)\n    return X", "def centre(X):\n    return X.mean(dim=0)",
             "def centre(X):\n    return X - X.mean(dim=1)", "def centre(X):\n    X - X.mean(dim=0)"],
    "02.3": ["def one_hot(y, classes):\n    return y == torch.arange(classes)",
             "def one_hot(y, classes):\n    return y[:, None] == torch.arange(classes)",
             "def one_hot(y, classes):\n    return (torch.arange(classes)[:, None] == y).float()",
             "def one_hot(y, classes):\n    return torch.eye(classes)"],
    "02.4": ["def slope(f, x):\n    return (f(torch.tensor(x + 0.1)) - f(torch.tensor(x))) / 0.1",
             "def slope(f, x):\n    x = torch.tensor(x)\n    f(x).backward()\n    return x.grad",
             "def slope(f, x):\n    x = torch.tensor(x, requires_grad=True)\n    return f(x)",
             "def slope(f, x):\n    x = torch.tensor(x, requires_grad=True)\n    return f(x).backward()"],
    "02.5": ["def step(w, lr):\n    w = w - lr * w.grad", "def step(w, lr):\n    w -= lr * w.grad",
             "def step(w, lr):\n    with torch.no_grad():\n        w -= lr * w.grad",
             "def step(w, lr):\n    with torch.no_grad():\n        w += lr * w.grad\n    w.grad.zero_()"],
}
RIGHT = {
    "02.1": ["x = torch.tensor([[1., 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12], [13, 14, 15]])",
             "x = (torch.arange(15) + 1).float().view(5, -1)"],
    "02.2": ["def centre(X):\n    return X - X.sum(0, keepdim=True) / len(X)"],
    "02.3": ["def one_hot(y, classes):\n    return torch.nn.functional.one_hot(y, classes)",
             "def one_hot(y, classes):\n    return torch.eye(classes)[y]"],
    "02.4": ["def slope(f, x):\n    x = torch.tensor(x, requires_grad=True)\n    return torch.autograd.grad(f(x), x)[0]"],
    "02.5": ["def step(w, lr):\n    w.data.sub_(lr * w.grad)\n    w.grad = None"],
}
