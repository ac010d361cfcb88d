"""Exercises and quiz of lesson 12, attention."""
from __future__ import annotations

import math

from .core import NotYet, Question, exercise, function, tensor
from .demands import forbidding
from .judge import draws, judge

READY = ("scaled_dot_product_attention", "multi_head_attention_forward")


def _attend(Q, K, V, mask=None, scale=None):
    """Attention in plain words; `scale` None: the root of the queries' length."""
    scores = Q @ K.mT / (math.sqrt(Q.shape[-1]) if scale is None else scale)
    return (scores if mask is None else scores.masked_fill(~mask, -math.inf)).softmax(-1) @ V


@exercise("12.1", "One query looks up")
def look_up(answer):
    import torch

    draw = draws(121)
    small = (torch.tensor([1.0, 1.0]), torch.tensor([[0.6, -0.9], [0.9, 0.4], [0.5, 1.0]]), torch.tensor([[1.0], [6.0], [8.0]]))
    sizes = ((4, 5, 2), (9, 3, 4), (16, 7, 16), (3, 6, 3))
    cases = [small, *((3 * torch.randn(d, generator=draw), torch.randn(m, d, generator=draw), torch.randn(m, k, generator=draw))
                      for d, m, k in sizes)]

    def right(q, K, V):
        return _attend(q[None], K, V)[0]

    judge(forbidding(function(answer, "look_up"), READY, "PyTorch's own attention did the work. Write its three steps out: scores, softmax, weighted mean."),
          right, cases, what="what the query finds",
          mistakes=((lambda q, K, V: _attend(q[None], K, V, scale=1.0)[0], "The scores are not divided by √d, the root of the query's length."),
                    (lambda q, K, V: _attend(q[None], K, V, scale=len(q))[0], "Divide by the root of d, not by d itself."),
                    (lambda q, K, V: _attend(q[None], K, V, scale=math.sqrt(len(K)))[0], "d is the length of the query, `len(q)`, not the number of keys."),
                    (lambda q, K, V: (K @ q / math.sqrt(len(q))) @ V, "These are the bare scores times V: the softmax is missing, so they do not sum to 1."),
                    (lambda q, K, V: (K @ q).softmax(0) / math.sqrt(len(q)) @ V, "Divide the scores *before* the softmax: after it the weights no longer sum to 1."),
                    (lambda q, K, V: (K @ q / math.sqrt(len(q))).softmax(0), "Those are the weights, one for each key. Mix the values with them: `weights @ V`."),
                    (lambda q, K, V: _attend(q[None], K, K)[0], "The weights are right, but the values to be mixed are V, not K."),
                    (lambda q, K, V: (K @ q / math.sqrt(len(q))).softmax(0) @ V / len(K), "The weights share out the whole already: sum the weighted values, without a mean."),
                    (lambda q, K, V: (K @ q / math.sqrt(len(q))).softmax(0)[:, None] * V, "Each value has its weight now; add the weighted values up: `weights @ V` does both."),
                    (lambda q, K, V: (K @ q / math.sqrt(len(q))).exp() @ V, "e to the power of each score is there, but not divided by their sum: use softmax."),
                    (lambda q, K, V: (K @ q * math.sqrt(len(q))).softmax(0) @ V, "Divide the scores by √d, do not multiply."),
                    (lambda q, K, V: V[(K @ q).argmax()], "That is a hard look-up, the value of the best key alone. Mix all values by the softmax of the scores."),
                    (lambda q, K, V: V.mean(0), "That is the plain mean of the values: weigh them by the softmax of the scores.")),
          hint="Scores K @ q, divided by √d; softmax over the keys; weights @ V.")


