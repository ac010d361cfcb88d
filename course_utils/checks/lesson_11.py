"""Exercises and quiz of lesson 11, sequences."""
from __future__ import annotations

from .core import NotYet, Question, exercise
from .demands import forbidding
from .judge import draws, judge


@exercise("11.1", "Bits and perplexity")
def bits_and_perplexity(answer):
    import math

    import torch

    def right(p):
        bits = -torch.log2(p).mean()
        return bits, 2 ** bits

    cases = [(torch.tensor([0.5, 0.25, 0.0625]),), (torch.tensor([1.0]),)]
    cases += [(0.01 + 0.98 * torch.rand(n, generator=draws(n)),) for n in (2, 9, 40)]
    judge(answer, right, cases, parts=("bits", "perplexity"), mistakes=(
        (lambda p: (-torch.log(p).mean(), torch.exp(-torch.log(p).mean())), "Those are nats, with the natural logarithm. Bits need `torch.log2`."),
        (lambda p: (-torch.log(p).mean(), 2 ** -torch.log(p).mean()), "The logarithm is the natural one there; bits need `torch.log2`."),
        (lambda p: (-torch.log2(p).mean(), torch.exp(-torch.log2(p).mean())), "Bits belong to base 2: the perplexity is 2 to their power, not e."),
        (lambda p: (-torch.log2(p).sum(), 2 ** -torch.log2(p).sum()), "That is the sum over the letters; per character means their mean."),
        (lambda p: (torch.log2(p).mean(), 2 ** torch.log2(p).mean()), "Logarithms of probabilities are negative: the minus is missing."),
        (lambda p: (-torch.log2(p.mean()), 1 / p.mean()), "The mean comes after the logarithm, not before it."),
        (lambda p: (-(p * torch.log2(p)).sum(), 2 ** -(p * torch.log2(p)).sum()),
         "That is the entropy of p. Here every letter counts once: a plain mean of −log₂ p."),
        (lambda p: (-torch.log2(p).mean(), 2 ** torch.log2(p).mean()), "That is 1 / perplexity: raise 2 to the bits, without a minus."),
        (lambda p: (-torch.log2(p).mean(), -2 * torch.log2(p).mean()), "The perplexity is 2 to the power of the bits, `2 ** bits`, not twice the bits."),
        (lambda p: (-torch.log2(p).mean(), (1 / p).mean()), "The perplexity is 2 to the bits. The mean of 1 / p is something else: a mean comes after the logarithm."),
        (lambda p: (-(p * torch.log2(p)).mean(), 2 ** -(p * torch.log2(p)).mean()), "Each −log₂ p counts once, not p times: they are the letters that really came."),
        (lambda p: (-torch.log2(p), 2 ** -torch.log2(p)), "That is one number for each letter: take their mean."),
        (lambda p: (-torch.log2(p).mean(), torch.log2(p).mean() ** 2), "The perplexity is 2 to the power of the bits, not their square."),
        (lambda p: (-torch.log10(p).mean(), 10 ** -torch.log10(p).mean()), f"Bits need base 2: log₁₀ is {math.log10(2):.2f} times as large.")))


