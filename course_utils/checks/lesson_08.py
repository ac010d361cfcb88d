"""Exercises, capstone and quiz of lesson 8, overfitting."""
from __future__ import annotations

from .beans import BEANS, KINDS, NEEDED, WRONG, beans, held_out
from .compare import alike
from .core import NotYet, Question, close, exercise, function, same, tensor
from .judge import assess, draws, judge


@exercise("08.1", "Name the problem")
def diagnose(answer):
    import torch

    def right(train_error, val_error, goal):
        if train_error > goal:
            return "underfitting"
        return "overfitting" if val_error > goal else "fine"

    def but(first, second, third):
        """The three words in other places."""
        names = {"underfitting": first, "overfitting": second, "fine": third}
        return lambda *errors: names[right(*errors)]

    def rule(under, over):
        def name(train_error, val_error, goal):
            if under(train_error, val_error, goal):
                return "underfitting"
            return "overfitting" if over(train_error, val_error, goal) else "fine"
        return name

    def plain(*errors):
        got = answer(*errors)
        if isinstance(got, str) and got not in ("underfitting", "overfitting", "fine"):
            raise NotYet(f"Your function returns \"{got}\". Return one of the three words exactly so: \"underfitting\", \"overfitting\" or \"fine\".")
        return got

    cases = [(0.05, 0.30, 0.10), (0.40, 0.41, 0.10), (0.06, 0.08, 0.10), (0.30, 0.60, 0.10), (0.10, 0.10, 0.10), (0.10, 0.2, 0.10),
             (2.0, 4.5, 3.0), (2.9, 3.0, 3.0), (0.0001, 0.1002, 0.10), (0.1002, 0.05, 0.10), (0.30, 0.05, 0.10), (0.004, 0.02, 0.03), (0.0, 0.9, 0.0), (7.0, 6.0, 5.0), (1.0, 40.0, 50.0)]
    cases += [tuple(round(v, 3) for v in row) for row in torch.rand(40, 3, generator=draws(81)).tolist()]
    if {plain(*case) for case in cases} <= {"overfitting", "fine"}:
        raise NotYet("Your function never says \"underfitting\": look at the training error first.")
    judge(plain, right, cases, what="the word", mistakes=(
        (rule(lambda t, v, g: t > 0.1, lambda t, v, g: v > 0.1), "The goal is fixed at 0.1 in your code: use `goal`."),
        (rule(lambda t, v, g: t >= g, lambda t, v, g: v >= g), "An error that just reaches the goal is not above it: compare with `>`."),
        (rule(lambda t, v, g: t >= g, lambda t, v, g: v > g), "A training error that just reaches the goal is not above it: compare with `>`."),
        (rule(lambda t, v, g: t > g, lambda t, v, g: v >= g), "A validation error that just reaches the goal is not above it: compare with `>`."),
        (rule(lambda t, v, g: t > g and v <= g, lambda t, v, g: v > g), "The gap may be wide, but the training error alone is above the goal: look at it first."),
        (rule(lambda t, v, g: t > g and v - t < g, lambda t, v, g: v > g), "The gap may be wide, but the training error alone is above the goal: look at it first."),
        (rule(lambda t, v, g: t > g, lambda t, v, g: v > t), "A validation error above the training error is normal. It is overfitting only where it is above the goal."),
        (rule(lambda t, v, g: t > g, lambda t, v, g: v - t > g), "The goal is for the validation error itself, not for the gap between the two."),
        (rule(lambda t, v, g: t > g and v > g, lambda t, v, g: v > g), "A training error above the goal is underfitting, whatever the validation error is."),
        (but("overfitting", "underfitting", "fine"), "Underfitting and overfitting have changed places: a training error above the goal is underfitting."),
        (rule(lambda t, v, g: t < g, lambda t, v, g: v < g), "The comparisons are turned round: an error is bad where it is above the goal.")),
        hint="Is the training error above the goal? If not, is the validation error?")