@exercise("12.2", "A sliding window")
def window_mask(answer):
    import torch

    function(answer, "window_mask")

    def right(n, width):
        back = torch.arange(n)[:, None] - torch.arange(n)
        return (back >= 0) & (back < width)

    def from_the_end(n, width):          # a slice whose beginning lies below 0 counts from the end
        mask = torch.zeros(n, n, dtype=torch.bool)
        for i in range(n):
            mask[i, i - width + 1:i + 1] = True
        return mask

    for n, width in ((4, 2), (5, 1), (6, 3), (3, 7), (1, 1)):
        got, want = tensor(answer(n, width), f"the mask for n = {n} and width {width}", shape=(n, n)), right(n, width)
        if got.dtype != torch.bool:
            raise NotYet(f"The mask should be bool, True where a place may look; its dtype is {str(got.dtype).removeprefix('torch.')}.")
        if torch.equal(got.cpu(), want):
            continue
        for wrong, told in ((~want, "It is the right mask turned round: True means *may look*."),
                            (want.T, "It looks forward instead of back: row i may see columns up to i."),
                            (torch.ones(n, n, dtype=torch.bool).tril(), "That is the whole causal mask: places further back than the window must be hidden too."),
                            (right(n, width + 1), "The window is one too wide: it holds the place itself and the width - 1 before it."),
                            (right(n, width + 1) & ~torch.eye(n, dtype=torch.bool),
                             "The window is one place too far back: it holds the place itself and the width - 1 before it."),
                            (torch.ones(n, n, dtype=torch.bool).tril(-width), "That is what lies further back than the window: take it away from the causal mask."),
                            (from_the_end(n, width), "In the first rows the slice begins below 0, and Python counts that from the end: begin at `max(0, …)`."),
                            (want & ~torch.eye(n, dtype=torch.bool), "A place may look at itself, too: the diagonal is True."),
                            (right(n, width - 1), "The window is one too narrow: it holds the place itself and the width - 1 before it."),
                            (want | want.T, "It looks both ways: no place may see a later one."),
                            (want | ~torch.ones(n, n, dtype=torch.bool).tril(), "Row i goes on to the last column: no place may see a later one, so it ends at column i.")):
            if torch.equal(got.cpu(), wrong):
                raise NotYet(told)
        row = (got.cpu() != want).any(1).nonzero()[0].item()
        raise NotYet(f"For n = {n} and width {width} row {row} is {got[row].int().tolist()}, and {want[row].int().tolist()} is wanted.")


