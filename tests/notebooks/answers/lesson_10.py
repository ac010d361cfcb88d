"""Plausible wrong answers to the exercises of lesson 10, and right ones written differently from the solutions."""

PAIRS = ("def window_pairs(ids, window):\n    pairs = []\n    for i in range(len(ids)):\n        for j in range({}):\n"
         "            if {}:\n                pairs.append({})\n    return pairs")
BOTH = "max(0, i - window), min(len(ids), i + window + 1)"

WRONG = {
    "10.1": [
        "def cosines(a, B):\n    return B @ a",
        "def cosines(a, B):\n    return B @ a / (a.norm() * B.norm())",
        "def cosines(a, B):\n    return B @ a / B.norm(dim=1)",
        "def cosines(a, B):\n    return B @ a / (a.norm() * B.norm(dim=0))",
        "def cosines(a, B):\n    return F.cosine_similarity(B, a[None])",
        "def cosines(a, B):\n    return (B @ a)[:, None] / (a.norm() * B.norm(dim=1))",
        "def cosines(a, B):\n    return B @ a / (a.norm() * B.norm(dim=1, keepdim=True))",
        "def cosines(a, B):\n    B @ a / (a.norm() * B.norm(dim=1))",
    ],
    "10.2": [
        PAIRS.format("i + 1, min(len(ids), i + window + 1)", "True", "(ids[i], ids[j])"),
        PAIRS.format(BOTH, "ids[j] != ids[i]", "(ids[i], ids[j])"),
        PAIRS.format(BOTH, "True", "(ids[i], ids[j])"),
        PAIRS.format("max(0, i - window), min(len(ids), i + window)", "j != i", "(ids[i], ids[j])"),
        PAIRS.format("i - window, i + window + 1", "j != i", "(ids[i], ids[j])"),
        PAIRS.format("i - window, min(len(ids), i + window + 1)", "j != i", "(ids[i], ids[j])"),
        PAIRS.format(BOTH, "j != i", "(i, j)"),
        PAIRS.format(BOTH, "j != i", "(ids[j], ids[i])"),
    ],
    "10.3": [
        "def centre_gradient(v, u, noise):\n    return torch.sigmoid(u @ v) * u + torch.sigmoid(noise @ v) @ noise",
        "def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u",
        "def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u - torch.sigmoid(noise @ v) @ noise",
        "def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + (torch.sigmoid(noise @ v) @ noise) / len(noise)",
        "def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * v + torch.sigmoid(noise @ v).sum() * v",
        "def centre_gradient(v, u, noise):\n    return (1 - torch.sigmoid(u @ v)) * u - torch.sigmoid(noise @ v) @ noise",
        "def centre_gradient(v, u, noise):\n    v = v.clone().requires_grad_()\n    loss = -F.logsigmoid(u @ v) - F.logsigmoid(-(noise @ v)).sum()\n"
        "    return torch.autograd.grad(loss, v)[0]",
        "def centre_gradient(v, u, noise):\n    return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ v)[:, None] * noise",
    ],
    "10.4": [
        "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    return (rows @ (rows[b] - rows[a] + rows[c])).argmax().item()",
        "def analogy(vectors, a, b, c):\n    scores = vectors @ (vectors[b] - vectors[a] + vectors[c])\n"
        "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
        "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[a] - rows[b] + rows[c])\n"
        "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
        "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (vectors[b] - vectors[a] + vectors[c])\n"
        "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
        "def analogy(vectors, a, b, c):\n    vectors /= vectors.norm(dim=1, keepdim=True)\n    scores = vectors @ (vectors[b] - vectors[a] + vectors[c])\n"
        "    scores[[a, b, c]] = -float('inf')\n    return scores.argmax().item()",
        "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
        "    scores[c] = -float('inf')\n    return scores.argmax().item()",
        "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    scores = rows @ (rows[b] - rows[a] + rows[c])\n"
        "    scores[[a, b, c]] = -float('inf')\n    return scores.max().item()",
    ],
    "10.5": [
        "def encode(word, merges):\n    return list(word)",
        "def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        for i in range(len(symbols) - 1):\n"
        "            if (symbols[i], symbols[i + 1]) == (a, b):\n                symbols[i:i + 2] = [a + b]\n                break\n    return symbols",
        "def encode(word, merges):\n    symbols = list(word)\n    for a, b in reversed(merges):\n        result = []\n        for s in symbols:\n"
        "            if result and (result[-1], s) == (a, b):\n                result[-1] += s\n            else:\n                result.append(s)\n"
        "        symbols = result\n    return symbols",
        "def encode(word, merges):\n    known, found, i = {a + b for a, b in merges}, [], 0\n    while i < len(word):\n"
        "        n = next((n for n in range(len(word) - i, 1, -1) if word[i:i + n] in known), 1)\n        found.append(word[i:i + n])\n"
        "        i += n\n    return found",
        "def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        for i in range(len(symbols) - 1):\n"
        "            if (symbols[i], symbols[i + 1]) == (a, b):\n                symbols[i:i + 2] = [a + b]\n    return symbols",
        "def encode(word, merges):\n    text = ' '.join(word)\n    for a, b in merges:\n        text = text.replace(a + ' ' + b, a + b)\n    return text",
    ],
}