@exercise("11.2", "All states of an RNN")
def rnn_states(answer):
    import torch

    def run(x, W, U, b, *, squash=torch.tanh, keep=True, last=False, swap=False):
        h, states = x.new_zeros(len(x), len(b)), []
        for t in range(x.shape[1]):
            h = squash(x[:, t] @ W.T + (h @ (U if swap else U.T) if keep else 0) + b)
            states.append(h)
        return h if last else torch.stack(states, dim=1)

    def run_from(x, W, U, b, start=0.0, added=False, early=False):
        h, states = torch.full_like(x[:, 0, :1], start).expand(len(x), len(b)), []
        for t in range(x.shape[1]):
            new = torch.tanh(x[:, t] @ W.T + h @ U.T + b)
            states.append(h if early else h + new if added else new)
            h = h + new if added else new
        return torch.stack(states, dim=1)

    def bias_outside(x, W, U, b):
        h, states = x.new_zeros(len(x), len(b)), []
        for t in range(x.shape[1]):
            h = torch.tanh(x[:, t] @ W.T + h @ U.T) + b
            states.append(h)
        return torch.stack(states, dim=1)

    def case(batch, time, features, hidden, seed):
        shapes = ((batch, time, features), (hidden, features), (hidden, hidden), (hidden,))
        return tuple(0.7 * torch.randn(*shape, generator=draws(seed + n)) for n, shape in enumerate(shapes))

    answer = forbidding(answer, ("rnn_tanh",), "Write the loop: `nn.RNN` is what it is to agree with.")
    judge(answer, run, [case(1, 2, 1, 2, 10), case(3, 5, 4, 6, 20), case(2, 1, 3, 3, 30), case(4, 7, 5, 5, 40)], what="the states", mistakes=(
        (lambda x, W, U, b: run(x, W, U, b, last=True), "That is the last state alone; all of them are asked for, (batch, time, hidden)."),
        (lambda x, W, U, b: run(x, W, U, b, keep=False), "The old state is not used: each step begins from nothing. Is `h @ U.T` there, and does `h` become the new state?"),
        (lambda x, W, U, b: run(x, W, U, b, squash=lambda z: z), "The tanh is missing."),
        (lambda x, W, U, b: run(x, W, U, b, squash=torch.sigmoid), "The activation is tanh, not the sigmoid."),
        (lambda x, W, U, b: run(x, W, U, b, squash=torch.relu), "The activation is tanh, not ReLU."),
        (lambda x, W, U, b: run(x, W, U, b, swap=True), "`h @ U` mixes up rows and columns: U is (to, from), so it is `h @ U.T`."),
        (lambda x, W, U, b: run(x, W, U, 0 * b), "The bias is missing."),
        (bias_outside, "The bias belongs inside the tanh, with the two products."),
        (lambda x, W, U, b: torch.cat([x.new_zeros(len(x), 1, len(b)), run(x, W, U, b)], dim=1), "The zeros at the beginning are no state of the sequence: leave them out."),
        (lambda x, W, U, b: run(x[:, :len(x)], W, U, b), "`len(x)` is the number of sequences; there are `x.shape[1]` steps in time."),
        (lambda x, W, U, b: run(x, W, U, b).transpose(0, 1), "Batch and time have changed places: stack along `dim=1`."),
        (lambda x, W, U, b: torch.cat(list(run(x, W, U, b).unbind(1)), dim=1), "`cat` glues the states to one long row; `stack` makes a new dimension."),
        (lambda x, W, U, b: list(run(x, W, U, b).unbind(1)), "That is a list of states: `torch.stack(states, dim=1)` makes one tensor of them."),
        (lambda x, W, U, b: run_from(x, W, U, b, added=True), "The new state takes the place of the old one; it is not added to it."),
        (lambda x, W, U, b: run_from(x, W, U, b, early=True), "Each state was kept before its letter was read: compute the new one first, then append it."),
        (lambda x, W, U, b: run_from(x, W, U, b, start=1.0), "The state begins at 0, not at 1."),
        (lambda x, W, U, b: run(0 * x, W, U, b), "The inputs are not used: `x[:, t] @ W.T` is missing."),
        (lambda x, W, U, b: run(x, W, torch.diag(U.diagonal()), b), "Each number of the old state reaches all numbers of the new one: `h @ U.T`, not `h * …`."),
        (lambda x, W, U, b: run(x.flip(1), W, U, b), "The sequence was read backwards.")))


