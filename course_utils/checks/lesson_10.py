"""Exercises and quiz of lesson 10, word vectors."""
from __future__ import annotations

from .core import NotYet, Question, exercise
from .demands import forbidding, without_autograd
from .judge import draws, judge


@exercise("10.1", "Cosines to all rows")
def cosines(answer):
    import torch

    def right(a, B):
        return B @ a / (a.norm() * B.norm(dim=1))

    answer = forbidding(answer, ("cosine_similarity", "normalize"), "`cosine_similarity` and `normalize` are not for this exercise: write it with `@` and `norm`.")
    a = torch.tensor([3.0, 4.0])
    # as many rows as columns: a mistake in the dimension gives a wrong number there, and no error of torch's
    judge(answer, right, [(a, torch.tensor([[3.0, 4.0], [-6.0, -8.0]])), (a, torch.tensor([[3.0, 4.0], [4.0, -3.0], [-6.0, -8.0]])),
                          (torch.randn(7, generator=draws(1)), torch.randn(5, 7, generator=draws(2))),
                          (torch.randn(4, generator=draws(3)), torch.randn(4, 4, generator=draws(4)))], mistakes=(
        (lambda a, B: B @ a, "Those are dot products: long rows win. Divide by both lengths."),
        (lambda a, B: B @ a / a.norm(), "The lengths of the rows of `B` are missing."),
        (lambda a, B: B @ a / B.norm(dim=1), "The length of `a` is missing."),
        (lambda a, B: a @ B / (a.norm() * B.norm(dim=1)), "`a @ B` goes down the columns of `B`; the dot products with its rows are `B @ a`."),
        (lambda a, B: B @ a / (a.norm() * B.norm()), "`B.norm()` is one number for the whole table. Each row has its own: `B.norm(dim=1)`."),
        (lambda a, B: B @ a / (a.norm() * B.norm(dim=0)), "`dim=0` measures the columns; the rows are measured along `dim=1`."),
        (lambda a, B: 1 - B @ a / (a.norm() * B.norm(dim=1)), "That is 1 − cosine, a distance; the cosine itself is asked for."),
        *((table, "The result is a table, since (n, 1) and (n,) broadcast to (n, n). Keep all shapes (n,).")
          for table in (lambda a, B: (B @ a)[:, None] / (a.norm() * B.norm(dim=1)),
                        lambda a, B: B @ a / (a.norm() * B.norm(dim=1, keepdim=True)))),
        (lambda a, B: B @ a / a.norm() * B.norm(dim=1), "`x / a * b` divides by a and multiplies by b: put brackets around the product of the lengths."),
        (lambda a, B: B @ a / (a.norm() + B.norm(dim=1)), "The two lengths are multiplied, not added."),
        (lambda a, B: B @ a / (a.norm() * B.norm(dim=1)) ** 2, "The lengths are squared there: `norm` takes the root, and the cosine divides by it once."),
        (lambda a, B: B @ a / (a.norm() * B.norm(dim=1)) ** 0.5, "That divides by the root of the lengths. `norm` is the length already: divide by it as it is."),
        (lambda a, B: (B @ a / (a.norm() * B.norm(dim=1))).abs(), "A cosine has a sign: −1 is the opposite direction."),
        (lambda a, B: torch.acos((B @ a / (a.norm() * B.norm(dim=1))).clamp(-1, 1)), "That is the angle; its cosine is asked for."),
        (lambda a, B: B * a / (a.norm() * B.norm(dim=1, keepdim=True)), "Those are the single products: add up each row, or let `B @ a` do it."),
        (lambda a, B: (B / B.norm(dim=1)) @ a / a.norm(),
         "`B / B.norm(dim=1)` divides the columns, as (n,) is laid along the last dimension. `keepdim=True` makes the lengths (n, 1)."),
        (lambda a, B: (B @ a / (a.norm() * B.norm(dim=1))).argmax(), "That is the number of the nearest row; all n cosines are asked for."),
        (lambda a, B: (B - a).norm(dim=1), "Those are distances."),
        (lambda a, B: B @ a / (a.abs().sum() * B.abs().sum(dim=1)), "The length is the root of the sum of squares, `norm`, not the sum of sizes.")))


def window_right(ids, window):
    return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(max(0, i - window), min(len(ids), i + window + 1)) if j != i]


