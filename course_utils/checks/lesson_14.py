"""Exercises and quiz of lesson 14, pictures and words."""
from __future__ import annotations

import functools

from .core import Question, exercise, function
from .demands import forbidding
from .judge import draws, judge

CONVOLUTIONS = ("conv2d", "conv_transpose2d", "conv1d", "conv_transpose1d", "conv3d", "conv_transpose3d", "fold")


@exercise("14.1", "IoU of each picture")
def iou_each(answer):
    import torch

    draw = draws(141)

    def masks(n, h, w, share):
        return torch.rand(n, h, w, generator=draw) < share, torch.rand(n, h, w, generator=draw) < share

    # in the first each mistake gives other numbers than every other one; the second has a pair of empty masks
    small = (torch.tensor([[[1, 1], [1, 0]], [[1, 1], [0, 0]]]).bool(), torch.tensor([[[1, 1], [0, 0]], [[0, 0], [1, 1]]]).bool())
    empty = tuple(torch.stack([mask[0], torch.zeros(2, 2).bool()]) for mask in small)

    def sums(A, B):
        return (A & B).sum((1, 2)), (A | B).sum((1, 2)), A.sum((1, 2)) + B.sum((1, 2))

    def right(A, B):
        both, either, _ = sums(A, B)
        return torch.where(either > 0, both / either.clamp(min=1), 1.0)

    judge(answer, right, [small, empty, masks(3, 4, 5, 0.5), masks(5, 7, 3, 0.3), masks(4, 2, 2, 0.15)], what="the IoU of each pair",
          mistakes=((lambda A, B: 2 * sums(A, B)[0] / sums(A, B)[2], "Twice the common pixels by the sum of both sizes is Dice; IoU divides by the union."),
                    (lambda A, B: torch.where(sums(A, B)[2] > 0, 2 * sums(A, B)[0] / sums(A, B)[2].clamp(min=1), 1.0), "That is Dice; IoU divides by the union."),
                    (lambda A, B: (A & B).sum() / (A | B).sum(), "That is one number for the whole batch: sum over the last two dimensions only."),
                    (lambda A, B: sums(A, B)[0] / sums(A, B)[1], "Two empty masks give 0 / 0, which is not a number: they agree, so give 1 there."),
                    (lambda A, B: sums(A, B)[0] / sums(A, B)[1].clamp(min=1), "Two empty masks get 0 here; nothing is wrong with them, so give 1."),
                    (lambda A, B: torch.where(sums(A, B)[2] > 0, sums(A, B)[0] / sums(A, B)[2].clamp(min=1), 1.0), "The common pixels are counted twice there: the union is `A | B`."),
                    (lambda A, B: right(A, B).mean(), "One number for each pair is asked for, not their mean."),
                    (lambda A, B: (sums(A, B)[0] + 1) / (sums(A, B)[1] + 1), "A 1 above and below changes every IoU a little: only two empty masks need care."),
                    *((lambda A, B, one=one: torch.where(one(A, B) > 0, sums(A, B)[0] / one(A, B).clamp(min=1), 1.0), "Divided by the size of one mask alone; the union is `A | B`.")
                      for one in (lambda A, B: A.sum((1, 2)), lambda A, B: B.sum((1, 2)))),
                    (lambda A, B: torch.where((A ^ B).any(2).any(1), sums(A, B)[0] / (A ^ B).sum((1, 2)).clamp(min=1), 1.0), "`A ^ B` leaves out what both have in common; the union is `A | B`."),
                    (lambda A, B: sums(A, B)[1] / sums(A, B)[0], "The fraction is turned round: common pixels by pixels in either."),
                    (lambda A, B: torch.where(sums(A, B)[0] > 0, right(A, B), 1.0), "Two masks that have ink and no pixel in common get 0; only two *empty* ones get 1."),
                    (lambda A, B: (A == B).float().mean((1, 2)), "That is the share of right pixels: the background counts too.")),
          hint="Common pixels by pixels in either, each summed over dim=(1, 2).")


