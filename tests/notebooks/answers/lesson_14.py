"""Plausible wrong answers to the exercises of lesson 14, and right ones written differently from the solutions."""

IOU = "def iou_each(A, B):\n    "
SPREAD = "def spread_out(x, f, stride):\n    h, w, k = *x.shape, len(f)\n    "
DICE = "def dice_loss_each(logits, y):\n    p = torch.sigmoid(logits)\n    "
RECALL = "def recall_at(cosines, right, k):\n    "
FAIR = "def fair_loss(pictures, captions, scene, tau):\n    scores = pictures @ captions.T / tau\n    same = (scene[:, None] == scene).float()\n    truth = same / same.sum(1, keepdim=True)\n    "
LOOPS = "for r in range(h):\n        for c in range(w):\n            "

WRONG = {
    "14.1": [
        IOU + "return (A & B).sum(dim=(1, 2)) / (A | B).sum(dim=(1, 2))",
        IOU + "return (A & B).sum(dim=(1, 2)) / (A | B).sum(dim=(1, 2)).clamp(min=1)",
        IOU + "return (A & B).sum() / (A | B).sum()",
        IOU + "return 2 * (A & B).sum(dim=(1, 2)) / (A.sum(dim=(1, 2)) + B.sum(dim=(1, 2)))",
        IOU + "return (A == B).float().mean(dim=(1, 2))",
        IOU + "(A & B).sum(dim=(1, 2)) / (A | B).sum(dim=(1, 2))",
        IOU + "return ((A & B).sum(dim=(1, 2)) + 1) / ((A | B).sum(dim=(1, 2)) + 1)",
    ],
    "14.2": [
        SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
        "out[r * stride:r * stride + k, c * stride:c * stride + k] = x[r, c] * f\n    return out",
        SPREAD + "out = x.new_zeros(h - 1 + k, w - 1 + k)\n    " + LOOPS + "out[r:r + k, c:c + k] += x[r, c] * f\n    return out",
        SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
        "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f.flip(0, 1)\n    return out",
        SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
        "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f.T\n    return out",
        SPREAD + "return F.conv_transpose2d(x[None, None], f[None, None], stride=stride)[0, 0]",
        SPREAD + "return x.repeat_interleave(stride, 0).repeat_interleave(stride, 1)",
        SPREAD + "out = x.new_zeros(h * stride + k, w * stride + k)\n    " + LOOPS +
        "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f\n    return out",
    ],
    "14.3": [
        DICE + "return 1 - (2 * (p * y).sum() + 1) / (p.sum() + y.sum() + 1)",
        DICE + "e = (1, 2, 3)\n    return 1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)",
        DICE + "e = (1, 2, 3)\n    return ((2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
        DICE + "e = (1, 2, 3)\n    return (1 - 2 * (p * y).sum(e) / (p.sum(e) + y.sum(e))).mean()",
        DICE + "p, e = logits, (1, 2, 3)\n    return (1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
        DICE + "e = (1, 2, 3)\n    return (1 - ((p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
        DICE + "e = (2, 3)\n    return (1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).sum()",
    ],
    "14.4": [
        RECALL + "return (cosines.argmax(1) == right).float().mean().item()",
        RECALL + "return (cosines.topk(k, dim=1).indices == torch.arange(len(cosines))[:, None]).any(1).float().mean().item()",
        RECALL + "return (cosines.topk(k, dim=1, largest=False).indices == right[:, None]).any(1).float().mean().item()",
        RECALL + "return (cosines.topk(k, dim=1).indices == right[:, None]).any(1).sum().item()",
        RECALL + "return (cosines.topk(k, dim=1).indices == right[:, None]).float().mean().item()",
        RECALL + "return 1 - (cosines.topk(k, dim=1).indices == right[:, None]).any(1).float().mean().item()",
        RECALL + "(cosines.topk(k, dim=1).indices == right[:, None]).any(1).float().mean().item()",
    ],
    "14.5": [
        FAIR + "pairs = torch.arange(len(scores))\n    return (F.cross_entropy(scores, pairs) + F.cross_entropy(scores.T, pairs)) / 2",
        FAIR + "return (-(same * F.log_softmax(scores, 1)).sum(1).mean() - (same * F.log_softmax(scores.T, 1)).sum(1).mean()) / 2",
        FAIR + "return -(truth * F.log_softmax(scores, 1)).sum(1).mean()",
        FAIR + "return -(truth * F.log_softmax(scores, 1)).sum(1).mean() - (truth * F.log_softmax(scores.T, 1)).sum(1).mean()",
        FAIR + "scores = pictures @ captions.T\n    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2",
        FAIR + "scores = pictures @ captions.T * tau\n    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2",
        FAIR + "return (F.cross_entropy(scores, truth, reduction='sum') + F.cross_entropy(scores.T, truth, reduction='sum')) / 2",
    ],
}

RIGHT = {
    "14.1": [
        IOU + "both, either = (A & B).flatten(1).sum(1), (A | B).flatten(1).sum(1)\n    out = both / either\n    out[either == 0] = 1\n    return out",
        IOU + "return torch.stack([(a & b).sum() / (a | b).sum() if (a | b).any() else torch.tensor(1.0) for a, b in zip(A, B)])",
    ],
    "14.2": [
        SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    for i in range(k):\n        for j in range(k):\n"
        "            out[i:i + (h - 1) * stride + 1:stride, j:j + (w - 1) * stride + 1:stride] += x * f[i, j]\n    return out",
        SPREAD + "up = lambda n: torch.stack([torch.eye((n - 1) * stride + k, dtype=x.dtype)[r * stride:r * stride + k] for r in range(n)])\n"
        "    return torch.einsum('rc,ij,ria,cjb->ab', x, f, up(h), up(w))",
    ],
    "14.3": [
        DICE + "p, t = p.flatten(1), y.flatten(1)\n    return 1 - ((2 * (p * t).sum(1) + 1) / (p.sum(1) + t.sum(1) + 1)).mean()",
        DICE + "return sum(1 - (2 * (a * b).sum() + 1) / (a.sum() + b.sum() + 1) for a, b in zip(p, y)) / len(y)",
    ],
    "14.4": [
        RECALL + "own = cosines.gather(1, right[:, None])\n    return ((cosines > own).sum(1) < k).double().mean().item()",
        RECALL + "return sum(int(r) in row.argsort(descending=True)[:k].tolist() for row, r in zip(cosines, right)) / len(right)",
    ],
    "14.5": [
        FAIR + "truth = truth.to(scores.dtype)\n    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2",
        FAIR + "p, q = scores.softmax(1).log(), scores.softmax(0).log()\n    n = len(scores)\n"
        "    return -((truth * p).sum() / n + (truth * q).sum() / n) / 2",
    ],
}