@exercise("10.2", "All pairs within a window")
def window_pairs(answer):
    def only_right(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(i + 1, min(len(ids), i + window + 1))]

    def by_word(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(max(0, i - window), min(len(ids), i + window + 1))
                if ids[j] != ids[i]]

    def with_itself(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(max(0, i - window), min(len(ids), i + window + 1))]

    def too_short(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(max(0, i - window), min(len(ids), i + window)) if j != i]

    def only_left(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(max(0, i - window), i)]

    def any_distance(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(len(ids)) if j != i]

    def wrapped(ids, window):
        return [(ids[i], ids[j]) for i in range(len(ids)) for j in range(i - window, min(len(ids), i + window + 1)) if j != i]

    def places(ids, window):
        return [(i, j) for i in range(len(ids)) for j in range(max(0, i - window), min(len(ids), i + window + 1)) if j != i]

    def turned(ids, window):
        return [(b, a) for a, b in window_right(ids, window)]

    def first_centre(ids, window):
        return window_right(ids, window)[:min(window, max(len(ids) - 1, 0))]

    def listed(ids, window):
        found = answer(ids, window)
        if found is None or found is ...:
            return found
        found = found.tolist() if hasattr(found, "tolist") else found
        if not isinstance(found, (list, tuple)):
            raise NotYet(f"A list is asked for, and this is a {type(found).__name__}."
                         + (" A set keeps no order, and holds each pair once only." if isinstance(found, set) else ""))
        if not all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in found):
            raise NotYet("Each entry of the list should be a pair, `(centre, near)`.")
        return [tuple(int(v) for v in pair) for pair in found]

    listed.__name__ = getattr(answer, "__name__", "window_pairs")
    judge(listed if callable(answer) else answer, window_right,
          [([5, 8, 3, 6, 2], 3), ([5, 8, 5, 5, 2], 2), ([7], 3), ([], 2), (list(range(9)), 4)], what="the list of pairs",
          in_double=False, elsewhere=False, hint="All pairs of the first word come first, its neighbours from left to right.", mistakes=(
              (first_centre, "Only the pairs of the first word are there: does `return` stand inside the loop?"),
              (lambda ids, window: [(ids[i], ids[i + d]) for d in range(1, window + 1) for i in range(len(ids) - d)],
               "Only the neighbours to the right are there, and sorted by distance. Each word comes with all its neighbours, those to the left, too."),
              (only_right, "Only the neighbours to the right are there. Near works both ways: begin at `max(0, i - window)`."),
              (only_left, "Only the neighbours to the left are there. Near works both ways: end at `min(len(ids), i + window + 1)`."),
              (any_distance, "Those are all pairs, however far apart: the places are to be at most `window` apart."),
              (lambda ids, window: window_right(ids, window - 1), "At most `window` apart takes in exactly `window`: `<=`."),
              (lambda ids, window: window_right(ids, 1), "Those are the direct neighbours alone: go as far as `window`."),
              (by_word, "Two places hold the same word here, and they are near each other. Compare the places `i` and `j`, not the words."),
              (with_itself, "Each word is paired with itself: leave out `j == i`."),
              (too_short, "The last neighbour to the right is missing: `range` stops before its end."),
              (wrapped, "For the first words `i - window` is negative, and `ids[-1]` is the last word: begin at `max(0, i - window)`."),
              (places, "Those are places; the words there are asked for: `ids[i]`, `ids[j]`."),
              (turned, "Centre and neighbour have changed places: the centre comes first.")))


