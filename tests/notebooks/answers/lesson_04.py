"""Plausible wrong answers to the exercises of lesson 4, and right ones written differently from the solutions."""

WRONG = {
    "04.1": [
        "def prelu(x, a):\n    return torch.maximum(a * x, x)",
        "def prelu(x, a):\n    return torch.relu(x)",
        "def prelu(x, a):\n    return torch.where(x > 0, x, -a * x)",
    ],
    "04.2": [
        "def silu_slope(x):\n    s = torch.sigmoid(x)\n    return s * (1 - s)",
        "def silu_slope(x):\n    return torch.sigmoid(x)",
        "def silu_slope(x):\n    return x * torch.sigmoid(x)",
    ],
    "04.3": [
        "def dead_units(z):\n    return (z <= 0).sum().item()",
        "def dead_units(z):\n    return (z <= 0).any(dim=0).sum().item()",
        "def dead_units(z):\n    return (z <= 0).all(dim=1).sum().item()",
        "def dead_units(z):\n    return (z < 0).all(dim=0).sum().item()",
    ],
    "04.4": [
        "def log_softmax(z):\n    return z - z.exp().sum(-1, keepdim=True).log()",
        "def log_softmax(z):\n    return torch.softmax(z, -1).log()",
        "def log_softmax(z):\n    return z - torch.logsumexp(z, 0)",
    ],
    "04.5": [
        "def focal_loss(z, y, gamma):\n    return nn.functional.cross_entropy(z, y)",
        "def focal_loss(z, y, gamma):\n    l = nn.functional.cross_entropy(z, y, reduction='none')\n    return (torch.exp(-l) ** gamma * l).mean()",
        "def focal_loss(z, y, gamma):\n    p = torch.softmax(z, 1)[torch.arange(len(y)), y]\n    return (-(1 - p) ** gamma * p.log()).mean()",
    ],
}

RIGHT = {
    "04.1": ["def prelu(x, a):\n    return x.clamp(min=0) + a * x.clamp(max=0)"],
    "04.2": ["def silu_slope(x):\n    s = 1 / (1 + torch.exp(-x))\n    return s * (1 + x * (1 - s))"],
    "04.3": ["def dead_units(z):\n    return int((z.max(dim=0).values <= 0).sum())"],
    "04.4": ["def log_softmax(z):\n    return z - torch.logsumexp(z, dim=-1, keepdim=True)"],
    "04.5": ["def focal_loss(z, y, gamma):\n    l = nn.functional.cross_entropy(z, y, reduction='none')\n    return ((1 - torch.exp(-l)) ** gamma * l).mean()"],
}
