"""Plausible wrong answers to the exercises of lesson 4, and right ones written differently from the solutions."""

WRONG = {
    "04.1": [
        "def hard_sigmoid(x):\n    return torch.sigmoid(x)",
        "def hard_sigmoid(x):\n    return (x + 3) / 6",
        "def hard_sigmoid(x):\n    return x.clamp(0, 1)",
        "def hard_sigmoid(x):\n    return (x + 3).clamp(0, 6)",
        "def hard_sigmoid(x):\n    return (x / 6).clamp(0, 1)",
        "def hard_sigmoid(x):\n    return 0 if x <= -3 else 1 if x >= 3 else (x + 3) / 6",
        "def hard_sigmoid(x):\n    return (x.clamp(-3, 3) + 3) // 6",
        "def hard_sigmoid(x):\n    y = ((x + 3) / 6).clamp(0, 1)",
    ],
    "04.2": [
        "def softplus_slope(x):\n    return 1 / (1 + torch.exp(x))",
        "def softplus_slope(x):\n    return torch.exp(x) / (1 + torch.exp(x))",
        "def softplus_slope(x):\n    return F.softplus(x)",
        "def softplus_slope(x):\n    s = torch.sigmoid(x)\n    return s * (1 - s)",
        "def softplus_slope(x):\n    return torch.tanh(x)",
        "def softplus_slope(x):\n    return torch.exp(x)",
        "def softplus_slope(x):\n    return (x > 0).float()",
    ],
    "04.3": [
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).all(dim=0).sum().item()",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).any(dim=0).sum().item()",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).sum().item()",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return ((s * (1 - s) < 0.01).float().mean(dim=0) >= 0.5).sum().item()",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return ((s * (1 - s) < 0.01).float().mean(dim=1) > 0.5).sum().item()",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return ((s < 0.01).float().mean(dim=0) > 0.5).sum().item()",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).float().mean(dim=0) > 0.5",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n    return ((s * (1 - s)).mean(dim=0) < 0.01).sum()",
    ],
    "04.4": [
        "def log_softmax(z):\n    return z - z.exp().sum(-1, keepdim=True).log()",
        "def log_softmax(z):\n    return torch.softmax(z, -1).log()",
        "def log_softmax(z):\n    return z - torch.logsumexp(z, 0)",
        "def log_softmax(z):\n    z = z - z.max()\n    return z - z.exp().sum(dim=-1, keepdim=True).log()",
        "def log_softmax(z):\n    z = z - z.max(dim=-1).values\n    return z - z.exp().sum(dim=-1, keepdim=True).log()",
        "def log_softmax(z):\n    return torch.softmax(z, dim=-1)",
        "def log_softmax(z):\n    return z - z.max(dim=-1, keepdim=True).values",
    ],
    "04.5": [
        "def focal_loss(z, y, gamma):\n    return F.cross_entropy(z, y)",
        "def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n    return (torch.exp(-l) ** gamma * l).mean()",
        "def focal_loss(z, y, gamma):\n    p = torch.softmax(z, 1)[torch.arange(len(y)), y]\n    return (-(1 - p) ** gamma * p.log()).mean()",
        "def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y)\n    return (1 - torch.exp(-l)) ** gamma * l",
        "def focal_loss(z, y, gamma):\n    log_p = torch.log_softmax(z, 1)[torch.arange(len(y)), y]\n    return ((1 - log_p.exp()) ** gamma * log_p).mean()",
        "def focal_loss(z, y, gamma):\n    log_p = torch.log_softmax(z, 1)[torch.arange(len(y)), y]\n    return -(1 - log_p.exp()) ** gamma * log_p",
        "def focal_loss(z, y, gamma):\n    log_p = torch.log_softmax(z, 1)[:, y]\n    return (-((1 - log_p.exp()) ** gamma) * log_p).mean()",
    ],
}

RIGHT = {
    "04.1": ["def hard_sigmoid(x):\n    return torch.relu(x + 3).clamp(max=6) / 6", "def hard_sigmoid(x):\n    return F.hardsigmoid(x)"],
    "04.2": ["def softplus_slope(x):\n    return 1 / (1 + torch.exp(-x))"],
    "04.3": ["def saturated_units(z):\n    p = torch.sigmoid(z)\n    many = (p * (1 - p) < 0.01).sum(0)\n    return (2 * many > len(z)).sum()"],
    "04.4": ["def log_softmax(z):\n    return z - torch.logsumexp(z, dim=-1, keepdim=True)"],
    "04.5": ["def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n    return ((1 - torch.exp(-l)) ** gamma * l).mean()"],
}