@exercise("08.2", "Split in three")
def split(answer):
    import torch

    function(answer, "split")
    for n, n_val, n_test in ((100, 20, 10), (11, 2, 3), (60, 5, 30), (40, 12, 3), (257, 50, 50)):
        of = f"for n = {n}, n_val = {n_val}, n_test = {n_test}"
        got, again, other = (answer(n, n_val, n_test, draws(seed)) for seed in (0, 0, 1))
        if not isinstance(got, (tuple, list)) or len(got) != 3:
            raise NotYet("Return three tensors of row numbers: train, val, test.")
        for rows, name in zip(got, ("train", "val", "test"), strict=True):
            tensor(rows, name, shape=(None,))
            if rows.is_floating_point():
                raise NotYet(f"{name} has dtype {str(rows.dtype).removeprefix('torch.')}; row numbers are whole numbers.")
        sizes, wanted = tuple(map(len, got)), (n - n_val - n_test, n_val, n_test)
        if sizes != wanted and sorted(sizes) == sorted(wanted):
            raise NotYet(f"The three sizes are {sizes} {of}, expected {wanted}: the sets have changed places. The order is train, val, test.")
        same(sizes, wanted, f"the sizes of train, val and test {of}")
        rows = torch.cat([part.cpu() for part in got])
        if len(rows.unique()) < n:
            raise NotYet("Some rows are in two sets, or twice in one, and others in none: that is leakage. Shuffle once, then cut the one order into three pieces.")
        if not alike(rows.sort().values, torch.arange(n)):
            raise NotYet(f"The row numbers of all three sets together should be 0 to {n - 1}, each once.")
        held = [part.cpu().sort().values for part in got]
        if n > 20 and all(map(_unbroken, held)):
            kept = all(alike(part, rows) for part, rows in zip(got, held, strict=True))
            raise NotYet("The rows are still in their old order. A sorted file would put whole classes into one set: shuffle first." if kept else
                         "The three sets were cut first, and each shuffled afterwards: every set still holds neighbouring rows, and a sorted file would "
                         "put whole classes into one set. Shuffle all rows first, then cut.")
        if any(_unbroken(rows) for rows in held if len(rows) > 8):
            raise NotYet("One of the sets was cut before the shuffling: it holds neighbouring rows of the file. Shuffle all rows first, then cut.")
        home = torch.cat([torch.full((len(part),), k) for k, part in enumerate(held)])[torch.cat(held).argsort()]     # of each row: its set
        if n > 200 and (home[1:] == home[:-1]).double().mean() > 0.6:
            raise NotYet("Neighbouring rows of the file mostly stay together in one set: shuffle single rows, not blocks of them.")
        if not alike(tuple(again), tuple(got)):
            raise NotYet("The same generator state gives another split: hand the generator on with `torch.randperm(n, generator=generator)`.")
        if alike(tuple(other), tuple(got)):
            raise NotYet("Another seed gives the same split: use the generator you are given, not one of your own.")
        if all(alike(a.cpu().sort().values, b.cpu().sort().values) for a, b in zip(got, other, strict=True)):
            raise NotYet("Another seed gives the same three sets, only in another order inside: shuffle all rows first, then cut.")


def _unbroken(rows) -> bool:
    """Whether a sorted set holds neighbouring rows only."""
    return int(rows[-1] - rows[0]) == len(rows) - 1