@exercise("14.2", "Spread it out")
def spread_out(answer):
    import torch
    from torch.nn import functional as F

    draw = draws(142)
    cases = [(torch.tensor([[1.0, 2.0, 5.0], [4.0, 3.0, 7.0]]), torch.tensor([[1.0, 3.0], [0.0, 2.0]]), 1)]
    cases += [(torch.randn(h, w, generator=draw), torch.randn(k, k, generator=draw), s) for h, w, k, s in ((2, 3, 3, 2), (4, 2, 2, 2), (3, 5, 4, 3), (3, 3, 2, 3))]

    def right(x, f, stride):
        h, w, k = *x.shape, len(f)
        out = x.new_zeros((h - 1) * stride + k, (w - 1) * stride + k)
        for r in range(h):
            for c in range(w):
                out[r * stride:r * stride + k, c * stride:c * stride + k] += x[r, c] * f
        return out

    def overwritten(x, f, stride):
        out, k = right(x, f, stride) * 0, len(f)
        for r in range(x.shape[0]):
            for c in range(x.shape[1]):
                out[r * stride:r * stride + k, c * stride:c * stride + k] = x[r, c] * f
        return out

    def bare(x, f, stride):
        out = right(x, f, stride) * 0
        out[:(len(x) - 1) * stride + 1:stride, :(x.shape[1] - 1) * stride + 1:stride] = x
        return out

    def stopped(x, f, stride):
        only = torch.zeros_like(x)
        only[0, 0] = x[0, 0]
        return right(only, f, stride)

    def but_last(x, f, stride):
        only = x.clone()
        only[-1], only[:, -1] = 0, 0
        return right(only, f, stride)

    judge(forbidding(function(answer, "spread_out"), CONVOLUTIONS, "Two loops are asked for here, and none of PyTorch's convolutions."),
          right, cases, what="the large map",
          mistakes=((overwritten, "Where windows overlap, their contributions are added: `+=`."),
                    (lambda x, f, stride: right(x, f.flip(0, 1), stride), "The filter is turned round; lay it down as it is."),
                    (lambda x, f, stride: right(x, f.T, stride), "The filter's rows and columns are exchanged."),
                    (lambda x, f, stride: right(x, f.flip(0), stride), "The filter is turned upside down; lay it down as it is."),
                    (lambda x, f, stride: right(x, f.flip(1), stride), "The filter is turned left to right; lay it down as it is."),
                    (bare, "The filter is not used: each number of x lays down x[r, c] · f, a whole window."),
                    (lambda x, f, stride: right(torch.ones_like(x), f, stride), "The numbers of x are not used: each lays down x[r, c] · f."),
                    (stopped, "Only the first number of x is laid down: does `return` stand inside a loop?"),
                    (but_last, "The last row and the last column of x are left out: `range(h)` ends at h − 1 by itself."),
                    (lambda x, f, stride: right(x, f, 1), "The stride is not used: neighbours are laid down `stride` pixels apart."),
                    (lambda x, f, stride: F.pad(right(x, f, 1), (0, (x.shape[1] - 1) * (stride - 1), 0, (x.shape[0] - 1) * (stride - 1))),
                     "The size of the map knows the stride, the places do not: row r begins at r · stride, column c at c · stride."),
                    (lambda x, f, stride: right(x, f, len(f)), "The windows lie `stride` apart, not k: they may overlap, or leave gaps."),
                    (lambda x, f, stride: F.pad(right(x, f, stride), (0, stride) * 2), "The map is too large: h windows lie h − 1 steps apart, so it is (h − 1) · stride + k high."),
                    (lambda x, f, stride: x.repeat_interleave(stride, 0).repeat_interleave(stride, 1), "The filter is not used: each number of x lays down x[r, c] · f, not a block of itself."),
                    (lambda x, f, stride: F.pad(right(x, f, stride), (0, stride - len(f)) * 2) if stride < len(f) else None,
                     "The map ends too early: the last window begins at (h − 1) · stride and is k long.")),
          hint="Zeros of ((h − 1) · stride + k, (w − 1) · stride + k), then add x[r, c] * f at row r · stride, column c · stride.")