@exercise("12.3", "Into heads")
def split_heads(answer):
    import torch

    draw = draws(123)
    cases = [(torch.arange(12.0).reshape(1, 2, 6), 3)]
    cases += [(torch.randn(b, n, w, generator=draw), h) for b, n, w, h in ((2, 3, 8, 2), (3, 5, 12, 4), (2, 4, 6, 1), (1, 7, 10, 5))]

    def right(x, heads):
        batch, n, width = x.shape
        return x.reshape(batch, n, heads, width // heads).transpose(1, 2)

    judge(answer, right, cases, what="the heads",
          mistakes=((lambda x, heads: x.reshape(x.shape[0], heads, x.shape[1], -1),
                     "The shape is right, but tokens are mixed up: a reshape keeps the numbers' order. First (batch, n, heads, width / heads), then exchange two dimensions."),
                    (lambda x, heads: x.reshape(x.shape[0], x.shape[1], heads, -1),
                     "Nearly: this is (batch, n, heads, width / heads). Exchange the dimensions of tokens and heads."),
                    (lambda x, heads: x.reshape(x.shape[0], x.shape[1], -1, heads).permute(0, 3, 1, 2),
                     "Head h gets every heads-th number; it should get the h-th piece, numbers that stand side by side."),
                    (lambda x, heads: x.reshape(x.shape[0], x.shape[1], heads, -1).permute(2, 0, 1, 3),
                     "The heads come first here; the batch should: (batch, heads, n, width / heads)."),
                    (lambda x, heads: x.reshape(x.shape[0], x.shape[1], heads, -1).permute(0, 2, 3, 1),
                     "The last two dimensions have changed places: (batch, heads, n, width / heads), a row for each token."),
                    (lambda x, heads: x.chunk(heads, dim=-1), "Those are the heads, each a tensor of its own: `torch.stack` makes one tensor of them.")),
          hint="Split the last dimension in two, then `transpose(1, 2)`.")


@exercise("12.4", "Nobody looks at the filling")
def attend_real(answer):
    import torch

    draw = draws(124)

    def case(batch, n, m, d, k, real):
        return (2 * torch.randn(batch, n, d, generator=draw), torch.randn(batch, m, d, generator=draw), torch.randn(batch, m, k, generator=draw), real)

    # nothing is hidden in the first: what else goes wrong shows there, and is told from a wrong mask
    cases = [case(1, 2, 2, 2, 1, torch.ones(1, 2, dtype=torch.bool))]
    # as many queries as keys, then as many sequences, too: a mask along the wrong dimension fits there and gives wrong numbers, no error
    for batch, n, m, d, k in ((1, 2, 2, 2, 1), (3, 3, 3, 5, 2), (3, 4, 6, 5, 7), (2, 6, 6, 3, 3), (4, 1, 5, 8, 2)):
        lengths = torch.randint(1, m, (batch,), generator=draw)
        real = torch.arange(m) < lengths[:, None]
        real = real[:, torch.randperm(m, generator=draw)] if n == 4 else real          # filling may stand anywhere
        cases.append(case(batch, n, m, d, k, real))

    def right(Q, K, V, real):
        return _attend(Q, K, V, real[:, None, :])

    def scores(Q, K):
        return Q @ K.mT / math.sqrt(Q.shape[-1])

    def filled(Q, K, real, value):
        return scores(Q, K).masked_fill(~real[:, None, :], value)

    def after(Q, K, V, real):
        return (scores(Q, K).softmax(-1) * real[:, None, :]) @ V

    def causal(Q, K, V, real):
        return _attend(Q, K, V, real[:, None, :] & torch.ones(Q.shape[1], K.shape[1], dtype=torch.bool).tril())

    def over_queries(Q, K, V, real):     # the filling's columns hold nothing but -∞ there, which has its own words
        return filled(Q, K, real, -math.inf).softmax(1) @ V if real.all() else None

    judge(forbidding(function(answer, "attend_real"), READY, "PyTorch's own attention did the work. Write its steps out: scores, mask, softmax, weighted mean."),
          right, cases, what="the result",
          mistakes=((lambda Q, K, V, real: _attend(Q, K, V), "The filling still gets weight: set its scores to -∞ before the softmax."),
                    (after, "The weights of the filling are 0, but the rest no longer sums to 1: hide the scores *before* the softmax."),
                    (lambda Q, K, V, real: _attend(Q, K, V, ~real[:, None, :]), "The mask is turned round: `real` is True where a query *may* look."),
                    (lambda Q, K, V, real: filled(Q, K, real, 0.0).softmax(-1) @ V, "A score of 0 is not hidden: e to the power of 0 is 1. Use -∞."),
                    *((lambda Q, K, V, real, low=low: filled(Q, K, real, low).softmax(-1) @ V, f"A score of {low} still gets some weight: use -∞.") for low in (-1, -10)),
                    (lambda Q, K, V, real: (scores(Q, K) + real[:, None, :]).softmax(-1) @ V, "Adding `real` makes the scores of real keys larger by 1 and hides nothing: -∞ hides."),
                    (lambda Q, K, V, real: _attend(Q, K, V, real[:, :, None]), "That hides rows, the queries. The filling stands among the keys: `real[:, None, :]`."),
                    (lambda Q, K, V, real: _attend(Q, K, V, real), "(batch, m) broadcasts as if its rows were queries. Each sequence has one row for all its queries: `real[:, None, :]`."),
                    (over_queries, "The softmax runs over the queries. The weights of one query, over the keys, sum to 1: the last dimension."),
                    (lambda Q, K, V, real: filled(Q, K, real, -math.inf).softmax(0) @ V if real.all() else None,
                     "The softmax runs over the batch. The weights of one query, over the keys, sum to 1: the last dimension."),
                    (lambda Q, K, V, real: _attend(Q, K, V, real[:, None, :], scale=1.0), "The scores are not divided by √d."),
                    (lambda Q, K, V, real: _attend(Q, K, V, real[:, None, :], scale=Q.shape[-1]), "Divide by the root of d, not by d itself."),
                    (lambda Q, K, V, real: _attend(Q, K, V, real[:, None, :], scale=math.sqrt(K.shape[1])), "d is the length of a query, `Q.shape[-1]`, not the number of keys."),
                    (lambda Q, K, V, real: (Q @ K.mT).masked_fill(~real[:, None, :], -math.inf).softmax(-1) / math.sqrt(Q.shape[-1]) @ V,
                     "Divide the scores *before* the softmax: after it the weights no longer sum to 1."),
                    (lambda Q, K, V, real: scores(Q, K) @ V if real.all() else None, "These are the scores times V: the softmax is missing."),
                    (lambda Q, K, V, real: _attend(Q, K, K, real[:, None, :]), "The weights are right, but the values to be mixed are V, not K."),
                    (lambda Q, K, V, real: _attend(K, Q, V, real[:, :, None]), "Queries and keys have changed places: `Q @ K.mT` has a row for each query."),
                    (lambda Q, K, V, real: _attend(K, Q, V), "Queries and keys have changed places: `Q @ K.mT` has a row for each query."),
                    (causal, "A causal mask hides real keys, too. Here a query may look at every real one, before or behind it."),
                    (lambda Q, K, V, real: _attend(Q, K, V) * real[:, :, None], "That empties results, which belong to queries. Hide the scores of the filling, among the keys."),
                    (lambda Q, K, V, real: scores(Q, K).softmax(-1).masked_fill(~real[:, None, :], -math.inf) @ V,
                     "-∞ belongs to the scores, before the softmax; as a weight it makes the result infinite."),
                    (lambda Q, K, V, real: filled(Q, K, real, math.inf).softmax(-1) @ V, "+∞ would take all the weight, and ∞ / ∞ is no number: hide with -∞."),
                    (lambda Q, K, V, real: _attend(Q, K * real[:, :, None], V * real[:, :, None]),
                     "Keys and values of the filling are 0 here, but a score of 0 still gets weight. Hide the scores with -∞.")),
          hint="The scores are (batch, n, m): the mask `real[:, None, :]` hides columns, for every query.")


@exercise("12.5", "Challenge, one token more")
def one_more(answer):
    import torch

    draw = draws(125)

    def case(batch, n, d):
        return (*(2 * torch.randn(batch, d, generator=draw) for _ in range(3)), *(torch.randn(batch, n, d, generator=draw) for _ in range(2)))

    def right(q, k, v, K, V):
        K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)
        return _attend(q[:, None], K, V)[:, 0], K, V

    def unseen(q, k, v, K, V):
        return _attend(q[:, None], K, V)[:, 0], torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)

    def before(q, k, v, K, V):
        K, V = torch.cat([k[:, None], K], 1), torch.cat([v[:, None], V], 1)
        return _attend(q[:, None], K, V)[:, 0], K, V

    def unscaled(q, k, v, K, V):
        K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)
        return _attend(q[:, None], K, V, scale=1.0)[:, 0], K, V

    def over_queries(q, k, v, K, V):
        K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)
        return V.sum(1), K, V

    def by_keys(q, k, v, K, V):
        K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)
        return _attend(q[:, None], K, V, scale=math.sqrt(K.shape[1]))[:, 0], K, V

    def with_new(by, scale=None, mixed=None, weights=None):
        """One mistake in what the new token finds; the longer K and V are right."""
        def wrong(q, k, v, K, V):
            K, V = torch.cat([K, k[:, None]], 1), torch.cat([V, v[:, None]], 1)
            asked = {"q": q, "k": k, "v": v}[by][:, None]
            if weights is not None:
                return (weights(asked @ K.mT / math.sqrt(q.shape[-1])) @ V)[:, 0], K, V
            return _attend(asked, K, K if mixed else V, scale=scale and scale(q))[:, 0], K, V
        return wrong

    def exchanged(q, k, v, K, V):
        return right(q, v, k, K, V)

    judge(answer, right, [case(1, 2, 2), case(3, 5, 4), case(2, 0, 3), case(4, 1, 8)], what="the new step",
          parts=("found", "K", "V"),
          mistakes=((unseen, "The new token does not see itself: append its key and value first, then look."),
                    (before, "The new token stands at the front; append it at the end, since it is the last of the sequence."),
                    (unscaled, "The scores are not divided by √d."),
                    (over_queries, "All values are added up there. The softmax must run over the keys, the last dimension; there is one query only."),
                    (by_keys, "d is the length of the query, not the number of keys."),
                    (with_new("q", scale=lambda q: q.shape[-1]), "Divide by the root of d, not by d itself."),
                    (with_new("k"), "It is the new token's *query* that looks: `q`, not `k`."),
                    (with_new("v"), "It is the new token's *query* that looks: `q`, not `v`."),
                    (with_new("q", mixed=True), "The weights are right, but the values to be mixed are V, not K."),
                    (with_new("q", weights=lambda scores: scores), "The softmax is missing: scores are no weights."),
                    (exchanged, "k and v have changed places: `k` goes to K, `v` to V."),
                    (lambda q, k, v, K, V: right(q, q, v, K, V), "The key of the new token is `k`; `q` only looks, it is not kept."),
                    (lambda *case: (right(*case)[0][:, None], *right(*case)[1:]), "What is found has shape (batch, 1, d): take away the dimension of one query."),
                    (lambda q, k, v, K, V: (right(q, k, v, K, V)[0], K, V), "K and V come back as they were: return the longer ones.")),
          hint="Append with torch.cat along dim=1, then attention of `q[:, None]` without a mask.")