@exercise("08.3", "A fair L1 penalty", changes_inputs=True)
def l1_penalty(answer):
    import torch
    from torch import nn

    function(answer, "l1_penalty")
    draw = draws(83)

    def filled(*layers):
        model = nn.Sequential(*layers)
        for p in model.parameters():
            p.data = 0.3 + torch.randn(p.shape, generator=draw)
        return model

    models = [filled(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2)), filled(nn.Linear(1, 1)),
              filled(nn.Linear(2, 2, bias=False), nn.Tanh(), nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1)),
              filled(nn.Linear(5, 2), nn.ReLU(), nn.Linear(2, 7)).double()]
    for model in models:
        weights, every = [p for p in model.parameters() if p.ndim > 1], list(model.parameters())
        of = f"the penalty of a network with {len(weights)} layer{'s' * (len(weights) > 1)}"
        before = [p.detach().clone() for p in every]
        got = answer(model)
        if isinstance(got, (int, float)) and len(weights) > 0:
            raise NotYet("That is a plain number: no gradient can flow through it. Leave `.item()` away and add up tensors.")
        tensor(got, "the penalty")
        with torch.no_grad():
            fair = sum(p.abs().sum() for p in weights)
            mistakes = (
                (sum(p.abs().sum() for p in every), "The biases are in it as well: keep only parameters with `p.ndim > 1`."),
                (sum(p.abs().sum() for p in every if p.ndim == 1), "Those are the biases alone: keep the parameters with `p.ndim > 1`."),
                (sum((p**2).sum() for p in weights), "That is the L2 penalty, a sum of squares. L1 is the sum of |w|."),
                (sum(p.norm() for p in weights), "That is a sum of roots of squares, as `norm()` computes it. L1 is the sum of |w|: `p.abs().sum()`."),
                (sum(p.sum() for p in weights), "Positive and negative weights cancel: take `.abs()` of each weight before the sum."),
                (sum(p.sum() for p in weights).abs(), "Positive and negative weights cancel: take `.abs()` of each weight before the sum."),
                (sum(p.sum().abs() for p in weights), "Positive and negative weights cancel: take `.abs()` of each weight before the sum."),
                (sum(p.abs().mean() for p in weights), "That is a sum of means; a sum over all weights is asked for."),
                (fair / sum(p.numel() for p in weights), "That is the mean of |w|; the sum is asked for."),
                (weights[0].abs().sum(), "That is the first layer alone: add up all of them."),
                (weights[-1].abs().sum(), "That is the last layer alone: add up all of them, `total = total + …`."),
                (sum(p.abs().sum() for p in weights[:2]), "That stops after two layers: go through `model.parameters()`, so that any number of layers works."),
                (fair / 2, "That is half of it: L1 is the sum of |w|."))
        assess(got.detach(), fair, of, hint="Add up |w| over all parameters with `p.ndim > 1`, for any number of layers, with or without biases.", mistakes=mistakes)
        if not all(alike(p, b) for p, b in zip(every, before, strict=True)):
            raise NotYet("The penalty is right, but your function changed the weights of the model: `abs_()` works in place, `abs()` does not.")
        if not got.requires_grad:
            raise NotYet("The value is right, but no gradient can flow through it: no `no_grad`, `detach` or `.data` here.")
        got.backward()
        for p in weights:
            if p.grad is None:
                raise NotYet("The value is right, but no gradient reaches one of the weights: add up tensors, without `detach`, `.data` or `.item()`.")
            close(p.grad, p.detach().sign(), "the penalty's gradient", hint="The slope of |w| is the sign of w.")