@exercise("14.3", "Dice loss of each picture")
def dice_loss_each(answer):
    import torch

    draw = draws(143)

    def case(n, h, w, share):
        return 2 * torch.randn(n, 1, h, w, generator=draw), (torch.rand(n, 1, h, w, generator=draw) < share).float()

    def by(logits, y, dims, one=1.0, squash=torch.sigmoid):
        p = squash(logits)
        return 1 - (2 * (p * y).sum(dims) + one) / (p.sum(dims) + y.sum(dims) + one)

    each = (1, 2, 3)
    judge(answer, lambda logits, y: by(logits, y, each).mean(), [case(2, 2, 2, 0.5), case(3, 4, 5, 0.2), case(5, 3, 7, 0.6), case(2, 6, 6, 0.0)], what="the loss",
          mistakes=((lambda logits, y: by(logits, y, (0, 1, 2, 3)), "That sums over the whole batch: sum over dim=(1, 2, 3), and take the mean over pictures last."),
                    (lambda logits, y: by(logits, y, each), "One number for each picture is right; now take their mean."),
                    (lambda logits, y: 1 - by(logits, y, each).mean(), "That is Dice itself; the loss is one minus it."),
                    (lambda logits, y: by(logits, y, each, 0.0).mean(), "The 1 above and below the fraction is missing."),
                    (lambda logits, y: by(logits, y, each, squash=lambda z: z).mean(), "Logits are no probabilities: the sigmoid is missing."),
                    (lambda logits, y: by(logits, y, each, squash=lambda z: (z > 0).float()).mean(),
                     "A hard decision has no slope to learn from: take the probabilities themselves."),
                    (lambda logits, y: (1 - (2 * (torch.sigmoid(logits) * y).sum(each)) / ((torch.sigmoid(logits) + y).sum(each) + 1)).mean(), "The 1 is missing above the fraction."),
                    (lambda logits, y: (1 - ((torch.sigmoid(logits) * y).sum(each) + 1) / ((torch.sigmoid(logits) + y).sum(each) + 1)).mean(), "Dice counts the common part twice."),
                    (lambda logits, y: (1 - ((torch.sigmoid(logits) * y).sum(each) + 1) / ((torch.sigmoid(logits) * (1 - y) + y).sum(each) + 1)).mean(),
                     "Divided by the union it is IoU; Dice divides twice the common part by the sum of both sizes."),
                    (lambda logits, y: (1 - 2 * (torch.sigmoid(logits) * y).sum(each) + 1 / ((torch.sigmoid(logits) + y).sum(each) + 1)).mean(),
                     "Brackets around what stands above the line are missing: only the 1 is divided."),
                    (lambda logits, y: (1 - (2 * (torch.sigmoid(logits) * y).sum(each) + 1) / (torch.sigmoid(logits) + y).sum(each)).mean(), "The 1 is missing below the fraction."),
                    (lambda logits, y: (1 - (2 * (torch.sigmoid(logits) * y).sum(each) + 1) / ((torch.sigmoid(logits) + y).sum(each) + 2)).mean(), "Below the fraction stands a 1, once, not one for each sum."),
                    (lambda logits, y: (1 - 2 * ((torch.sigmoid(logits) * y).sum(each) + 1) / ((torch.sigmoid(logits) + y).sum(each) + 1)).mean(),
                     "The 1 above the fraction is doubled, too: `2 * both + 1`."),
                    (lambda logits, y: (1 - (2 * (torch.sigmoid(logits) * y).sum(each) + 1) / ((torch.sigmoid(logits) ** 2 + y ** 2).sum(each) + 1)).mean(),
                     "Below the fraction the sums are plain here, without squares."),
                    (lambda logits, y: (1 - (2 * (torch.sigmoid(logits) * y).mean(each) + 1) / ((torch.sigmoid(logits) + y).mean(each) + 1)).mean(),
                     "Sum over the pixels: beside means the 1 above and below weighs far too much."),
                    (lambda logits, y: 1 - (2 * (torch.sigmoid(logits) * y).sum(each).mean() + 1) / ((torch.sigmoid(logits) + y).sum(each).mean() + 1),
                     "The mean comes too early: first the fraction of each picture, then the mean of the fractions."),
                    (lambda logits, y: by(logits, y, each).mean() - 1, "The 1 − is missing in front of Dice: the loss of a perfect mask is 0."),
                    (lambda logits, y: (1 - ((2 * (torch.sigmoid(logits) * y).sum(each) + 1) / (torch.sigmoid(logits) + y).sum(each) + 1)).mean(),
                     "Brackets around what stands below the line are missing: the 1 is added to the fraction."),
                    (lambda logits, y: by(logits, y, each, squash=lambda z: z.softmax(-1)).mean(), "Each pixel is a question of its own: a sigmoid, no softmax along the rows."),
                    (lambda logits, y: by(logits, y, each).sum(), "That is the sum over the pictures: take their mean.")),
          hint="Probabilities by a sigmoid, three sums over dim=(1, 2, 3), one minus the fraction, then the mean.")