QUIZ = (
    Question("What are attention weights?",
             ("learned parameters, fixed after training", "the softmax of the scores, computed anew for every input",
              "the dot products of queries and keys", "the rows of the value matrix"), answer=1,
             why="The matrices that make queries, keys and values are learned. The weights follow from the input, by dot products and a softmax."),
    Question("Why are the scores divided by √d?",
             ("to make the weights sum to 1", "to save memory",
              "dot products of long vectors are large, and the softmax of large scores is hard and without slope",
              "because the values are also divided"), answer=2,
             why="The spread of a dot product of d random terms grows like √d. Divided by it the scores keep a spread of about 1."),
    Question("A causal mask is applied …",
             ("to the values", "to the scores, before the softmax, with −∞", "to the weights, after the softmax, with 0", "to the loss"),
             answer=1, why="Then hidden places get weight 0 and every row still sums to 1."),
    Question("You exchange two tokens of the input of self-attention without mask and without positions. What happens?",
             ("nothing in the network can notice: the two results are exchanged as well", "all results become wrong",
              "only the first head changes", "an error, the shapes differ"), answer=0,
             why="A weighted mean does not know the order of its terms. That is why positions are added."),
    Question("What is the use of several heads?",
             ("they make the sequence shorter", "they add parameters", "one token can look at several places, each for another reason",
              "they replace the softmax"), answer=2,
             why="The width is split, the number of parameters stays the same, and every head has its own weights."),
    Question("A sequence becomes ten times as long. How much larger is the attention matrix?",
             ("ten times", "twenty times", "a hundred times", "it stays as it is"), answer=2,
             why="It has one weight for each pair of places: n² of them."),
)
