"""Answers to the exercises of lesson 4: wrong ones, each with words of the hint it must get, and right ones."""

WRONG = {
    "04.1": [
        ("def hard_sigmoid(x):\n    return torch.sigmoid(x)",
         "That is the smooth sigmoid"),
        ("def hard_sigmoid(x):\n    return (x + 3) / 6",
         "The line is right, but it goes on below 0 and above 1: cut it"),
        ("def hard_sigmoid(x):\n    return x.clamp(0, 1)",
         "That rises from x = 0 to x = 1"),
        ("def hard_sigmoid(x):\n    return (x + 3).clamp(0, 6)",
         "The shape is right, but it reaches 6 instead of 1: divide by 6"),
        ("def hard_sigmoid(x):\n    return (x / 6).clamp(0, 1)",
         "That rises from x = 0 to x = 6"),
        ("def hard_sigmoid(x):\n    return 0 if x <= -3 else 1 if x >= 3 else (x + 3) / 6",
         "Boolean value of Tensor with more than one value is ambiguous"),
        ("def hard_sigmoid(x):\n    return (x.clamp(-3, 3) + 3) // 6",
         "`//` rounds down to whole numbers: divide with `/`"),
        ("def hard_sigmoid(x):\n    y = ((x + 3) / 6).clamp(0, 1)",
         "`hard_sigmoid(x)` for x = [-5, -3, -1.5, 0, 0.5, 1.5, 3, 5]"),
        ("def hard_sigmoid(x):\n    return ((x + 3) / 6).clamp(0)",
         "The line is right, but it goes on above 1"),
        ("def hard_sigmoid(x):\n    return (x / 6 + 3).clamp(0, 1)",
         "Add 3 first, then divide: (x + 3) / 6, with brackets"),
        ("def hard_sigmoid(x):\n    return (x > 0).float()",
         "Between -3 and 3 a straight line is wanted"),
        ("def hard_sigmoid(x):\n    return x.clamp_(-3, 3).add_(3).div_(6)",
         "changed its input `x`"),
        ("def hard_sigmoid(x):\n    return x.clamp(-3, 3)",
         "The corners are right"),
    ],
    "04.2": [
        ("def softplus_slope(x):\n    return 1 / (1 + torch.exp(x))",
         "That is the outer derivative 1 / (1 + eˣ) alone: multiply it"),
        ("def softplus_slope(x):\n    return torch.exp(x) / (1 + torch.exp(x))",
         "The formula is right, but e²⁰⁰ overflows and inf/inf is nan:"),
        ("def softplus_slope(x):\n    return F.softplus(x)",
         "That is softplus itself"),
        ("def softplus_slope(x):\n    s = torch.sigmoid(x)\n    return s * (1 - s)",
         "That is the derivative of the sigmoid, one derivative too"),
        ("def softplus_slope(x):\n    return torch.tanh(x)",
         "That is tanh, which goes from -1 to 1"),
        ("def softplus_slope(x):\n    return torch.exp(x)",
         "That is the inner derivative eˣ alone: multiply it by the"),
        ("def softplus_slope(x):\n    return (x > 0).float()",
         "That is the slope of ReLU"),
        ("def softplus_slope(x):\n    x = x.clone().requires_grad_()\n"
         "    return torch.autograd.grad(F.softplus(x).sum(), x)[0]",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def softplus_slope(x):\n    x = x.clone().requires_grad_()\n    F.softplus(x).sum().backward()\n"
         "    return x.grad",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def softplus_slope(x):\n    return torch.func.grad(lambda z: F.softplus(z).sum())(x)",
         "Autograd found this gradient, and the exercise asks for it"),
        ("def softplus_slope(x):\n    x = x.double()\n    return (F.softplus(x + 1e-5) - F.softplus(x - 1e-5)) / 2e-5",
         "That is a difference quotient, softplus at two places near by"),
        ("def softplus_slope(x):\n    return 1 / x",
         "That is the derivative of log x"),
        ("def softplus_slope(x):\n    return 1 + torch.exp(x)",
         "That is the inner function"),
        ("def softplus_slope(x):\n    x.requires_grad_()\n    F.softplus(x).sum().backward()\n    return x.grad",
         "Autograd found this gradient, and the exercise asks for it"),
    ],
    "04.3": [
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).all(dim=0).sum().item()",
         "You count units that are flat for every example; more than"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).any(dim=0).sum().item()",
         "You count units that are flat for at least one example; it"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n    return (s * (1 - s) < 0.01).sum().item()",
         "That counts single slopes"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.01).float().mean(dim=0) >= 0.5).sum().item()",
         "Exactly half is not more than half: compare with `> 0.5`"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.01).float().mean(dim=1) > 0.5).sum().item()",
         "Those are examples, not units: the share is taken over the"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s < 0.01).float().mean(dim=0) > 0.5).sum().item()",
         "You look at the left end alone: the sigmoid is flat near 0"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return (s * (1 - s) < 0.01).float().mean(dim=0) > 0.5",
         "That is one truth value for each unit"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n    return ((s * (1 - s)).mean(dim=0) < 0.01).sum()",
         "You look at each unit's mean slope"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.005).float().mean(dim=0) > 0.5).sum().item()",
         "The limit of the slope is 0.01, and another one counts here"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.05).float().mean(dim=0) > 0.5).sum().item()",
         "The limit of the slope is 0.01, and another one counts here"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.0099 / 1.5).float().mean(dim=0) > 0.5).sum().item()",
         "The limit of the slope is 0.01, and another one counts here"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.02).float().mean(dim=0) > 0.5).sum().item()",
         "The limit of the slope is 0.01, and another one counts here"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return ((s * (1 - s) < 0.1).float().mean(dim=0) > 0.5).sum().item()",
         "The limit of the slope is 0.01, and another one counts here"),
        ("def saturated_units(z):\n    s = torch.sigmoid(z)\n"
         "    return z.shape[1] - int(((s * (1 - s) < 0.01).float().mean(dim=0) > 0.5).sum())",
         "Those are the units that are not saturated"),
        ("def saturated_units(z):\n    return ((z * (1 - z) < 0.01).float().mean(dim=0) > 0.5).sum()",
         "σ′ is σ(1 − σ), not z(1 − z): put the sigmoid first"),
        ("def saturated_units(z):\n    return 5",
         "σ′ = σ(1 − σ), below 0.01 on both flat ends; then one share"),
        ("def saturated_units(z):\n    return (z.abs().mean(dim=0) > 4.6).sum()",
         "You look at each unit's mean input"),
        ("def saturated_units(z):\n    return int(((z.abs() > 4.6).float().mean(dim=0) > 0.5).sum())",
         "The slope is 0.01 a little before |z| = 4.6"),
    ],
    "04.4": [
        ("def log_softmax(z):\n    return z - z.exp().sum(-1, keepdim=True).log()",
         "The formula is right for small logits, but near ±1000 it"),
        ("def log_softmax(z):\n    return torch.softmax(z, -1).log()",
         "The formula is right for small logits, but near ±1000 it"),
        ("def log_softmax(z):\n    return z - torch.logsumexp(z, 0)",
         "You worked down the columns"),
        ("def log_softmax(z):\n    z = z - z.max()\n    return z - z.exp().sum(dim=-1, keepdim=True).log()",
         "The formula is right for small logits, but near ±1000 it"),
        ("def log_softmax(z):\n    z = z - z.max(dim=-1).values\n"
         "    return z - z.exp().sum(dim=-1, keepdim=True).log()",
         "The size of tensor a (3) must match the size of tensor b (2)"),
        ("def log_softmax(z):\n    return torch.softmax(z, dim=-1)",
         "That is softmax"),
        ("def log_softmax(z):\n    return z - z.max(dim=-1, keepdim=True).values",
         "You subtracted the largest logit of each row"),
        ("def log_softmax(z):\n    return torch.log_softmax(z, dim=-1)",
         "This calls the ready-made function, which the exercise is"),
        ("def log_softmax(z):\n    return F.log_softmax(z, dim=-1)",
         "This calls the ready-made function, which the exercise is"),
        ("def log_softmax(z):\n    return nn.LogSoftmax(dim=-1)(z)",
         "This calls the ready-made function, which the exercise is"),
        ("def log_softmax(z):\n    return (torch.softmax(z, -1) + 1e-12).log()",
         "Each row needs its own largest logit, `z.max(dim=-1,"),
        ("def log_softmax(z):\n    z -= z.max(dim=-1, keepdim=True).values\n"
         "    return z - z.exp().sum(dim=-1, keepdim=True).log()",
         "changed its input `z`"),
        ("def log_softmax(z):\n    z = z - z.max(dim=-1, keepdim=True).values\n"
         "    return z - z.exp().sum(dim=-1, keepdim=True)",
         "The logarithm of the sum is missing: z − log Σ exp(z)"),
        ("def log_softmax(z):\n    m = z.max(dim=-1, keepdim=True).values\n"
         "    return z - (z - m).exp().sum(dim=-1, keepdim=True).log()",
         "The largest logit went out of the sum but not out of z: what"),
        ("def log_softmax(z):\n    return torch.logsumexp(z, -1, keepdim=True) - z",
         "The sign is turned round: the logarithm of a probability is"),
        ("def log_softmax(z):\n    return z - torch.logsumexp(z, -1)",
         "The size of tensor a (3) must match the size of tensor b (2)"),
        ("def log_softmax(z):\n    z = z - z.mean(dim=-1, keepdim=True)\n"
         "    return z - z.exp().sum(dim=-1, keepdim=True).log()",
         "The formula is right for small logits, but near ±1000 it"),
    ],
    "04.5": [
        ("def focal_loss(z, y, gamma):\n    return F.cross_entropy(z, y)",
         "γ changes nothing: multiply each example's loss by (1 − p)^γ"),
        ("def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n"
         "    return (torch.exp(-l) ** gamma * l).mean()",
         "The weight is p^γ here, which turns the hard examples down"),
        ("def focal_loss(z, y, gamma):\n    p = torch.softmax(z, 1)[torch.arange(len(y)), y]\n"
         "    return (-(1 - p) ** gamma * p.log()).mean()",
         "Start from log_softmax: the probability itself underflows to"),
        ("def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y)\n    return (1 - torch.exp(-l)) ** gamma * l",
         "Weight each example with its own p first, and take the mean"),
        ("def focal_loss(z, y, gamma):\n    log_p = torch.log_softmax(z, 1)[torch.arange(len(y)), y]\n"
         "    return ((1 - log_p.exp()) ** gamma * log_p).mean()",
         "The sign is wrong: log p is negative, and a loss is positive"),
        ("def focal_loss(z, y, gamma):\n    log_p = torch.log_softmax(z, 1)[torch.arange(len(y)), y]\n"
         "    return -(1 - log_p.exp()) ** gamma * log_p",
         "That is one loss for each example: take the mean"),
        ("def focal_loss(z, y, gamma):\n    log_p = torch.log_softmax(z, 1)[:, y]\n"
         "    return (-((1 - log_p.exp()) ** gamma) * log_p).mean()",
         "`log_p[:, y]` makes a table of all pairs"),
        ("def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n"
         "    return ((1 - torch.exp(-l)) ** gamma * l).sum()",
         "That is the sum over the examples: take the mean"),
        ("def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n"
         "    return ((1 - torch.exp(-l)) ** 2 * l).mean()",
         "γ is fixed at 2 in your code: use `gamma`"),
        ("def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n"
         "    return ((1 - torch.exp(-l)) * gamma * l).mean()",
         "γ is an exponent, `** gamma`, not a factor"),
        ("def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n"
         "    return ((1 - torch.exp(-l)) ** gamma).mean()",
         "That is the mean of the weights alone: each weight multiplies"),
    ],
}