@exercise("11.3", "Clip by the common length")
def clipped(answer):
    import torch

    def length(gradients):
        return torch.sqrt(sum((g ** 2).sum() for g in gradients))

    def right(gradients, limit):
        total = length(gradients)
        factor = limit / total if total > limit else 1.0
        return tuple(g * factor for g in gradients)

    def listed(gradients, limit):
        found = answer(gradients, limit)
        if found is None or found is ...:
            return found
        if not isinstance(found, (list, tuple)) or len(found) != len(gradients):
            raise NotYet("A list is asked for, with one gradient for each that came in.")
        return tuple(found)

    def draw(seed, scale=1.0):
        g = draws(seed)
        return [scale * torch.randn(3, 2, generator=g), scale * torch.randn(4, generator=g), scale * torch.randn(1, generator=g)]

    listed.__name__ = getattr(answer, "__name__", "clipped")
    small = [torch.tensor([1.0, 2.0, 2.0]), torch.tensor([[2.4, 3.2]])]            # lengths 3 and 4, together 5
    cases = [(small, 2.0), (small, 9.0),
             ([torch.zeros(2), torch.zeros(3)], 1.0), (draw(1), 2.0), (draw(2, 100.0), 0.5)]
    # gradients may be one number or several, so each case names its own parts
    for case in cases:
        judge(listed if callable(answer) else answer, right, [case], parts=tuple(f"gradient {n}" for n in range(len(case[0]))),
              in_double=False, elsewhere=False, hint="One factor for all: limit / common length, and 1 where that is shorter already.", mistakes=(
                  (lambda gradients, limit: tuple(g * (limit / g.norm()).clamp(max=1.0) for g in gradients),
                   "Each gradient was clipped by its own length. Their direction as a whole changes; one common factor keeps it."),
                  (lambda gradients, limit: tuple(g.clamp(-limit, limit) for g in gradients),
                   "Each number was cut off at the limit. That changes the direction; scale all of them by one factor."),
                  (lambda gradients, limit: tuple(g * limit / length(gradients) for g in gradients),
                   "A gradient that is short enough already must stay as it is, also where it is 0."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit / sum(g.norm() for g in gradients)) for g in gradients),
                   "The common length is the root of the sum of all squares, not the sum of the lengths."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit / length(gradients) ** 2) for g in gradients), "The square root is missing."),
                  (lambda gradients, limit: tuple(g / length(gradients) if length(gradients) > limit else g for g in gradients),
                   "The length becomes 1 there, whatever the limit is: multiply by `limit`."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit / max(g.norm() for g in gradients)) for g in gradients),
                   "That is the length of the longest gradient; the common length takes in all of them."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit / max(g.abs().max() for g in gradients)) for g in gradients),
                   "That is the largest single number; the common length is the root of the sum of all squares."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit / sum(g.abs().sum() for g in gradients)) for g in gradients),
                   "That is the sum of the sizes; the length is the root of the sum of the squares."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit / torch.sqrt(sum((g ** 2).mean() for g in gradients))) for g in gradients),
                   "The squares are added up, all of them: `sum`, not `mean`."),
                  (lambda gradients, limit: tuple(g * min(1.0, limit * len(gradients) / sum(g.norm() for g in gradients)) for g in gradients),
                   "That is the mean of the lengths; the common length is the root of the sum of all squares."),
                  (lambda gradients, limit: tuple(g * length(gradients) / limit if length(gradients) > limit else g for g in gradients),
                   "The factor is upside down: the limit divided by the common length."),
                  (lambda gradients, limit: tuple(g - limit if length(gradients) > limit else g for g in gradients),
                   "Scale, do not subtract: one factor for all keeps the direction."),
                  (lambda gradients, limit: tuple(g * limit for g in gradients), "The factor is the limit divided by the common length."),
                  (lambda gradients, limit: tuple(gradients),
                   "Nothing was clipped. Where the common length is above the limit, the factor is limit / length, below 1.")))


