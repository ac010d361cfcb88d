"""Exercises and quiz of lesson 13, a mini-GPT."""
from __future__ import annotations

import functools
import math

from .core import NotYet, Question, exercise, function
from .judge import draws, judge


@exercise("13.1", "Bits per character")
def bits_per_char(answer):
    import torch

    draw = draws(131)
    cases = [(torch.tensor([0.5, 0.25]).log(), 6), *((-3 * torch.rand(n, generator=draw) - 0.1, c) for n, c in ((7, 19), (40, 100), (12, 13)))]
    judge(answer, lambda log_p, characters: -log_p.sum() / math.log(2) / characters, cases, what="the bits per character",
          mistakes=((lambda log_p, characters: -log_p.mean() / math.log(2), "These are bits per *token*: divide the sum by the characters."),
                    (lambda log_p, characters: -log_p.sum() / characters, "These are nats: divide by ln 2 to get bits."),
                    (lambda log_p, characters: log_p.sum() / math.log(2) / characters, "The sign is missing: logarithms of probabilities are negative, bits are positive."),
                    (lambda log_p, characters: 2 ** (-log_p.sum() / math.log(2) / characters), "That is a perplexity, 2 to the power of the bits: the bits themselves are asked for."),
                    (lambda log_p, characters: -log_p.sum() / math.log(2), "Those are the bits of the whole text: divide by the number of characters."),
                    (lambda log_p, characters: -log_p.mean() / math.log(2) / characters, "Divide the *sum* by the characters, not the mean once more."),
                    (lambda log_p, characters: -log_p.sum() * math.log(2) / characters, "From nats to bits one divides by ln 2."),
                    (lambda log_p, characters: -log_p.mean() / characters, "Divide the *sum* by the characters, not the mean once more, and by ln 2 to get bits."),
                    (lambda log_p, characters: -log_p.sum() / math.log(2) * characters, "Bits *per* character: divide by the characters, do not multiply."),
                    (lambda log_p, characters: characters * math.log(2) / -log_p.sum(), "That is characters per bit: turn the fraction round."),
                    (lambda log_p, characters: -torch.log2(log_p).sum() / characters, "`log_p` holds logarithms already: no second one, a division by ln 2 makes bits of them."),
                    (lambda log_p, characters: -log_p / math.log(2) / characters, "That is a share for each token: add them up.")),
          hint="Sum of all bits, divided by the characters; ln p / ln 2 is log₂ p.")


@exercise("13.2", "Top-k")
def top_k_probabilities(answer):
    import torch

    draw = draws(132)
    cases = [(torch.tensor([1.0, 3.0, 2.0, 0.0]), 2), *((3 * torch.randn(n, generator=draw), k) for n, k in ((9, 1), (6, 6), (5, 8), (30, 4)))]

    def right(logits, k):
        values, places = logits.topk(min(k, len(logits)))
        return torch.zeros_like(logits).scatter(0, places, values.softmax(0))

    def at_places(logits, found):
        values, places = found
        return torch.zeros_like(logits).scatter(0, places, values)

    def least(logits, k):
        values, places = logits.topk(min(k, len(logits)), largest=False)
        return at_places(logits, (values.softmax(0), places))

    def zeroed(logits, k):
        return logits.masked_fill(logits < logits.topk(min(k, len(logits))).values[-1], 0.0).softmax(0)

    judge(answer, right, cases, what="the probabilities",
          mistakes=((lambda logits, k: logits.softmax(0), "Nothing is cut off: only k tokens may keep any probability."),
                    (lambda logits, k: logits.softmax(0) * (right(logits, k) > 0), "The right tokens, but they no longer sum to 1: let them share the whole probability."),
                    (zeroed, "A logit of 0 is not cut off: e to the power of 0 is 1. Use −∞, or the softmax of the k values alone."),
                    (lambda logits, k: logits.topk(min(k, len(logits))).values.softmax(0), "The right numbers at the wrong places: the result has the length of the vocabulary."),
                    (lambda logits, k: logits.softmax(0).masked_fill(right(logits, k) == 0, -math.inf).softmax(0),
                     "Softmax was applied twice: cut the logits off, then apply it once."),
                    (lambda logits, k: (logits.softmax(0) * (right(logits, k) > 0)).softmax(0), "Softmax was applied twice: cut the logits off, then apply it once."),
                    (lambda logits, k: at_places(logits, logits.topk(min(k, len(logits)))), "Those are logits, not probabilities: the softmax is missing."),
                    (lambda logits, k: logits.masked_fill(right(logits, k) == 0, -math.inf), "Those are logits, not probabilities: the softmax is missing."),
                    (lambda logits, k: logits.topk(min(k, len(logits))).indices, "Those are the tokens' numbers. A probability for *each* token of the vocabulary is asked for."),
                    (lambda logits, k: (right(logits, k) > 0) / min(k, len(logits)), "The k tokens keep their old proportions: they are not equally probable."),
                    (lambda logits, k: logits.softmax(0) * (right(logits, k) > 0) / min(k, len(logits)), "Divide by the *sum* of what is left, not by k: then it sums to 1."),
                    (lambda logits, k: right(logits, k) / right(logits, k).max(), "Divide by the *sum* of what is left, not by the largest: then it sums to 1."),
                    (least, "These are the k *least* probable tokens."),
                    (lambda logits, k: right(logits, k + 1), "One token too many is kept."),
                    (lambda logits, k: right(logits, k - 1), "One token too few is kept: the k-th itself stays.")),
          hint="The softmax of the k largest logits, put at their places among zeros.")