@exercise("10.3", "The push on the centre word")
def centre_gradient(answer):
    import torch

    def right(v, u, noise):
        return (torch.sigmoid(u @ v) - 1) * u + torch.sigmoid(noise @ v) @ noise

    def case(size, k, seed):
        return tuple(torch.randn(*shape, generator=draws(seed + n)) for n, shape in enumerate(((size,), (size,), (k, size))))

    sigmoid = torch.sigmoid
    answer = without_autograd(answer, "Use the formula of section 4: errors times the vectors they came with.")
    judge(answer, right, [(torch.tensor([1.0, 0.0]), torch.tensor([0.5, 2.0]), torch.tensor([[1.0, -2.0]])),
                          case(4, 5, 10), case(6, 6, 20), case(3, 1, 30)], what="the gradient", mistakes=(
        (lambda v, u, noise: sigmoid(u @ v) * u + sigmoid(noise @ v) @ noise, "The real pair's error is σ(u · v) − 1: its target is 1."),
        (lambda v, u, noise: (1 - sigmoid(u @ v)) * u + sigmoid(noise @ v) @ noise,
         "The real pair's error is turned round: prediction minus target, σ(u · v) − 1."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + sigmoid(-(noise @ v)) @ noise,
         "The minus stands in the loss, inside the logarithm. The noise words' error is σ(u_k · v)."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + sigmoid(noise @ v)[:, None] * noise,
         "Those are K rows, one push for each noise word: add them up."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + sigmoid(noise @ v).sum() * noise.sum(0),
         "Each noise word is pushed by its own error: multiply first, then add up."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + (sigmoid(noise @ v) - 1) @ noise,
         "The noise words' error is σ(u_k · v) − 0: their target is 0, only the real pair's is 1."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u, "The noise words push, too: their sum is missing."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + (sigmoid(noise @ v) @ noise) / len(noise),
         "The loss adds the noise words up; that is their mean."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u - sigmoid(noise @ v) @ noise, "The noise words' errors come with a plus."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * v + sigmoid(noise @ v).sum() * v,
         "That is error times `v`. The gradient is the error times what came in with it: `u`, and the rows of `noise`."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * v + sigmoid(noise @ v) @ noise,
         "The real pair's part is its error times what came in with v there, and that is `u`."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + sigmoid(noise @ v).sum() * v,
         "The noise words' part is error times `v`. What came in with v there are the u_k, the rows of `noise`."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + sigmoid(noise @ u) @ noise, "The noise words are paired with the centre: their scores are `noise @ v`."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * sigmoid(u @ v) * (1 - sigmoid(u @ v)) * u + sigmoid(noise @ v) @ noise,
         "The slope p (1 − p) of the sigmoid cancels against the logarithm of the BCE: the error is p − 1 as it is."),
        (lambda v, u, noise: sigmoid(u @ v) - 1 + sigmoid(noise @ v).sum(), "Those are the errors alone: each is multiplied by what came in."),
        (lambda v, u, noise: -torch.log(sigmoid(u @ v)) - torch.log(sigmoid(-(noise @ v))).sum(), "That is the loss; its gradient with respect to v is asked for."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + sigmoid(noise @ v).mean() * noise.mean(0),
         "Each noise word is pushed by its own error, and the pushes are added: no means."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * u + (sigmoid(noise @ v) * noise.T).sum(0),
         "That sum runs over the numbers of each word; add up over the K words."),
        (lambda v, u, noise: (sigmoid(u @ v) - 1) * v, "That is the gradient for u; the one for v is asked for."),
        (lambda v, u, noise: (u @ v - 1) * u + (noise @ v) @ noise, "The sigmoid is missing: the error is a probability minus its target."),
    ))