RIGHT = {
    "04.1": [
        "def hard_sigmoid(x):\n    return torch.relu(x + 3).clamp(max=6) / 6",
        "def hard_sigmoid(x):\n    return F.hardsigmoid(x)",
        "def hard_sigmoid(x):\n    return torch.where(x <= -3, 0.0, torch.where(x >= 3, 1.0, (x + 3) / 6))",
        "def hard_sigmoid(x):\n    return (x.clamp(-3, 3) + 3) / 6",
    ],
    "04.2": [
        "def softplus_slope(x):\n    return 1 / (1 + torch.exp(-x))",
        "def softplus_slope(x):\n    return torch.exp(-F.softplus(-x))",
        "def softplus_slope(x):\n    return (1 + torch.tanh(x / 2)) / 2",
        "softplus_slope = torch.sigmoid",
    ],
    "04.3": [
        "def saturated_units(z):\n    p = torch.sigmoid(z)\n    many = (p * (1 - p) < 0.01).sum(0)\n"
        "    return (2 * many > len(z)).sum()",
        "def saturated_units(z):\n    return int(((z.abs() > 4.5849674).double().mean(0) > 0.5).sum())",
        "def saturated_units(z):\n    s = torch.sigmoid(z)\n"
        "    return sum(2 * int(n) > len(z) for n in (s * (1 - s) < 0.01).sum(0))",
    ],
    "04.4": [
        "def log_softmax(z):\n    return z - torch.logsumexp(z, dim=-1, keepdim=True)",
        "def log_softmax(z):\n    m = z.max(dim=-1, keepdim=True).values\n"
        "    return z - m - torch.exp(z - m).sum(dim=-1, keepdim=True).log()",
        "def log_softmax(z):\n    rows = []\n    for row in z:\n        r = row - row.max()\n"
        "        rows.append(r - r.exp().sum().log())\n    return torch.stack(rows)",
    ],
    "04.5": [
        "def focal_loss(z, y, gamma):\n    l = F.cross_entropy(z, y, reduction='none')\n"
        "    return ((1 - torch.exp(-l)) ** gamma * l).mean()",
        "def focal_loss(z, y, gamma):\n"
        "    log_p = (z - torch.logsumexp(z, 1, keepdim=True)).gather(1, y[:, None])[:, 0]\n"
        "    return -((1 - torch.exp(log_p)) ** gamma * log_p).mean()",
        "def focal_loss(z, y, gamma):\n    total = 0.0\n    for row, true in zip(torch.log_softmax(z, 1), y):\n"
        "        total = total - (1 - row[true].exp()) ** gamma * row[true]\n    return total / len(y)",
    ],
}