@exercise("13.3", "Top-p")
def kept_by_top_p(answer):
    import torch

    draw = draws(133)
    # in the first each mistake keeps other tokens than every other one
    cases = [(torch.tensor([0.12, 0.05, 0.25, 0.13, 0.1, 0.16, 0.19]), 0.7), (torch.tensor([0.2, 0.7, 0.1]), 0.5)]
    cases += [((3 * torch.randn(n, generator=draw)).softmax(0), p) for n, p in ((12, 0.9), (25, 0.6), (8, 0.3), (40, 0.95))]

    def right(probabilities, p):
        ordered, order = probabilities.sort(descending=True)
        stays = ordered.cumsum(0) - ordered < p
        return torch.zeros_like(stays).scatter(0, order, stays)

    def unsorted(probabilities, p):
        return probabilities.cumsum(0) - probabilities < p

    def strict(probabilities, p):
        ordered, order = probabilities.sort(descending=True)
        stays = ordered.cumsum(0) <= p
        return torch.zeros_like(stays).scatter(0, order, stays)

    def sorted_strict(probabilities, p):
        return probabilities.sort(descending=True).values.cumsum(0) <= p

    def one_more(probabilities, p):
        kept = right(probabilities, p)
        return kept | (probabilities == probabilities.masked_fill(kept, 0.0).max())

    def the_rest(probabilities, p):
        ordered, order = probabilities.sort(descending=True)
        stays = ordered.cumsum(0) >= p
        return torch.zeros_like(stays).scatter(0, order, stays)

    def upwards(probabilities, p):
        ordered, order = probabilities.sort()
        stays = ordered.cumsum(0) - ordered < p
        return torch.zeros_like(stays).scatter(0, order, stays)

    def taken(probabilities, p):
        return in_order(probabilities, p)[probabilities.argsort(descending=True)]

    def in_order(probabilities, p):
        ordered = probabilities.sort(descending=True).values
        return ordered.cumsum(0) - ordered < p

    def places(probabilities, p):
        return probabilities.argsort(descending=True)[:int(right(probabilities, p).sum())]

    @functools.wraps(function(answer, "kept_by_top_p"))
    def as_bool(probabilities, p):
        kept = answer(probabilities, p)
        if isinstance(kept, torch.Tensor) and kept.shape == probabilities.shape and kept.dtype != torch.bool:
            raise NotYet(f"A bool tensor is asked for, True for the tokens that are kept; yours has dtype {str(kept.dtype).removeprefix('torch.')}.")
        return kept

    judge(as_bool, right, cases, what="what is kept", in_double=False,
          mistakes=((places, "Those are the numbers of the kept tokens. A bool for *each* token of the vocabulary is asked for."),
                    (lambda probabilities, p: probabilities[places(probabilities, p)], "Those are the kept probabilities. A bool for *each* token of the vocabulary is asked for."),
                    (in_order, "The right number of tokens, in sorted order: bring the answer back into the vocabulary's order."),
                    (taken, "`stays[order]` takes what stands at these places. It must be put there: `scatter`, or `kept[order] = stays`."),
                    (upwards, "Sorted upwards the *least* probable tokens come first: `descending=True`."),
                    (unsorted, "Sort by probability first: the most probable tokens are to be kept, wherever they stand."),
                    (lambda probabilities, p: probabilities.cumsum(0) <= p, "Sort by probability first: the most probable tokens are to be kept, wherever they stand."),
                    (sorted_strict, "In sorted order, and one too few: bring it back into the vocabulary's order; the token with which p is reached belongs to it."),
                    (one_more, "One token too many: the others reach p already, and the fewest are asked for."),
                    (the_rest, "Those are the tokens from the one on with which p is reached: the ones before it, and itself, are to be kept."),
                    (lambda probabilities, p: torch.ones_like(probabilities, dtype=torch.bool), "Nothing is cut off here: only the most probable tokens that together reach p stay."),
                    (lambda probabilities, p: probabilities >= p * probabilities.max(), "p is a share of the whole probability, not of the largest one: add up from the top until p is reached."),
                    (strict, "One too few: the token with which p is reached belongs to it, so that the kept ones have *at least* p."),
                    (lambda probabilities, p: probabilities > 1 - p, "p is not a limit for a single token: it is what the kept ones have together."),
                    (lambda probabilities, p: ~right(probabilities, p), "It is turned round: True means kept."),
                    (lambda probabilities, p: probabilities >= p, "p is not a limit for a single token: it is what the kept ones have together.")),
          hint="A token stays if the more probable ones together have less than p.")