@exercise("10.4", "a is to b as c is to …")
def analogy(answer):
    import torch
    from torch.nn import functional as F

    def best(vectors, t, banned=()):
        scores = vectors @ t
        if banned:
            scores[list(banned)] = -float("inf")
        return scores.argmax().item()

    def right(vectors, a, b, c):
        rows = F.normalize(vectors, dim=1)
        return best(rows, rows[b] - rows[a] + rows[c], (a, b, c))

    def number(vectors, a, b, c):
        found = answer(vectors, a, b, c)
        return found.item() if isinstance(found, torch.Tensor) and found.numel() == 1 else found

    def rows(vectors):
        return F.normalize(vectors, dim=1)

    def by_rows(vectors, a, b, c, floor=-float("inf"), least=False, numbers=None):
        unit = rows(vectors)
        scores = unit @ (unit[b] - unit[a] + unit[c])
        if numbers is not None:
            return scores[numbers].argmax().item()
        scores[[a, b, c]] = -floor if least else floor
        return (scores.argmin() if least else scores.argmax()).item()

    def others(vectors, *question):
        return [n for n in range(len(vectors)) if n not in question]

    def case(seed):                      # with 166, the first, every mistake below leads to another row
        g = draws(seed)
        table = torch.randn(60, 4, generator=g) * torch.exp(1.5 * torch.randn(60, 1, generator=g))
        return table, *torch.randperm(60, generator=g)[:3].tolist()

    number.__name__ = getattr(answer, "__name__", "analogy")
    # all rows but the question's lie the other way, so their scores are far below 0
    opposite = torch.tensor([[0.0, -1.0], [0.0, 1.0], [0.0, 2.0], [0.6, -0.8], [0.0, -3.0]])
    judge(number if callable(answer) else answer, right, [case(seed) for seed in (166, *range(40, 60))] + [(opposite, 0, 1, 2)], what="the row",
          in_double=False, elsewhere=False, hint="Lengths 1, then b − a + c, then the number of the row with the largest cosine among the others.", mistakes=(
              (lambda v, a, b, c: best(rows(v), rows(v)[b] - rows(v)[a] + rows(v)[c]),
               "That is one of the three words of the question: they are not allowed as answers."),
              (lambda v, a, b, c: (rows(v) @ (rows(v)[b] - rows(v)[a] + rows(v)[c]))[[n for n in range(len(v)) if n not in (a, b, c)]].max().item(),
               "That is how well the best row fits; its number is asked for: `argmax`."),
              *((row, "That is the best row itself; its number is asked for.")
                for row in (lambda v, a, b, c: v[right(v, a, b, c)], lambda v, a, b, c: rows(v)[right(v, a, b, c)])),
              *((lambda v, a, b, c, floor=floor: by_rows(v, a, b, c, floor=floor), "The three places were set to a number that other rows may fall below: use −inf.")
                for floor in (0.0, -1.0)),
              *((least, "That is the row that fits worst: the largest cosine, or the smallest distance, is asked for.")
                for least in (lambda v, a, b, c: by_rows(v, a, b, c, least=True), lambda v, a, b, c: by_rows(v, a, b, c, floor=0.0, least=True),
                              lambda v, a, b, c: (rows(v) - (rows(v)[b] - rows(v)[a] + rows(v)[c])).norm(dim=1).argmax().item())),
              (lambda v, a, b, c: by_rows(v, a, b, c, numbers=others(v, a, b, c)),
               "That is its place among the rows that are left. Without the three rows of the question the others have moved up."),
              (lambda v, a, b, c: best(rows(v), v[b] - v[a] + v[c], (a, b, c)),
               "The sum was made of the rows as they are; bring them to length 1 before you add them."),
              (lambda v, a, b, c: best(v.clone(), v[b] - v[a] + v[c], (a, b, c)), "Long rows win there: bring every row to length 1 first."),
              (lambda v, a, b, c: best(rows(v), rows(v)[a] - rows(v)[b] + rows(v)[c], (a, b, c)), "The step goes from a to b: b − a, not a − b."),
              *((sum_of, "The sum is b − a + c.")
                for sum_of in (lambda v, a, b, c: best(rows(v), rows(v)[a] + rows(v)[b] - rows(v)[c], (a, b, c)),
                               lambda v, a, b, c: best(rows(v), rows(v)[b] - rows(v)[a] - rows(v)[c], (a, b, c)))),
              (lambda v, a, b, c: best(F.normalize(v, dim=0), F.normalize(v, dim=0)[b] - F.normalize(v, dim=0)[a] + F.normalize(v, dim=0)[c], (a, b, c)),
               "`dim=0` brings the columns to length 1; the rows are brought to length 1 along `dim=1`."),
              (lambda v, a, b, c: best(rows(v), rows(v)[c], (a, b, c)), "That is the neighbour of c alone; the step b − a is missing."),
              (lambda v, a, b, c: best(rows(v), rows(v)[b] - rows(v)[a] + rows(v)[c], (c,)),
               "Only c is left out: a and b are not allowed either."),
          ))