@exercise("08.4", "Challenge, early stopping with patience")
def early_stopping(answer):
    import torch

    def stop(better=lambda loss, lowest: loss < lowest, out=lambda waited, patience: waited >= patience):
        def early(val_losses, patience):
            lowest, best = float("inf"), 0
            for epoch, loss in enumerate(val_losses, start=1):
                if better(loss, lowest):
                    lowest, best = loss, epoch
                if out(epoch - best, patience):
                    return epoch, best
            return len(val_losses), best
        return early

    right = stop()

    def rising(val_losses, patience):
        """Waits for losses that are higher than the one before."""
        best, waited = 1, 0
        for k in range(1, len(val_losses)):
            best, waited = (k + 1, 0) if val_losses[k] < val_losses[k - 1] else (best, waited + 1)
            if waited >= patience:
                return k + 1, best
        return len(val_losses), best

    def in_all(val_losses, patience):
        """Patience that never begins again."""
        lowest, best, waited = float("inf"), 0, 0
        for epoch, loss in enumerate(val_losses, start=1):
            if loss < lowest:
                lowest, best = loss, epoch
            else:
                waited += 1
            if waited >= patience:
                return epoch, best
        return len(val_losses), best

    def foresees(val_losses, patience):
        best = val_losses.index(min(val_losses)) + 1
        return min(best + patience, len(val_losses)), best

    hints = ("The lowest loss so far is that of epoch 3, and it is 2 epochs old after epoch 5.", "Patience never runs out: training ends with the last epoch.",
             "Each new lowest loss makes patience start again.", "A loss that is lower than the one before, but not the lowest, is no improvement.",
             "An equally low loss is not an improvement.", "With patience 1 the first epoch without improvement ends it.")
    cases = [([5.0, 4.0, 3.0, 6.0, 7.0, 8.0, 2.0, 9.0, 9.0, 9.0], 2), ([3.0, 2.0, 1.0], 2), ([4.0, 5.0, 3.9, 5.0, 3.8, 6.0, 6.0, 6.0], 3), ([3.0, 4.0, 3.5, 3.2, 1.0], 3),
             ([2.0, 2.0, 2.0, 1.0], 2), ([1.0, 2.0, 3.0, 4.0], 1), ([0.5], 3)]
    draw = draws(84)
    for n, patience in ((12, 3), (25, 5), (9, 2), (40, 4), (6, 10)):
        losses = 10 / (1 + torch.arange(n)) + torch.randint(5, (n,), generator=draw)
        cases.append((losses.round().tolist(), patience))
    judge(answer, right, cases, what="the result", parts=("stopped", "best"), hints=hints, hint="Patience counts the epochs since the lowest loss so far.", mistakes=(
        (lambda v, p: tuple(k - 1 for k in right(v, p)), "Both numbers are 1 too small: epochs are counted from 1."),
        (lambda v, p: (right(v, p)[0], right(v, p)[1] - 1), "`best` is 1 too small: epochs are counted from 1."),
        (lambda v, p: (right(v, p)[0] - 1, right(v, p)[1]), "`stopped` is 1 too small: epochs are counted from 1, and the epoch in which patience runs out is the last one."),
        (rising, "A loss that is lower than the one before, but not the lowest so far, is no improvement."),
        (stop(better=lambda loss, lowest: loss <= lowest), "An equally low loss is not an improvement: compare with `<`."),
        (stop(out=lambda waited, patience: waited > patience), "Training ends when the lowest loss is `patience` epochs old, not one epoch later: compare with `>=`."),
        (stop(out=lambda waited, patience: False), "Patience never ends your training: after each epoch, compare `epoch - best` with it."),
        (foresees, "You looked for the lowest loss of the whole list. After epoch k only the first k losses are known, and training may have ended before the lowest one."),
        (in_all, "Each new lowest loss makes patience start again: count the epochs since the best one."),
        (lambda v, p: (right(v, p)[0], min(v[:right(v, p)[0]])), "The second number is the epoch of the lowest loss, not the loss itself.")))


def capstone_data():
    """The beans of the capstone: X (300, 20) float32 measurements, y (300,) int64 kinds 0 to 3; about 30 % of y are wrong.

    Taught in: 08_overfitting, capstone
    """
    import random

    import torch

    X, y = beans(BEANS, random.Random(1), WRONG)
    return torch.tensor(X, dtype=torch.float32), torch.tensor(y)