@exercise("13.4", "A merged LoRA")
def merged_weight(answer):
    import torch

    draw = draws(134)
    cases = [(torch.randn(o, i, generator=draw), torch.randn(r, i, generator=draw), torch.randn(o, r, generator=draw), s)
             for o, i, r, s in ((3, 3, 1, 2.0), (4, 6, 2, 0.75), (5, 5, 3, 1.0), (7, 4, 2, -1.5))]
    judge(answer, lambda W, A, B, strength: W + strength * (B @ A), cases, what="the merged matrix",
          mistakes=((lambda W, A, B, strength: W + B @ A, "The strength is missing."),
                    (lambda W, A, B, strength: strength * (W + B @ A), "The strength belongs to B A alone, not to W."),
                    (lambda W, A, B, strength: strength * W + B @ A, "The strength belongs to B A alone, not to W."),
                    (lambda W, A, B, strength: W + strength ** 2 * (B @ A), "The strength counts twice there: multiply B A by it once."),
                    (lambda W, A, B, strength: W + B @ A / strength, "Multiply by the strength, do not divide."),
                    (lambda W, A, B, strength: (1 - strength) * W + strength * (B @ A), "W stays whole: the difference comes on top of it."),
                    (lambda W, A, B, strength: W + strength + B @ A, "The strength multiplies B A; it is not added."),
                    (lambda W, A, B, strength: W @ (strength * (B @ A)), "Add the difference to W: W x and strength · B A x are two terms of a sum."),
                    (lambda W, A, B, strength: W * strength * (B @ A), "Add the difference to W: W x and strength · B A x are two terms of a sum."),
                    (lambda W, A, B, strength: strength * (B @ A), "That is the difference alone: W is still to be added."),
                    (lambda W, A, B, strength: W - strength * (B @ A), "The difference is added, not subtracted."),
                    (lambda W, A, B, strength: W + strength * (B @ A).T, "B A and not (B A) transposed: the product has the shape of W."),
                    (lambda W, A, B, strength: W + strength * (A @ B), "A B is a matrix (r, r). Here x meets A first, so that A stands on the right: B A."),
                    (lambda W, A, B, strength: W + strength / len(A) * (B @ A), "The strength is the whole factor here: it is not divided by r.")),
          hint="W + strength · (B @ A).")


