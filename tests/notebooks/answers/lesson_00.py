"""Answers to the exercises of lesson 0: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "00.1": [
        ("first = torch.arange(12).reshape(3, 4)",
         "The numbers are right, but they are whole numbers (int64)"),
        ("first = torch.arange(12.0).reshape(4, 3)",
         "The shape is (4, 3): rows come first, and 3 rows of 4 numbers"),
        ("first = torch.arange(12.0)",
         "The numbers are right, but they stand in one row"),
        ("first = torch.arange(1.0, 13.0).reshape(3, 4)",
         "The numbers run from 1 to 12"),
        ("first = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]",
         "The tensor should be a torch tensor, but it is a list"),
        ("first = torch.arange(12.0).reshape(4, 3).T",
         "The numbers run down the columns"),
        ("first = torch.arange(12.0).double().reshape(3, 4)",
         "The tensor has dtype float64, expected float32"),
        ("first = torch.zeros(3, 4)",
         "The numbers run from 0 to 11, row by row"),
        ("first = torch.arange(1.0, 12.0)",
         "The tensor has shape (11,), expected (3, 4)"),
    ],
    "00.2": [
        ("def best_device(cuda, mps):\n    return 'cuda' if cuda else 'cpu'",
         "Without CUDA, MPS comes before the CPU"),
        ("def best_device(cuda, mps):\n    return 'mps' if mps else 'cuda' if cuda else 'cpu'",
         "Where both are there, CUDA comes before MPS"),
        ("def best_device(cuda, mps):\n    if cuda:\n        return 'cuda'\n    if mps:\n        return 'mps'",
         "`best_device(False, False)` is None"),
        ("def best_device(cuda, mps):\n    return cuda or mps",
         "Return the name, a text in quotes"),
        ("def best_device(cuda, mps):\n    return 'CUDA' if cuda else 'MPS' if mps else 'CPU'",
         "Write the name exactly so, in small letters"),
        ("def best_device(cuda, mps):\n    if mps:\n        return 'mps'\n    return 'cuda' if cuda else 'cpu'",
         "Where both are there, CUDA comes before MPS"),
        ("def best_device(cuda, mps):\n    return torch.device('cuda' if cuda else 'mps' if mps else 'cpu')",
         "Return the name, a text in quotes"),
    ],
    "00.3": [
        ("def at_least(version, lowest):\n    return version >= lowest",
         "Version 2.10 comes after 2.9: compare whole numbers, part by"),
        ("def at_least(version, lowest):\n    return float(version) >= float(lowest)",
         "Version 2.10 comes after 2.9: compare whole numbers, part by"),
        ("def at_least(version, lowest):\n"
         "    return [int(n) for n in version.split('.')] > [int(n) for n in lowest.split('.')]",
         "The lowest version itself will do"),
        ("def at_least(version, lowest):\n    a, b = version.split('.'), lowest.split('.')\n"
         "    return int(a[0]) >= int(b[0]) and int(a[1]) >= int(b[1])",
         "The first part decides; only where it is equal does the"),
        ("def at_least(version, lowest):\n    def number(text):\n        major, minor = text.split('.')\n"
         "        return 10 * int(major) + int(minor)\n    return number(version) >= number(lowest)",
         "One number made of both parts goes wrong as soon as the"),
        ("def at_least(version, lowest):\n    def number(text):\n        major, minor = text.split('.')\n"
         "        return 100 * int(major) + int(minor)\n    return number(version) >= number(lowest)",
         "One number made of both parts goes wrong as soon as the"),
        ("def at_least(version, lowest):\n    def number(text):\n        major, minor = text.split('.')\n"
         "        return 1000 * int(major) + int(minor)\n    return number(version) >= number(lowest)",
         "One number made of both parts goes wrong as soon as the"),
        ("def at_least(version, lowest):\n    return version.split('.') >= lowest.split('.')",
         "Version 2.10 comes after 2.9: compare whole numbers, part by"),
        ("def at_least(version, lowest):\n    return str(version >= lowest)",
         "Return the result of a comparison"),
        ("def at_least(version, lowest):\n    return int(version.split('.')[1]) >= int(lowest.split('.')[1])",
         "The first part decides; only where it is equal does the"),
        ("def at_least(version, lowest):\n    return int(version.replace('.', '')) >= int(lowest.replace('.', ''))",
         "The first part decides; only where it is equal does the"),
    ],
    "00.4": [
        ("def megabytes(x):\n    return len(x) * x.element_size() / 1e6",
         "Every element counts (`x.numel()`), each takes"),
        ("def megabytes(x):\n    return x.numel() * 4 / 1e6",
         "A float64 takes 8 bytes, not 4: ask the tensor with"),
        ("def megabytes(x):\n    return x.numel() * x.element_size()",
         "Those are bytes"),
        ("def megabytes(x):\n    return x.numel() / 1e6",
         "Every element counts (`x.numel()`), each takes"),
        ("def megabytes(x):\n    return x.numel() * x.element_size() / 1024**2",
         "That divides by 1024 · 1024"),
        ("def megabytes(x):\n    return x.numel() * x.element_size() // 1e6",
         "Do not round the result"),
        ("def megabytes(x):\n    return x.shape[0] * x.shape[1] * x.element_size() / 1e6",
         "All dimensions count, not only the first two"),
        ("def megabytes(x):\n"
         "    return x.numel() * {torch.float32: 4, torch.float64: 8, torch.uint8: 1}.get(x.dtype, 4) / 1e6",
         "An int64 takes 8 bytes: ask the tensor with `x.element_size()`"),
        ("def megabytes(x):\n    return x.untyped_storage().nbytes() / 1e6",
         "Ten rows are 1000 elements"),
        ("def megabytes(x):\n    return x.numel() * x.element_size() / 1e3",
         "1 MB is 1,000,000 bytes"),
        ("def megabytes(x):\n    return round(x.numel() * x.element_size() / 1e6, 2)",
         "Do not round the result"),
        ("def megabytes(x):\n    return 8 * x.numel() * x.element_size() / 1e6",
         "Those are bits: a byte has 8 of them"),
    ],
}

RIGHT = {
    "00.1": [
        "first = torch.tensor([[0.0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])",
        "first = torch.linspace(0, 11, 12).view(3, 4)",
    ],
    "00.2": [
        "def best_device(cuda, mps):\n    return 'cuda' if cuda else ('mps' if mps else 'cpu')",
        "def best_device(cuda, mps):\n"
        "    return {(True, False): 'cuda', (True, True): 'cuda', (False, True): 'mps'}.get((cuda, mps), 'cpu')",
        "def best_device(cuda, mps):\n    for there, name in ((cuda, 'cuda'), (mps, 'mps'), (True, 'cpu')):\n"
        "        if there:\n            return name",
    ],
    "00.3": [
        "def at_least(version, lowest):\n"
        "    a, b = [int(n) for n in version.split('.')], [int(n) for n in lowest.split('.')]\n"
        "    return a[0] > b[0] or (a[0] == b[0] and a[1] >= b[1])",
        "def at_least(version, lowest):\n"
        "    return tuple(map(int, version.split('.'))) >= tuple(map(int, lowest.split('.')))",
        "def at_least(version, lowest):\n    (a, b), (c, d) = (v.split('.') for v in (version, lowest))\n"
        "    return int(b) >= int(d) if a == c else int(a) > int(c)",
    ],
    "00.4": [
        "def megabytes(x):\n    return x.nbytes / 1_000_000",
        "def megabytes(x):\n    total = x.element_size()\n    for size in x.shape:\n        total *= size\n"
        "    return total / 1e6",
    ],
}