@exercise("08.5", "Capstone, four kinds of beans", seconds=60)
def capstone(answer):
    import torch

    if not callable(answer):
        raise NotYet(f"A trained model is expected, or a function of X, but this is a {type(answer).__name__}. Hand over the model itself, not its output.")
    X, y = capstone_data()
    guess, held = _kinds(answer, X), []

    def on_held(rows):
        held.extend(_kinds(answer, torch.tensor(rows)).tolist())
        return held

    try:
        right, of, enough = held_out(on_held)
    except OSError as error:
        raise NotYet(f"The held-out beans could not be drawn: they come from a process of their own, and none could be started ({error}).") from error
    train, score = (guess == y).float().mean().item(), right / of
    said = f"Held-out accuracy {score:.2f}, needed {NEEDED:.2f} (on your own 300 labels: {train:.2f})."
    if enough:
        return
    if len(set(held)) == 1:
        raise NotYet(f"{said} The model calls every bean kind {held[0]}: it has learned nothing. Is the optimiser given its parameters, "
                     "and does the loss fall?")
    if score < 0.35:
        raise NotYet(f"{said} That is close to guessing: either it was hardly trained, or rows and labels no longer belong together.")
    if train > 0.85:
        raise NotYet(f"{said} About three in ten of your labels are wrong, so this model knows many wrong ones by heart: it overfits. "
                     "Stop earlier by a validation set, or use a stronger L2 or dropout.")
    if train < 0.68 and score < 0.75:
        raise NotYet(f"{said} It does badly on your own labels too: it underfits. No straight border parts these kinds: use hidden neurons, train for "
                     "longer, or with a weaker cure.")
    raise NotYet(f"{said} Not far off. Try another strength of your cure, or join two of them; the validation loss tells which way to go.")


def _kinds(answer, X):
    """The kind that the learner's model or function gives to each row, (n,) int64 on the CPU."""
    import torch
    from torch import nn

    with torch.no_grad():
        if isinstance(answer, nn.Module):
            was = {module: module.training for module in answer.modules()}
            like = next((p for p in answer.parameters() if p.is_floating_point()), X)
            answer.eval()                                   # a forgotten eval() is no reason to fail
            try:
                out = answer(X.to(like.device, like.dtype))
            finally:
                for module, training in was.items():
                    module.training = training
        else:
            out = answer(X.clone())
    out = tensor(out, "what your model returns").detach().cpu()
    n = len(X)
    if out.is_floating_point() and out.isnan().any():
        raise NotYet("The model returns nan: its weights were lost in training. Lower the learning rate.")
    if tuple(out.shape) == (n,) and not out.is_floating_point():
        return out.long()
    if tuple(out.shape) != (n, KINDS):
        raise NotYet(f"For {n} beans the model returns shape {tuple(out.shape)}; ({n}, {KINDS}) is expected, one score for each kind.")
    return out.argmax(1)


QUIZ = (
    Question("Training error 0.02, validation error 0.35. What is it?",
             ("underfitting, a richer model is needed", "a good result, since the training error is low",
              "overfitting, the model knows its training data by heart", "forgetting, the data came in the wrong order"), answer=2,
             why="Low on the training data and much higher on new data: that gap is what overfitting means."),
    Question("What is the test set for?",
             ("to report, once, how good the chosen model is", "to choose the learning rate and the number of epochs",
              "to train on when the training set is used up", "to decide when early stopping should stop"), answer=0,
             why="Every choice made by a set makes that set optimistic. Choices belong to the validation set."),
    Question("Training and validation error are both high and nearly equal. Which step is a waste?",
             ("a network with more neurons", "training for longer", "better features", "collecting ten times more data"), answer=3,
             why="There is no gap that more data could close. The model underfits and must become richer."),
    Question("A network reaches 100 % on training labels that were shuffled. What does that show?",
             ("that the shuffling was not random enough", "that a high training accuracy proves no understanding",
              "that the test set must have leaked into training", "that the network is too small for the task"), answer=1,
             why="There is nothing to understand in shuffled labels; they were learned by heart, and the test accuracy is that of guessing."),
    Question("Why do L2, dropout and early stopping lower the training accuracy?",
             ("they make learning by heart harder, which is their purpose", "they make the training set smaller than it was",
              "they are a sign that the learning rate is too low", "they work on the test set only"), answer=0,
             why="What they prevent is fitting every single label. On new data that costs nothing and often helps."),
    Question("After training on new data a model fails on its old training data. What is that?",
             ("overfitting to the old data", "underfitting of the new data", "catastrophic forgetting", "leakage from old to new"), answer=2,
             why="An overfitted model would be perfect on its old training data. Here nothing in the new loss spoke for it any more."),
)