@exercise("10.5", "Encode with learned merges")
def encode(answer):
    def walk(word, merges):
        symbols = list(word)
        for pair in merges:
            result, i = [], 0
            while i < len(symbols):
                if tuple(symbols[i:i + 2]) == tuple(pair):
                    result.append(symbols[i] + symbols[i + 1])
                    i += 2
                else:
                    result.append(symbols[i])
                    i += 1
            symbols = result
        return symbols

    def right(word, merges):
        return tuple(walk(word, merges))

    def first_only(word, merges):
        symbols = list(word)
        for a, b in merges:
            for i in range(len(symbols) - 1):
                if (symbols[i], symbols[i + 1]) == (a, b):
                    symbols[i:i + 2] = [a + b]
                    break
        return symbols

    def longest_first(word, merges):
        known, found, i = {a + b for a, b in merges}, [], 0
        while i < len(word):
            size = next((n for n in range(len(word) - i, 1, -1) if word[i:i + n] in known), 1)
            found.append(word[i:i + size])
            i += size
        return found

    def as_text(word, merges):
        text = " ".join(word)
        for a, b in merges:
            text = text.replace(f"{a} {b}", a + b)
        return tuple(text.split())

    def overlapping(word, merges):
        symbols = list(word)
        for a, b in merges:
            result, i = [], 0
            while i < len(symbols):
                hit = tuple(symbols[i:i + 2]) == (a, b)
                result.append(a + b if hit else symbols[i])
                i += 1 + (hit and a != b)
            symbols = result
        return symbols

    def from_the_right(word, merges):
        symbols = list(word)
        for a, b in merges:
            for i in range(len(symbols) - 1, 0, -1):
                if (symbols[i - 1], symbols[i]) == (a, b):
                    symbols[i - 1:i + 1] = [a + b]
        return symbols

    def without_last(word, merges):
        symbols = list(word)
        for pair in merges:
            result, i = [], 0
            while i < len(symbols) - 1:
                hit = (symbols[i], symbols[i + 1]) == tuple(pair)
                result.append(symbols[i] + symbols[i + 1] if hit else symbols[i])
                i += 1 + hit
            symbols = result
        return symbols

    def one_by_one(word, merges):
        symbols = list(word)
        for a, b in merges:
            symbols = [a + b if tuple(symbols[i:i + 2]) == (a, b) else symbols[i] for i in range(len(symbols))]
        return symbols

    def listed(word, merges):
        found = answer(word, merges)
        return tuple(found) if isinstance(found, list) else found

    listed.__name__ = getattr(answer, "__name__", "encode")
    learned = [("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w"), ("n", "e"), ("ne", "w")]
    judge(listed if callable(answer) else answer, right,
          [("lowest", learned), ("newnew", learned), ("aaaaa", [("a", "a")]), ("abc", [("b", "c"), ("a", "b")]), ("abcab", [("b", "c"), ("a", "b"), ("ab", "c")]),
           ("", learned), ("xyz", []), ("banana", [("n", "a"), ("a", "na"), ("b", "ana"), ("bana", "na")])],
          what="the list of symbols", in_double=False, elsewhere=False, mistakes=(
              (lambda word, merges: tuple(word), "Nothing is merged in the end. Does each merge work on the symbols that the one before has left? "
                                                 "And a list never equals a tuple: `['a', 'b'] == ('a', 'b')` is False."),
              (lambda word, merges: tuple(from_the_right(word, merges)), "That merges from right to left: `aaa` would become `a`, `aa`. Go from left to right."),
              (lambda word, merges: tuple(without_last(word, merges)), "A symbol is lost at the end of each merge: the last one has no right neighbour, and stays."),
              *((joined, "A list of strings is asked for, not one string.")
                for joined in (lambda word, merges: "".join(walk(word, merges)), lambda word, merges: " ".join(walk(word, merges)))),
              (as_text, "`replace` also finds the end of one symbol and the beginning of the next: compare whole symbols."),
              (lambda word, merges: tuple(first_only(word, merges)), "Only the first place of each pair was merged; a pair may occur several times in a word."),
              *((lambda word, merges, twice=twice: tuple(twice(word, merges)), "A symbol was used twice: after a merge go on by 2.")
                for twice in (overlapping, one_by_one)),
              (lambda word, merges: tuple(longest_first(word, merges)), "The longest known piece was taken first. Byte pairs replay the merges, in the order they were learned."),
              (lambda word, merges: tuple(walk(word, list(reversed(merges)))), "A merge that builds on an earlier one found nothing. Go in the order they were learned; each works on the symbols that the one before has left."),
              (lambda word, merges: tuple(walk(word, merges[:1])), "Only the first merge was applied.")))


QUIZ = (
    Question("Two words have one-hot vectors. How far apart are they?",
             ("the nearer, the more alike their meanings", "always √2, whatever they mean", "0", "it depends on how often they occur"), answer=1,
             why="Each has its own dimension, so any two different words are equally far apart. Meaning has to be learned."),
    Question("You multiply a word's row of counts by ten. What happens to its cosines with other rows?",
             ("nothing", "they become ten times as large", "they become smaller", "they become 1"), answer=0,
             why="The cosine divides by the length. It compares directions, so frequent and rare words can be compared."),
    Question("What is the task that skip-gram with negative sampling is trained on?",
             ("to tell the next word of a sentence", "to sort words into groups given by hand",
              "to tell pairs of words from the text from pairs that were made up", "to translate words"), answer=2,
             why="It is a logistic regression for each pair. The word vectors are its weights; nobody asks for the answers afterwards."),
    Question("Skip-gram finds *better* next to *worse*. What does that show?",
             ("the training went wrong", "that near means used alike, not meaning the same", "that the window was too wide",
              "that the two are one token"), answer=1,
             why="Opposites stand in the same places, so they keep the same company."),
    Question("An article reports that king − man + woman gives queen. What should you ask first?",
             ("how many numbers a vector has", "whether the text was in English", "which optimiser was used",
              "how many analogies were tried, and whether the three given words were allowed as answers"), answer=3,
             why="One success says nothing. And without leaving the given words out, the nearest word is nearly always one of them."),
    Question("Why do language models cut text into byte pairs rather than words?",
             ("no word is unknown, and frequent words are still one token", "byte pairs carry more meaning",
              "the text becomes shorter than with words", "so that no table of vectors is needed"), answer=0,
             why="Rare and new words fall into known pieces, at worst into single bytes. The text becomes longer than with words, not shorter."),
)