@exercise("14.4", "Recall at k")
def recall_at(answer):
    import torch

    draw = draws(13)             # in the first case each mistake gives another share than every other one

    def case(n, m, k):
        right = torch.randint(m, (n,), generator=draw)
        cosines = 2 * torch.rand(n, m, generator=draw) - 1
        cosines[torch.arange(n), right] += 0.6 * torch.rand(n, generator=draw)
        return cosines, right, k

    def right(cosines, right, k):
        return (cosines.topk(k, dim=1).indices == right[:, None]).any(dim=1).double().mean().item()

    def diagonal(cosines, right, k):
        return (cosines.topk(k, dim=1).indices == torch.arange(len(cosines))[:, None]).any(dim=1).double().mean().item()

    def by_rank(cosines, right, served):
        own = cosines.gather(1, right[:, None])
        return served((cosines > own).sum(1)).double().mean().item()

    judge(answer, right, [case(31, 9, 3), case(7, 5, 1), case(11, 8, 3), case(9, 4, 4), case(30, 20, 5)], what="the recall",
          mistakes=((lambda c, r, k: 0.0, "No query is served there. With topk: its *indices* are compared with `right[:, None]`, and `any` one of the k is enough."),
                    (lambda c, r, k: 1.0, "Every query is served there: `any` goes along dim=1, over the k answers of each query by itself."),
                    (lambda c, r, k: right(c, r, 1), "Only the first answer is looked at: the right one may be anywhere among the k best."),
                    (diagonal, "The right answer of row i is column `right[i]`, not column i."),
                    (lambda c, r, k: right(-c, r, k), "Those are the k smallest cosines; the best are the largest."),
                    (lambda c, r, k: right(c, r, k) * len(c), "That is how many queries are served, and their share is asked for: divide by the number of queries."),
                    (lambda c, r, k: right(c, r, k) / k, "There a query that is served counts as one k-th; it counts as a whole if any of its k is right."),
                    (lambda c, r, k: by_rank(c, r, lambda better: better == k - 1), "Only the k-th answer is looked at: the right one may be anywhere among the k best."),
                    (lambda c, r, k: by_rank(c, r, lambda better: better == k), "Only the answer after the k-th is looked at: `[:, :k]` are the k best."),
                    (lambda c, r, k: by_rank(c, r, lambda better: better <= k), "One answer too many counts: at most k − 1 may be better than the right one."),
                    (lambda c, r, k: by_rank(c, r, lambda better: better < k - 1), "One answer too few counts: the k-th itself is among the k best."),
                    (lambda c, r, k: 100 * right(c, r, k), "A share is asked for, between 0 and 1, not per cent."),
                    (lambda c, r, k: right(c, r, k) * len(c) / c.shape[1], "Divide by the number of queries, the rows, not by the number of answers."),
                    (lambda c, r, k: 1 - right(c, r, k), "That is the share of failures.")),
          hint="Indices of topk along dim=1, compared with right[:, None], any, mean.")


