"""Plausible wrong answers to the exercises of lesson 0, and right ones written differently from the solutions."""

WRONG = {
    "00.1": [
        "first = torch.arange(12).reshape(3, 4)",
        "first = torch.arange(12.0).reshape(4, 3)",
        "first = torch.arange(12.0)",
        "first = torch.arange(1.0, 13.0).reshape(3, 4)",
        "first = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]",
    ],
    "00.2": [
        "def best_device(cuda, mps):\n    return 'cuda' if cuda else 'cpu'",
        "def best_device(cuda, mps):\n    return 'mps' if mps else 'cuda' if cuda else 'cpu'",
        "def best_device(cuda, mps):\n    if cuda:\n        return 'cuda'\n    if mps:\n        return 'mps'",
        "def best_device(cuda, mps):\n    return cuda or mps",
        "def best_device(cuda, mps):\n    return 'CUDA' if cuda else 'MPS' if mps else 'CPU'",
    ],
    "00.3": [
        "def at_least(version, lowest):\n    return version >= lowest",
        "def at_least(version, lowest):\n    return float(version) >= float(lowest)",
        "def at_least(version, lowest):\n    return [int(n) for n in version.split('.')] > [int(n) for n in lowest.split('.')]",
        "def at_least(version, lowest):\n    a, b = version.split('.'), lowest.split('.')\n"
        "    return int(a[0]) >= int(b[0]) and int(a[1]) >= int(b[1])",
    ],
    "00.4": [
        "def megabytes(x):\n    return len(x) * x.element_size() / 1e6",
        "def megabytes(x):\n    return x.numel() * 4 / 1e6",
        "def megabytes(x):\n    return x.numel() * x.element_size()",
        "def megabytes(x):\n    return x.numel() / 1e6",
        "def megabytes(x):\n    return x.numel() * x.element_size() / 1024**2",
        "def megabytes(x):\n    return x.numel() * x.element_size() // 1e6",
        "def megabytes(x):\n    return x.shape[0] * x.shape[1] * x.element_size() / 1e6",
    ],
}

RIGHT = {
    "00.1": [
        "first = torch.tensor([[0.0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])",
        "first = torch.linspace(0, 11, 12).view(3, 4)",
    ],
    "00.2": ["def best_device(cuda, mps):\n    return 'cuda' if cuda else ('mps' if mps else 'cpu')"],
    "00.3": [
        "def at_least(version, lowest):\n    a, b = [int(n) for n in version.split('.')], [int(n) for n in lowest.split('.')]\n"
        "    return a[0] > b[0] or (a[0] == b[0] and a[1] >= b[1])",
    ],
    "00.4": ["def megabytes(x):\n    return x.nbytes / 1_000_000"],
}