RIGHT = {
    "10.1": ["def cosines(a, B):\n    unit = B / B.norm(dim=1, keepdim=True)\n    return unit @ (a / a.norm())",
             "def cosines(a, B):\n    return torch.stack([row @ a / (row.norm() * a.norm()) for row in B])",
             "def cosines(a, B):\n    return (B * a).sum(1) / torch.sqrt((a ** 2).sum() * (B ** 2).sum(1))"],
    "10.2": ["def window_pairs(ids, window):\n    n = len(ids)\n    return [(ids[i], ids[j]) for i in range(n) for j in range(n) if 0 < abs(i - j) <= window]",
             "def window_pairs(ids, window):\n    pairs = []\n    for i, centre in enumerate(ids):\n"
             "        pairs += [(centre, near) for near in ids[max(0, i - window):i] + ids[i + 1:i + 1 + window]]\n    return pairs"],
    "10.3": ["def centre_gradient(v, u, noise):\n    total = -u / (1 + torch.exp(u @ v))\n    for u_k in noise:\n"
             "        total = total + u_k / (1 + torch.exp(-(u_k @ v)))\n    return total",
             "def centre_gradient(v, u, noise):\n    table = torch.cat([u[None], noise])\n    target = torch.zeros(len(table)).to(v)\n"
             "    target[0] = 1\n    return (torch.sigmoid(table @ v) - target) @ table"],
    "10.4": ["def analogy(vectors, a, b, c):\n    rows = vectors / vectors.norm(dim=1, keepdim=True)\n"
             "    cosines = F.cosine_similarity(rows, (rows[b] - rows[a] + rows[c])[None])\n"
             "    return next(i for i in cosines.argsort(descending=True).tolist() if i not in (a, b, c))",
             "def analogy(vectors, a, b, c):\n    rows = F.normalize(vectors, dim=1)\n    target = rows[b] - rows[a] + rows[c]\n"
             "    return max((i for i in range(len(rows)) if i not in {a, b, c}), key=lambda i: float(rows[i] @ target))"],
    "10.5": ["def encode(word, merges):\n    symbols = list(word)\n    for a, b in merges:\n        result = []\n        for s in symbols:\n"
             "            if result and (result[-1], s) == (a, b):\n                result[-1] += s\n            else:\n                result.append(s)\n"
             "        symbols = result\n    return symbols",
             "def encode(word, merges):\n    symbols = list(word)\n    for pair in merges:\n        i = 0\n        while i < len(symbols) - 1:\n"
             "            if (symbols[i], symbols[i + 1]) == tuple(pair):\n                symbols[i:i + 2] = [''.join(pair)]\n            i += 1\n    return symbols"],
}
