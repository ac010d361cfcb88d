"""Answers to the exercises of lesson 14: wrong ones, each with words of the hint it must get, and right ones."""

IOU = "def iou_each(A, B):\n    "
SPREAD = "def spread_out(x, f, stride):\n    h, w, k = *x.shape, len(f)\n    "
DICE = "def dice_loss_each(logits, y):\n    p = torch.sigmoid(logits)\n    "
RECALL = "def recall_at(cosines, right, k):\n    "
FAIR = "def fair_loss(pictures, captions, scene, tau):\n    scores = pictures @ captions.T / tau\n    same = (scene[:, None] == scene).float()\n    truth = same / same.sum(1, keepdim=True)\n    "
LOOPS = "for r in range(h):\n        for c in range(w):\n            "

WRONG = {
    "14.1": [
        (IOU + "return (A & B).sum(dim=(1, 2)) / (A | B).sum(dim=(1, 2))",
         "Two empty masks give 0 / 0, which is not a number: they agree"),
        (IOU + "return (A & B).sum(dim=(1, 2)) / (A | B).sum(dim=(1, 2)).clamp(min=1)",
         "Two empty masks get 0 here; nothing is wrong with them, so give"),
        (IOU + "return (A & B).sum() / (A | B).sum()",
         "That is one number for the whole batch: sum over the last two"),
        (IOU + "return 2 * (A & B).sum(dim=(1, 2)) / (A.sum(dim=(1, 2)) + B.sum(dim=(1, 2)))",
         "Twice the common pixels by the sum of both sizes is Dice; IoU"),
        (IOU + "return (A == B).float().mean(dim=(1, 2))",
         "That is the share of right pixels: the background counts too"),
        (IOU + "(A & B).sum(dim=(1, 2)) / (A | B).sum(dim=(1, 2))",
         "is None. A function hands its result back"),
        (IOU + "return ((A & B).sum(dim=(1, 2)) + 1) / ((A | B).sum(dim=(1, 2)) + 1)",
         "A 1 above and below changes every IoU a little: only two empty"),
        (IOU + "both, either = (A & B).sum(dim=(1, 2)), A.sum(dim=(1, 2)) + B.sum(dim=(1, 2))\n    return torch.where(either > 0, both / either.clamp(min=1), 1.0)",
         "The common pixels are counted twice there: the union is `A | B`"),
        (IOU + "both, either = (A & B).sum(dim=(1, 2)), (A | B).sum(dim=(1, 2))\n    return torch.where(either > 0, both / either.clamp(min=1), 1.0).mean()",
         "One number for each pair is asked for, not their mean"),
        (IOU + "both, either = (A & B).sum(dim=(0, 1)), (A | B).sum(dim=(0, 1))\n    return torch.where(either > 0, both / either.clamp(min=1), 1.0)",
         "Common pixels by pixels in either, each summed over dim=(1, 2)"),
        (IOU + "both, either = (A & B).sum(dim=(1, 2)), (A | B).sum(dim=(1, 2))\n    return both / either if either > 0 else 1",
         "`if` asks one question, and a tensor holds many answers: use"),
    ],
    "14.2": [
        (SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
         "out[r * stride:r * stride + k, c * stride:c * stride + k] = x[r, c] * f\n    return out",
         "Where windows overlap, their contributions are added: `+=`"),
        (SPREAD + "out = x.new_zeros(h - 1 + k, w - 1 + k)\n    " + LOOPS + "out[r:r + k, c:c + k] += x[r, c] * f\n    return out",
         "The stride is not used: neighbours are laid down `stride`"),
        (SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
         "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f.flip(0, 1)\n    return out",
         "The filter is turned round; lay it down as it is"),
        (SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
         "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f.T\n    return out",
         "The filter's rows and columns are exchanged"),
        (SPREAD + "return F.conv_transpose2d(x[None, None], f[None, None], stride=stride)[0, 0]",
         "Two loops are asked for here, and none of PyTorch's"),
        (SPREAD + "return x.repeat_interleave(stride, 0).repeat_interleave(stride, 1)",
         "The filter is not used: each number of x lays down x[r, c] · f"),
        (SPREAD + "out = x.new_zeros(h * stride + k, w * stride + k)\n    " + LOOPS +
         "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f\n    return out",
         "The map is too large: h windows lie h − 1 steps apart, so it is"),
        (SPREAD + "out = x.new_zeros((h - 1) * k + k, (w - 1) * k + k)\n    " + LOOPS +
         "out[r * k:r * k + k, c * k:c * k + k] += x[r, c] * f\n    return out",
         "The windows lie `stride` apart, not k: they may overlap, or"),
        (SPREAD + "out = x.new_zeros(h * stride, w * stride)\n    " + LOOPS +
         "out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f\n    return out",
         "What is written has another shape than the place where it goes"),
        (SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS +
         "out[r * stride:r * stride + k, c * stride:c * stride + k] += f\n    return out",
         "Zeros of ((h − 1) · stride + k, (w − 1) · stride + k), then add"),
        (SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    " + LOOPS + "out[r:r + k, c:c + k] += x[r, c] * f\n    return out",
         "The size of the map knows the stride, the places do not"),
    ],
    "14.3": [
        (DICE + "return 1 - (2 * (p * y).sum() + 1) / (p.sum() + y.sum() + 1)",
         "That sums over the whole batch: sum over dim=(1, 2, 3), and"),
        (DICE + "e = (1, 2, 3)\n    return 1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)",
         "One number for each picture is right; now take their mean"),
        (DICE + "e = (1, 2, 3)\n    return ((2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
         "That is Dice itself; the loss is one minus it"),
        (DICE + "e = (1, 2, 3)\n    return (1 - 2 * (p * y).sum(e) / (p.sum(e) + y.sum(e))).mean()",
         "The 1 above and below the fraction is missing"),
        (DICE + "p, e = logits, (1, 2, 3)\n    return (1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
         "Logits are no probabilities: the sigmoid is missing"),
        (DICE + "e = (1, 2, 3)\n    return (1 - ((p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
         "Dice counts the common part twice"),
        (DICE + "e = (2, 3)\n    return (1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).sum()",
         "That is the sum over the pictures: take their mean"),
        ("def dice_loss_each(logits, y):\n    p, e = (logits > 0).float(), (1, 2, 3)\n    return (1 - (2 * (p * y).sum(e) + 1) / (p.sum(e) + y.sum(e) + 1)).mean()",
         "A hard decision has no slope to learn from: take the"),
        (DICE + "e = (1, 2, 3)\n    return (1 - 2 * (p * y).sum(e) / (p.sum(e) + y.sum(e) + 1)).mean()",
         "The 1 is missing above the fraction"),
        (DICE + "e = (1, 2, 3)\n    either = p.sum(e) + y.sum(e) - (p * y).sum(e)\n    return (1 - ((p * y).sum(e) + 1) / (either + 1)).mean()",
         "Divided by the union it is IoU; Dice divides twice the common"),
        (DICE + "e = (1, 2, 3)\n    return (1 - 2 * (p * y).sum(e) + 1 / (p.sum(e) + y.sum(e) + 1)).mean()",
         "Brackets around what stands above the line are missing: only"),
    ],
    "14.4": [
        (RECALL + "return (cosines.argmax(1) == right).float().mean().item()",
         "Only the first answer is looked at: the right one may be"),
        (RECALL + "return (cosines.topk(k, dim=1).indices == torch.arange(len(cosines))[:, None]).any(1).float().mean().item()",
         "The right answer of row i is column `right[i]`, not column i"),
        (RECALL + "return (cosines.topk(k, dim=1, largest=False).indices == right[:, None]).any(1).float().mean().item()",
         "Those are the k smallest cosines; the best are the largest"),
        (RECALL + "return (cosines.topk(k, dim=1).indices == right[:, None]).any(1).sum().item()",
         "That is how many queries are served, and their share is asked"),
        (RECALL + "return (cosines.topk(k, dim=1).indices == right[:, None]).float().mean().item()",
         "There a query that is served counts as one k-th; it counts as a"),
        (RECALL + "return 1 - (cosines.topk(k, dim=1).indices == right[:, None]).any(1).float().mean().item()",
         "That is the share of failures"),
        (RECALL + "(cosines.topk(k, dim=1).indices == right[:, None]).any(1).float().mean().item()",
         "is None. A function hands its result back"),
        (RECALL + "return (cosines.topk(k, dim=1).values == right[:, None]).any(1).float().mean().item()",
         "No query is served there: the *indices* of topk are compared"),
        (RECALL + "return (cosines.topk(k, dim=1).indices == right[:, None]).any(1)",
         "has shape (5,), expected (). A number without dimensions is"),
        (RECALL + "return (cosines.topk(k, dim=1).indices == right[:, None]).all(1).float().mean().item()",
         "No query is served there: the *indices* of topk are compared"),
        (RECALL + "return (cosines.topk(k, dim=1).indices == right).any(1).float().mean().item()",
         "Indices of topk along dim=1, compared with right[:, None], any"),
    ],
    "14.5": [
        (FAIR + "pairs = torch.arange(len(scores))\n    return (F.cross_entropy(scores, pairs) + F.cross_entropy(scores.T, pairs)) / 2",
         "All the truth lies on the diagonal: share it among all captions"),
        (FAIR + "return (-(same * F.log_softmax(scores, 1)).sum(1).mean() - (same * F.log_softmax(scores.T, 1)).sum(1).mean()) / 2",
         "Each row of the truth must sum to 1: divide by how many"),
        (FAIR + "return -(truth * F.log_softmax(scores, 1)).sum(1).mean()",
         "Only the rows are counted: the columns, captions to pictures"),
        (FAIR + "return -(truth * F.log_softmax(scores, 1)).sum(1).mean() - (truth * F.log_softmax(scores.T, 1)).sum(1).mean()",
         "That is the sum of both directions: take their mean"),
        (FAIR + "scores = pictures @ captions.T\n    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2",
         "The cosines are not divided by the temperature"),
        (FAIR + "scores = pictures @ captions.T * tau\n    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2",
         "Divide by the temperature, do not multiply"),
        (FAIR + "return (F.cross_entropy(scores, truth, reduction='sum') + F.cross_entropy(scores.T, truth, reduction='sum')) / 2",
         "Take the mean over the rows, not their sum"),
        (FAIR + "return -((truth * F.log_softmax(scores, 1)).mean() + (truth * F.log_softmax(scores.T, 1)).mean()) / 2",
         "That is the mean over all n · n numbers: sum along each row"),
        (FAIR + "return ((truth * F.log_softmax(scores, 1)).sum(1).mean() + (truth * F.log_softmax(scores.T, 1)).sum(1).mean()) / 2",
         "The minus is missing"),
        (FAIR + "return -((truth * F.log_softmax(scores, 1)).sum(1).mean() + (truth * F.log_softmax(scores, 1)).sum(0).mean()) / 2",
         "Only the rows are counted: the columns, captions to pictures"),
        (FAIR + "return -((truth * scores.softmax(1)).sum(1).mean() + (truth * scores.T.softmax(1)).sum(1).mean()) / 2",
         "The logarithm is missing: `log_softmax`"),
        (FAIR + "return (F.cross_entropy(scores, scene) + F.cross_entropy(scores.T, scene)) / 2",
         "`scene` numbers the scenes; as a target it was taken for the"),
    ],
}