@exercise("11.4", "One step of an LSTM")
def lstm_step(answer):
    import torch

    sigmoid, tanh = torch.sigmoid, torch.tanh

    def right(i, f, g, o, c):
        c = sigmoid(f) * c + sigmoid(i) * tanh(g)
        return sigmoid(o) * tanh(c), c

    def cell(i, f, g, o, c):
        return right(i, f, g, o, c)[1]

    def case(batch, hidden, seed):
        return tuple(torch.randn(batch, hidden, generator=draws(seed + n)) for n in range(5))

    judge(answer, right, [case(1, 2, 10), case(3, 4, 20), case(5, 1, 30)], parts=("h", "c"),
          hint="Three gates get a sigmoid, `g` a tanh. The cell first, then what is shown of it.", mistakes=(
        (lambda i, f, g, o, c: (o * tanh(f * c + i * g), f * c + i * g), "The sigmoids are missing: the sums come before their activations."),
        (lambda i, f, g, o, c: (sigmoid(o) * tanh(sigmoid(i) * c + sigmoid(f) * tanh(g)), sigmoid(i) * c + sigmoid(f) * tanh(g)),
         "Two gates have changed places: `f` keeps the old cell, `i` lets the new in."),
        *((lambda i, f, g, o, c, kept=kept: (sigmoid(o) * tanh(kept(i, f, g, o, c)), kept(i, f, g, o, c)), told) for kept, told in (
            (lambda i, f, g, o, c: f * c + sigmoid(i) * tanh(g), "The forget gate's sigmoid is missing."),
            (lambda i, f, g, o, c: sigmoid(f) * c + i * tanh(g), "The input gate's sigmoid is missing."),
            (lambda i, f, g, o, c: sigmoid(f) * c + sigmoid(i) * g, "The tanh of `g` is missing: `g` comes before its activation, too."),
            (lambda i, f, g, o, c: sigmoid(f) * c + tanh(g), "The input gate is missing: it says how much of the new comes in."),
            (lambda i, f, g, o, c: sigmoid(f) + c + sigmoid(i) * tanh(g), "A gate multiplies what it lets through: `sigmoid(f) * c`."),
            (lambda i, f, g, o, c: sigmoid(f) * (c + sigmoid(i) * tanh(g)), "The forget gate acts on the old cell alone, not on what comes in."))),
        (lambda i, f, g, o, c: (o * tanh(cell(i, f, g, o, c)), cell(i, f, g, o, c)), "The output gate's sigmoid is missing."),
        (lambda i, f, g, o, c: (tanh(o) * tanh(cell(i, f, g, o, c)), cell(i, f, g, o, c)), "The output gate gets a sigmoid, like the other gates."),
        (lambda i, f, g, o, c: (sigmoid(o * tanh(cell(i, f, g, o, c))), cell(i, f, g, o, c)), "The sigmoid is of `o` alone: `sigmoid(o) * tanh(c)`."),
        (lambda i, f, g, o, c: (sigmoid(o) * sigmoid(cell(i, f, g, o, c)), cell(i, f, g, o, c)), "What is shown is the tanh of the cell, not its sigmoid."),
        (lambda i, f, g, o, c: right(i, f, o, g, c), "`g` and `o` have changed places: the arguments come as i, f, g, o."),
        (lambda i, f, g, o, c: (right(i, f, g, o, c)[0],) * 2, "h comes back twice: the second is the new cell, before tanh and output gate."),
        (lambda i, f, g, o, c: (sigmoid(o) * cell(i, f, g, o, c), cell(i, f, g, o, c)), "What is shown is the tanh of the cell."),
        (lambda i, f, g, o, c: (sigmoid(o) * tanh(c), cell(i, f, g, o, c)), "The old cell is shown there. Make the new one first, then show it."),
        (lambda i, f, g, o, c: (sigmoid(o) * tanh(sigmoid(f) * c + sigmoid(i) * sigmoid(g)), sigmoid(f) * c + sigmoid(i) * sigmoid(g)),
         "`g` is no gate: it can be negative, so it gets a tanh."),
        (lambda i, f, g, o, c: (right(i, f, g, o, c)[0], c), "h is right, but the old cell comes back with it: return the new one."),
        (lambda i, f, g, o, c: (right(i, f, g, o, c)[0], tanh(cell(i, f, g, o, c))), "The cell itself is kept as it is: only what is shown of it goes through a tanh."),
        (lambda i, f, g, o, c: (tanh(cell(i, f, g, o, c)), cell(i, f, g, o, c)), "The output gate is missing."),
        (lambda i, f, g, o, c: (sigmoid(o) * tanh(c + sigmoid(i) * tanh(g)), c + sigmoid(i) * tanh(g)), "The forget gate is missing."),
        (lambda i, f, g, o, c: (sigmoid(o) * tanh((1 - sigmoid(i)) * c + sigmoid(i) * tanh(g)), (1 - sigmoid(i)) * c + sigmoid(i) * tanh(g)),
         "That is how a GRU shares out. An LSTM has a forget gate of its own.")))


