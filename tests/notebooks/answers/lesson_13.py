"""Plausible wrong answers to the exercises of lesson 13, and right ones written differently from the solutions."""

TOP_P = ("def kept_by_top_p(probabilities, p):\n    ordered, order = probabilities.sort(descending=True)\n    stays = {stays}\n"
         "    return torch.zeros_like(stays).scatter(0, order, stays)")
ROUNDED = "def rounded(W, bits):\n    m = {m}\n    scale = {scale} / m\n    scale = torch.where(scale == 0, torch.ones_like(scale), scale)\n    return {kept}"
M, SCALE, KEPT = "2 ** (bits - 1) - 1", "W.abs().amax(dim=1, keepdim=True)", "(W / scale).round() * scale"

WRONG = {
    "13.1": [
        "def bits_per_char(log_p, characters):\n    return -log_p.mean() / math.log(2)",
        "def bits_per_char(log_p, characters):\n    return -log_p.sum() / characters",
        "def bits_per_char(log_p, characters):\n    return log_p.sum() / math.log(2) / characters",
        "def bits_per_char(log_p, characters):\n    return -log_p.mean() / math.log(2) / characters",
        "def bits_per_char(log_p, characters):\n    return -torch.log2(log_p.exp()).sum() / len(log_p)",
        "def bits_per_char(log_p, characters):\n    return -log_p.sum() / math.log(2)",
    ],
    "13.2": [
        "def top_k_probabilities(logits, k):\n    return logits.softmax(0)",
        "def top_k_probabilities(logits, k):\n    k = min(k, len(logits))\n    p = logits.softmax(0)\n    return p * (logits >= logits.topk(k).values[-1])",
        "def top_k_probabilities(logits, k):\n    k = min(k, len(logits))\n    return logits.masked_fill(logits < logits.topk(k).values[-1], 0.0).softmax(0)",
        "def top_k_probabilities(logits, k):\n    return logits.topk(min(k, len(logits))).values.softmax(0)",
        "def top_k_probabilities(logits, k):\n    k = min(k, len(logits))\n    return logits.masked_fill(logits <= logits.topk(k).values[-1], -math.inf).softmax(0)",
        "def top_k_probabilities(logits, k):\n    return logits.masked_fill(logits < logits.topk(k).values[-1], -math.inf).softmax(0)",
    ],
    "13.3": [
        TOP_P.format(stays="ordered.cumsum(0) <= p"),
        "def kept_by_top_p(probabilities, p):\n    return probabilities.cumsum(0) - probabilities < p",
        "def kept_by_top_p(probabilities, p):\n    ordered = probabilities.sort(descending=True).values\n    return ordered.cumsum(0) - ordered < p",
        "def kept_by_top_p(probabilities, p):\n    return probabilities >= p",
        "def kept_by_top_p(probabilities, p):\n    return probabilities > 1 - p",
        TOP_P.format(stays="~(ordered.cumsum(0) - ordered < p)"),
    ],
    "13.4": [
        "def merged_weight(W, A, B, strength):\n    return W + B @ A",
        "def merged_weight(W, A, B, strength):\n    return strength * (W + B @ A)",
        "def merged_weight(W, A, B, strength):\n    return strength * B @ A",
        "def merged_weight(W, A, B, strength):\n    return W - strength * B @ A",
        "def merged_weight(W, A, B, strength):\n    W += strength * B @ A\n    return W",
        "def merged_weight(W, A, B, strength):\n    return W + strength * A @ B",
    ],
    "13.5": [
        ROUNDED.format(m=M, scale=SCALE, kept="W / scale"),
        ROUNDED.format(m=M, scale="W.abs().amax()", kept=KEPT),
        ROUNDED.format(m=M, scale="W.abs().amax(dim=0, keepdim=True)", kept=KEPT),
        ROUNDED.format(m=M, scale="W.amax(dim=1, keepdim=True)", kept=KEPT),
        ROUNDED.format(m="2 ** bits - 1", scale=SCALE, kept=KEPT),
        ROUNDED.format(m="2 ** (bits - 1)", scale=SCALE, kept=KEPT),
        ROUNDED.format(m=M, scale=SCALE, kept="(W / scale).floor() * scale"),
        ROUNDED.format(m=M, scale=SCALE, kept="(W / scale).round()"),
        "def rounded(W, bits):\n    scale = W.abs().amax(dim=1, keepdim=True) / (2 ** (bits - 1) - 1)\n    return (W / scale).round() * scale",
    ],
}

RIGHT = {
    "13.1": [
        "def bits_per_char(log_p, characters):\n    return -(log_p / math.log(2)).mean() * len(log_p) / characters",
        "def bits_per_char(log_p, characters):\n    return sum(-x / math.log(2) for x in log_p.tolist()) / characters",
    ],
    "13.2": [
        "def top_k_probabilities(logits, k):\n    k = min(k, len(logits))\n    return logits.masked_fill(logits < logits.topk(k).values[-1], -math.inf).softmax(0)",
        "def top_k_probabilities(logits, k):\n    p = logits.softmax(0)\n    best = p.argsort(descending=True)[:k]\n    out = torch.zeros_like(p)\n"
        "    out[best] = p[best]\n    return out / out.sum()",
    ],
    "13.3": [
        "def kept_by_top_p(probabilities, p):\n    ordered = probabilities.sort(descending=True).values\n    last = ordered[ordered.cumsum(0) - ordered < p][-1]\n"
        "    return probabilities >= last",
        "def kept_by_top_p(probabilities, p):\n    keep, total = torch.zeros_like(probabilities, dtype=torch.bool), 0.0\n"
        "    for i in probabilities.argsort(descending=True).tolist():\n        if total >= p:\n            break\n"
        "        keep[i], total = True, total + probabilities[i].item()\n    return keep",
    ],
    "13.4": [
        "def merged_weight(W, A, B, strength):\n    return torch.addmm(W, B, A, alpha=strength)",
        "def merged_weight(W, A, B, strength):\n    return strength * torch.einsum('or,ri->oi', B, A) + W",
    ],
    "13.5": [
        "def rounded(W, bits):\n    m = 2 ** (bits - 1) - 1\n    scale = (W.abs().max(dim=1, keepdim=True).values / m).clamp(min=1e-30)\n    return torch.round(W / scale) * scale",
        "def rounded(W, bits):\n    m = 2 ** (bits - 1) - 1\n    rows = []\n    for row in W:\n        s = row.abs().max() / m\n"
        "        rows.append(row.clone() if s == 0 else torch.round(row / s) * s)\n    return torch.stack(rows)",
    ],
}