@exercise("13.5", "Challenge, quantise a row at a time")
def rounded(answer):
    import torch

    draw = draws(135)
    cases = [(torch.tensor([[0.5, -1.0, 0.26], [4.0, 1.0, -3.1]]), 3), *((torch.randn(r, c, generator=draw) * torch.rand(r, 1, generator=draw), b)
             for r, c, b in ((4, 6, 8), (3, 9, 4), (5, 5, 2)))]
    with_zeros = torch.randn(4, 5, generator=draw)
    with_zeros[2] = 0.0
    cases += [(with_zeros, 5), (0.01 * torch.randn(3, 7, generator=draw), 6)]

    def largest(W):
        return W.abs().amax(dim=1, keepdim=True)

    def by(scale_of, levels=lambda bits: 2 ** (bits - 1) - 1, kept=lambda numbers, scale: numbers.round() * scale):
        def quantise(W, bits):
            scale = scale_of(W) / levels(bits)
            scale = torch.where(scale == 0, torch.ones_like(scale), scale)
            return kept(W / scale, scale)
        return quantise

    rows = by(largest)
    judge(answer, rows, cases, what="the rounded matrix",
          mistakes=((lambda W, bits: W / (W.abs().amax(dim=1, keepdim=True) / (2 ** (bits - 1) - 1)) if (W.abs().amax(1) > 0).all() else W,
                     "Round to whole numbers, then multiply by the scale again."),
                    (by(lambda W: W.abs().amax().reshape(1, 1)), "One scale for the whole matrix: each row has its own."),
                    (by(lambda W: W.abs().amax(dim=0, keepdim=True)), "These scales belong to columns: each *row* has its own."),
                    (by(lambda W: W.amax(dim=1, keepdim=True) - W.amin(dim=1, keepdim=True)), "The scale is made of the largest absolute value, not of the distance from smallest to largest."),
                    (by(largest, levels=lambda bits: 1), "The scale is the largest absolute value *divided by m*."),
                    (by(largest, levels=lambda bits: 2 ^ (bits - 1) - 1), "In Python `^` is no power: write `2 ** (bits - 1) - 1`."),
                    (by(largest, levels=lambda bits: 2 ** bits - 2), "m is 2^(bits − 1) − 1: one bit tells the sign."),
                    (by(largest, kept=lambda n, s: n.ceil() * s), "Round to the *nearest* whole number, not upwards."),
                    (by(largest, kept=lambda n, s: n.abs().round() * s), "The signs are lost: take the absolute value for the scale only."),
                    (by(largest, kept=lambda n, s: (n * s * s).round() / s), "Divide by the scale first and multiply by it at the end: W / scale are the whole numbers."),
                    (by(lambda W: W.amax(dim=1, keepdim=True)), "Take the largest *absolute* value: it may be a negative weight."),
                    (by(largest, levels=lambda bits: 2 ** bits - 1), "m is 2^(bits − 1) − 1, since half of the numbers are negative."),
                    (by(largest, levels=lambda bits: 2 ** (bits - 1)), "m is 2^(bits − 1) − 1, so that as many whole numbers lie below 0 as above."),
                    (by(largest, kept=lambda n, s: n.floor() * s), "Round to the *nearest* whole number, not downwards."),
                    (by(largest, kept=lambda n, s: n.trunc() * s), "Round to the *nearest* whole number; `int` and `trunc` cut off."),
                    (by(largest, kept=lambda n, s: n.round()), "These are the whole numbers: multiply by the scale to get weights again.")),
          hint="Divide by the row's scale, round, multiply again; a scale of 0 needs care.")


QUIZ = (
    Question("Two models cut a text into different tokens. Which numbers can be compared?",
             ("their losses per token", "their bits per character", "their perplexities per token", "none"), answer=1,
             why="A longer token is harder to guess and there are fewer of them. The characters are the same for both."),
    Question("Greedy choice often ends in a circle. Why?",
             ("the model was trained too long", "the cache is full", "a phrase that stands there is probable again, and nothing else is ever tried",
              "the temperature is too high"), answer=2,
             why="The most probable token after a repeated context is the same again. Drawing with probabilities leaves the circle."),
    Question("What does top-p do that top-k cannot?",
             ("it keeps few candidates where the model is sure and many where it is not", "it makes the model sure",
              "it is faster", "it keeps the tail"), answer=0,
             why="It cuts at a share of the probability, so the number of candidates follows the model's certainty."),
    Question("What does the KV cache change?",
             ("the text that is written", "the weights", "time and memory, and nothing in the text", "the length of the context"), answer=2,
             why="Keys and values of old tokens stay the same because of the causal mask: keeping them saves computing them again, and costs memory."),
    Question("A matrix of 1000 × 1000 gets a LoRA of rank 8. How many weights learn?",
             ("1,000,000", "8,000", "16,000", "64"), answer=2,
             why="A has 8 × 1000, B has 1000 × 8."),
    Question("A model answers a question about a novel with the wrong name, in a confident tone. What happened?",
             ("it continued the text with what is probable; true and false are not in its loss", "it wanted to deceive",
              "its weights were rounded too much", "the temperature was 0"), answer=0,
             why="It was trained to predict tokens. A frequent name is probable after “Mr.”, whether it is right or not."),
)