@exercise("11.5", "Probabilities with a temperature")
def with_temperature(answer):
    import torch

    def right(logits, T):
        if T == 0:
            return (torch.arange(len(logits), device=logits.device) == logits.argmax()).to(logits.dtype)
        return ((logits - logits.max()) / T).softmax(dim=0)

    logits = torch.tensor([1.0, 3.0, 2.0])
    cases = [(logits, 1.0), (logits, 2), (logits, 0.5), (logits, 0), (torch.tensor([1000.0, 0.0, 990.0]), 1.0), (torch.tensor([-3.0, 90.0, 80.0]), 0.01)]
    cases += [(torch.tensor([1.0, 1.001, 0.0]), 0), (3 * torch.randn(9, generator=draws(5)), 0.7)]
    judge(answer, right, cases, what="the probabilities", mistakes=(
        (lambda logits, T: torch.full_like(logits, 1 / len(logits)) if T == 0 else (logits / T).softmax(dim=0),
         "T = 0 is the safest choice, not the boldest: the largest logit gets everything."),
        (lambda logits, T: logits.softmax(dim=0) if T == 0 else (logits / T).softmax(dim=0),
         "For T = 0 that is what T = 1 gives. All probability goes to the largest logit there."),
        (lambda logits, T: right(-logits, T) if T == 0 else right(logits, T), "For T = 0 the largest logit gets everything, not the smallest: `argmax`."),
        *((lambda logits, T, floor=floor: (logits / max(T, floor)).softmax(dim=0),
           "A small T is not T = 0: where two logits are close, both still get a share. Give T = 0 a case of its own.") for floor in (0.1, 0.01, 0.001, 1e-4)),
        (lambda logits, T: right(logits, 0 if T < 1 else T), "Only T = 0 gives everything to the largest logit; between 0 and 1 it is softmax of logits / T."),
        (lambda logits, T: right(logits, 0) if T == 0 else logits / T / (logits / T).sum(), "Dividing by the sum is not enough: softmax takes e to the power of each first."),
        (lambda logits, T: right(logits, 0) if T == 0 else (logits / T).sigmoid(), "A sigmoid looks at each letter by itself. Probabilities of n letters add up to 1: softmax."),
        (lambda logits, T: (logits * T).softmax(dim=0), "Divide by T. Multiplied, a low temperature makes the choice bolder, not safer."),
        (lambda logits, T: (logits / T).softmax(dim=0), "For T = 0 that divides by 0. All probability goes to the largest logit there."),
        (lambda logits, T: (logits / max(T, 1)).softmax(dim=0), "A temperature below 1 is to count as well: only T = 0 needs a case of its own."),
        (lambda logits, T: logits.argmax() if T == 0 else (logits / T).softmax(dim=0),
         "For T = 0 that is the place of the largest logit; its probability is asked for: a 1 there, zeros elsewhere."),
        (lambda logits, T: logits.softmax(dim=0), "The temperature does nothing yet."),
        (lambda logits, T: logits.softmax(dim=0) / T, "The temperature acts on the logits, before softmax: those no longer add up to 1."),
        (lambda logits, T: (logits.softmax(dim=0) / T).softmax(dim=0), "Softmax was applied twice. Divide the logits, then apply it once."),
        (lambda logits, T: torch.exp(logits / T) / torch.exp(logits / T).sum(), "exp overflows for large logits: subtract the largest one first, or use softmax."),
        (lambda logits, T: (logits / T).log_softmax(dim=0), "Those are logarithms of probabilities.")))


QUIZ = (
    Question("A model of names has a perplexity of 8. How many bits per character is that?",
             ("8", "3", "2.08", "0.125"), answer=1,
             why="2³ = 8. The natural logarithm of 8 is 2.08: the same in nats."),
    Question("An RNN reads a name of 5 letters, then one of 12. What differs?",
             ("the number of weights", "the size of the state", "how often the same weights are used", "nothing at all"), answer=2,
             why="The same W, U and b act in every step, so the length is free."),
    Question("The gradient of the first letter is a millionth of that of the last. What does clipping do about it?",
             ("it makes it longer", "nothing: clipping only shortens what is too long", "it removes it", "it changes its direction"), answer=1,
             why="Clipping cures exploding. Against vanishing you need a path on which the gradient is not multiplied away: gates."),
    Question("Why does an LSTM remember longer than an RNN?",
             ("it has four times as many weights", "it reads the sequence twice", "its learning rate is higher",
              "its cell is kept and added to, and the way back is a product of forget gates that can be near 1"), answer=3,
             why="An RNN with as many weights still remakes its whole state in each step."),
    Question("You draw names at temperature 0.2 and they are all alike. What helps?",
             ("a higher temperature", "a lower temperature", "more training", "clipping"), answer=0,
             why="A low temperature gives nearly everything to the most probable letter."),
    Question("Why must a bidirectional network not be trained to tell the next letter?",
             ("it would be too slow", "it has too many weights", "its backward states have already seen the next letter", "it has no gates"), answer=2,
             why="It would copy the answer, and be of no use for writing. It serves where the whole sentence is there."),
)