@exercise("14.5", "Challenge, when several captions fit")
def fair_loss(answer):
    import torch
    from torch.nn import functional as F

    draw = draws(145)

    def case(n, size, kinds, tau):
        vectors = (F.normalize(torch.randn(n, size, generator=draw), dim=1) for _ in range(2))
        return *vectors, torch.randint(kinds, (n,), generator=draw), tau

    def both(pictures, captions, scene, tau, share=True, ways=(True, True)):
        scores = pictures @ captions.T / tau
        same = (scene[:, None] == scene).to(scores.dtype)
        truth = same / same.sum(1, keepdim=True) if share else same
        found = [-(truth * F.log_softmax(s, 1)).sum(1).mean() for s, way in zip((scores, scores.T), ways, strict=True) if way]
        return sum(found) / len(found)

    def log_left_out(pictures, captions, scene, tau):
        scores = pictures @ captions.T / tau
        same = (scene[:, None] == scene).to(scores.dtype)
        return -(same / same.sum(1, keepdim=True) * (scores.softmax(1) + scores.T.softmax(1))).sum(1).mean() / 2

    def other_truth(truth_of):
        def wrong(pictures, captions, scene, tau):
            scores = pictures @ captions.T / tau
            truth = truth_of((scene[:, None] == scene).to(scores.dtype))
            return -(truth * (F.log_softmax(scores, 1) + F.log_softmax(scores.T, 1))).sum(1).mean() / 2
        return wrong

    def log_of_sum(pictures, captions, scene, tau, even=True):
        scores = pictures @ captions.T / tau
        same = (scene[:, None] == scene).to(scores.dtype)
        truth = same / same.sum(1, keepdim=True) if even else same
        return -((truth * scores.softmax(1)).sum(1).log() + (truth * scores.T.softmax(1)).sum(1).log()).mean() / 2

    def twice(pictures, captions, scene, tau):
        scores = (pictures @ captions.T / tau).softmax(1)
        same = (scene[:, None] == scene).to(scores.dtype)
        truth = same / same.sum(1, keepdim=True)
        return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.T, truth)) / 2

    def plain(pictures, captions, scene, tau):
        return both(pictures, captions, torch.arange(len(scene)), tau)

    judge(answer, both, [case(3, 2, 2, 0.3), case(6, 4, 3, 0.2), case(9, 5, 4, 0.1), case(5, 3, 50, 1.0)], what="the loss", rtol=1e-3,
          mistakes=((plain, "All the truth lies on the diagonal: share it among all captions of the same scene."),
                    (lambda p, c, s, t: both(p, c, s, t, share=False), "Each row of the truth must sum to 1: divide by how many captions fit."),
                    (other_truth(lambda same: same / same.sum()), "Each *row* of the truth must sum to 1: `same.sum(dim=1, keepdim=True)`, not the sum of all."),
                    (other_truth(lambda same: same.softmax(1)), "A softmax of `same` gives a share to captions that do not fit: divide by the sum of the row instead."),
                    (log_of_sum, "The logarithm comes first: of each share by itself, then the sum with the truth."),
                    (functools.partial(log_of_sum, even=False), "That is the logarithm of all that fit together. Here each of them has its own share of the truth: the logarithm comes first."),
                    (twice, "Softmax was applied twice: `cross_entropy` and `log_softmax` take the scores."),
                    (lambda p, c, s, t: both(p, c, s, t, ways=(True, False)), "Only the rows are counted: the columns, captions to pictures, are missing."),
                    (lambda p, c, s, t: both(p, c, s, t, ways=(False, True)), "Only the columns are counted: the rows are missing."),
                    (lambda p, c, s, t: 2 * both(p, c, s, t), "That is the sum of both directions: take their mean."),
                    (lambda p, c, s, t: both(p, c, s, t) / len(s), "That is the mean over all n · n numbers: sum along each row, then take the mean over the rows."),
                    (lambda p, c, s, t: (F.cross_entropy(p @ c.T / t, s) + F.cross_entropy(c @ p.T / t, s)) / 2,
                     "`scene` numbers the scenes; as a target it was taken for the number of a caption."),
                    (log_left_out, "The logarithm is missing: `log_softmax`."),
                    (lambda p, c, s, t: -both(p, c, s, t), "The minus is missing."),
                    (lambda p, c, s, t: len(s) * both(p, c, s, t), "Take the mean over the rows, not their sum."),
                    (lambda p, c, s, t: both(p, c, s, 1.0), "The cosines are not divided by the temperature."),
                    (lambda p, c, s, t: both(p, c, s, 1 / t), "Divide by the temperature, do not multiply.")),
          hint="The truth is same / same.sum(dim=1, keepdim=True); log_softmax of the scores and of their transpose.")


QUIZ = (
    Question("In a picture 2 % of the pixels are ink. A program that finds none of them has …",
             ("accuracy 98 %, Dice 0", "accuracy 2 %, Dice 0", "accuracy 98 %, Dice 0.98", "accuracy 50 %, Dice 0.5"), answer=0,
             why="The background is 98 % of the pixels and all right; Dice counts the common ink, and there is none."),
    Question("What do the skips of a U-Net carry?",
             ("the gradient only", "maps of the way down, to the same size on the way up", "the input picture to every layer", "labels"), answer=1,
             why="They bring back where exactly an edge was, which pooling had thrown away."),
    Question("A map of 5×5, transposed convolution with a 2×2 filter and stride 2, no padding. How large is the output?",
             ("4×4", "9×9", "10×10", "11×11"), answer=2, why="(5 − 1) · 2 + 2 = 10."),
    Question("In a batch of 64 pairs, what is the contrastive loss of a network that knows nothing?",
             ("0", "ln 2", "ln 64", "64"), answer=2, why="It guesses one of 64 captions, and one of 64 pictures: ln 64 both ways."),
    Question("All scores are divided by a smaller temperature. What changes in a search?",
             ("the ranking", "the shares, not the ranking", "the cosines", "nothing"), answer=1,
             why="Dividing by one positive number keeps the order; the softmax becomes more decided."),
    Question("The text encoder takes the mean of its tokens' vectors. Which pair of captions can it not tell apart?",
             ("a red three, a blue three", "a red three, a red four", "a red three and a blue four, a blue three and a red four",
              "a red three at the top left, a red three at the top right"), answer=2,
             why="Both hold the same words. The mean does not know their order."),
)