RIGHT = {
    "14.1": [
        IOU + "both, either = (A & B).flatten(1).sum(1), (A | B).flatten(1).sum(1)\n    out = both / either\n    out[either == 0] = 1\n    return out",
        IOU + "return torch.stack([(a & b).sum() / (a | b).sum() if (a | b).any() else torch.tensor(1.0) for a, b in zip(A, B)])",
        IOU + "both, either = (A * B).sum((1, 2)).float(), (A + B).bool().sum((1, 2)).float()\n    return torch.nan_to_num(both / either, nan=1.0)",
    ],
    "14.2": [
        SPREAD + "out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)\n    for i in range(k):\n        for j in range(k):\n"
        "            out[i:i + (h - 1) * stride + 1:stride, j:j + (w - 1) * stride + 1:stride] += x * f[i, j]\n    return out",
        SPREAD + "up = lambda n: torch.stack([torch.eye((n - 1) * stride + k, dtype=x.dtype)[r * stride:r * stride + k] for r in range(n)])\n"
        "    return torch.einsum('rc,ij,ria,cjb->ab', x, f, up(h), up(w))",
        SPREAD + "out = torch.zeros((h - 1) * stride + k, (w - 1) * stride + k, dtype=x.dtype, device=x.device)\n    for r, row in enumerate(x):\n"
        "        for c, value in enumerate(row):\n            out[r * stride:r * stride + k, c * stride:c * stride + k].add_(value * f)\n    return out",
    ],
    "14.3": [
        DICE + "p, t = p.flatten(1), y.flatten(1)\n    return 1 - ((2 * (p * t).sum(1) + 1) / (p.sum(1) + t.sum(1) + 1)).mean()",
        DICE + "return sum(1 - (2 * (a * b).sum() + 1) / (a.sum() + b.sum() + 1) for a, b in zip(p, y)) / len(y)",
        DICE + "both, sizes = torch.einsum('nchw,nchw->n', p, y), (p + y).sum((1, 2, 3))\n    return torch.mean((sizes - 2 * both) / (sizes + 1))",
    ],
    "14.4": [
        RECALL + "own = cosines.gather(1, right[:, None])\n    return ((cosines > own).sum(1) < k).double().mean().item()",
        RECALL + "return sum(int(r) in row.argsort(descending=True)[:k].tolist() for row, r in zip(cosines, right)) / len(right)",
        RECALL + "place = cosines.argsort(dim=1, descending=True).argsort(dim=1)\n    return (place[torch.arange(len(right)), right] < k).float().mean()",
    ],
    "14.5": [
        FAIR + "truth = truth.to(scores.dtype)\n    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2",
        FAIR + "p, q = scores.softmax(1).log(), scores.softmax(0).log()\n    n = len(scores)\n"
        "    return -((truth * p).sum() / n + (truth * q).sum() / n) / 2",
        "def fair_loss(pictures, captions, scene, tau):\n    scores = pictures @ captions.T / tau\n    same = scene[:, None] == scene\n    total = 0\n"
        "    for s in (scores, scores.T):\n        for row, fits in zip(s.log_softmax(1), same):\n            total = total - row[fits].mean()\n"
        "    return total / (2 * len(scene))",
    ],
}
