"""Exercises, capstone and quiz of lesson 8, overfitting."""
from __future__ import annotations

from .core import NotYet, Question, close, exercise, function, same, tensor

BEANS, FEATURES, KINDS = 300, 20, 4
NEEDED = 0.82            # share of the held-out beans
WRONG = 0.3              # share of the learner's labels that are wrong


@exercise("08.1", "Name the problem")
def diagnose(answer):
    function(answer, "diagnose")
    cases = (((0.05, 0.30, 0.10), "overfitting"), ((0.40, 0.41, 0.10), "underfitting"), ((0.06, 0.08, 0.10), "fine"),
             ((0.30, 0.60, 0.10), "underfitting"), ((0.10, 0.10, 0.10), "fine"), ((2.0, 4.5, 3.0), "overfitting"))
    for given, want in cases:
        call = f"`diagnose({', '.join(map(str, given))})`"
        if given[1] == 0.60 and answer(*given) == "overfitting":
            raise NotYet(f"{call} is \"overfitting\". The gap is wide, but the training error alone is above the goal: look at it first.")
        if given == (0.10, 0.10, 0.10):
            same(answer(*given), want, call, hint="An error that just reaches the goal is not above it.")
        same(answer(*given), want, call)


@exercise("08.2", "Split in three")
def split(answer):
    import torch

    def generator(seed):
        return torch.Generator().manual_seed(seed)

    function(answer, "split")
    got = answer(100, 20, 10, generator(0))
    if not isinstance(got, (tuple, list)) or len(got) != 3:
        raise NotYet("Return three tensors of row numbers: train, val, test.")
    for rows, name, size in zip(got, ("train", "val", "test"), (70, 20, 10), strict=True):
        tensor(rows, name)
        if rows.is_floating_point():
            raise NotYet(f"{name} has dtype {str(rows.dtype).removeprefix('torch.')}; row numbers are whole numbers.")
        same(len(rows), size, f"the number of rows in {name} for n = 100, n_val = 20, n_test = 10")
    rows = torch.cat(list(got))
    if len(rows.unique()) < 100:
        raise NotYet("Some rows are in two sets, and others in none: that is leakage. Shuffle once, then cut the one order into three pieces.")
    if not torch.equal(rows.sort().values.cpu(), torch.arange(100)):
        raise NotYet("The row numbers of all three sets together should be 0 to 99, each once.")
    if all(torch.equal(part, part.sort().values) for part in got):
        raise NotYet("The rows are still in their old order. A sorted file would put whole classes into one set: shuffle first.")
    if not all(torch.equal(a, b) for a, b in zip(answer(100, 20, 10, generator(0)), got, strict=True)):
        raise NotYet("The same generator state gives another split: hand the generator on with `torch.randperm(n, generator=generator)`.")
    if all(torch.equal(a, b) for a, b in zip(answer(100, 20, 10, generator(1)), got, strict=True)):
        raise NotYet("Another seed gives the same split: use the generator you are given, not one of your own.")
    same(tuple(len(part) for part in answer(11, 2, 3, generator(0))), (6, 2, 3), "the sizes for n = 11, n_val = 2, n_test = 3")


@exercise("08.3", "A fair L1 penalty")
def l1_penalty(answer):
    import torch
    from torch import nn

    from .. import nets

    function(answer, "l1_penalty")
    model = nets.mlp((4, 3, 2), seed=0)
    with torch.no_grad():
        for k, p in enumerate(model.parameters()):
            p.copy_(torch.linspace(-1.0 - k, 1.5, p.numel()).reshape(p.shape))
    weights = [p for p in model.parameters() if p.ndim > 1]
    want = sum(p.detach().abs().sum() for p in weights)
    got = answer(model)
    if isinstance(got, (int, float)):
        raise NotYet("That is a plain number: no gradient can flow through it. Leave `.item()` away and add up tensors.")
    tensor(got, "the penalty")
    wrong = {"The biases are in it as well: keep only parameters with `p.ndim > 1`.": sum(p.abs().sum() for p in model.parameters()),
             "That is the L2 penalty, a sum of squares. L1 is the sum of |w|.": sum((p**2).sum() for p in weights),
             "Positive and negative weights cancel: take `.abs()` of each weight before the sum.": sum(p.sum() for p in weights),
             "That is a sum of means; a sum over all weights is asked for.": sum(p.abs().mean() for p in weights)}
    for hint, value in wrong.items():
        if got.shape == value.shape and torch.allclose(got.detach().cpu(), value.detach()):
            raise NotYet(hint)
    close(got, want, "the penalty")
    if not got.requires_grad:
        raise NotYet("The value is right, but no gradient can flow through it: no `no_grad`, `detach` or `.data` here.")
    got.backward()
    close(weights[0].grad, weights[0].detach().sign(), "the penalty's gradient", hint="The slope of |w| is the sign of w.")
    deep = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Tanh(), nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
    close(answer(deep), sum(p.detach().abs().sum() for p in deep.parameters() if p.ndim > 1), "the penalty of a deeper model",
          hint="It must work for any number of layers, with or without biases.")


@exercise("08.4", "Challenge, early stopping with patience")
def early_stopping(answer):
    function(answer, "early_stopping")
    cases = (
        (([5.0, 4.0, 3.0, 6.0, 7.0, 2.0], 2), (5, 3), "The lowest loss so far is that of epoch 3, and it is 2 epochs old after epoch 5."),
        (([3.0, 2.0, 1.0], 2), (3, 3), "Patience never runs out: training ends with the last epoch."),
        (([4.0, 5.0, 3.9, 5.0, 3.8, 6.0, 6.0, 6.0], 3), (8, 5), "Each new lowest loss makes patience start again."),
        (([3.0, 4.0, 3.5, 3.2, 1.0], 3), (4, 1), "A loss that is lower than the one before, but not the lowest, is no improvement."),
        (([2.0, 2.0, 2.0, 1.0], 2), (3, 1), "An equally low loss is not an improvement."),
        (([1.0, 2.0, 3.0, 4.0], 1), (2, 1), "With patience 1 the first epoch without improvement ends it."),
    )
    for (losses, patience), want, hint in cases:
        got = answer(list(losses), patience)
        numbers = "[" + ", ".join(f"{v:g}" for v in losses) + "]"
        if isinstance(got, (tuple, list)) and len(got) == 2 and tuple(got) == (want[0] - 1, want[1] - 1):
            raise NotYet("Both numbers are 1 too small: epochs are counted from 1.")
        if isinstance(got, (tuple, list)) and len(got) == 2 and tuple(got) == want[::-1] != want:
            raise NotYet("The two numbers are swapped: first the epoch after which training ends, then the best epoch.")
        same(got, want, f"`early_stopping({numbers}, {patience})`", hint=hint)


def _beans(n: int, seed: int, wrong: float):
    """n beans: X (n, 20) float32, y (n,) int64; each kind comes in two varieties. A share `wrong` of the labels is wrong."""
    import torch

    centres = 4.5 / FEATURES**0.5 * torch.randn(KINDS, 2, FEATURES, generator=torch.Generator().manual_seed(5))
    draw = torch.Generator().manual_seed(seed)
    y = torch.randint(KINDS, (n,), generator=draw)
    X = centres[y, torch.randint(2, (n,), generator=draw)] + torch.randn(n, FEATURES, generator=draw)
    other = (y + torch.randint(1, KINDS, (n,), generator=draw)) % KINDS
    return X, torch.where(torch.rand(n, generator=draw) < wrong, other, y)


def capstone_data():
    """The beans of the capstone: X (300, 20) float32 measurements, y (300,) int64 kinds 0 to 3; about 30 % of y are wrong.

    Taught in: 08_overfitting, capstone
    """
    return _beans(BEANS, 1, WRONG)


@exercise("08.5", "Capstone, four kinds of beans")
def capstone(answer):
    X, y = capstone_data()
    X_held, y_held = _beans(1000, 20_271, 0.0)
    if not callable(answer):
        raise NotYet(f"A trained model is expected, or a function of X, but this is a {type(answer).__name__}. Hand over the model itself, not its output.")
    guess, held = _kinds(answer, X), _kinds(answer, X_held)
    train, score = ((a == b).float().mean().item() for a, b in ((guess, y), (held, y_held)))
    said = f"Held-out accuracy {score:.2f}, needed {NEEDED:.2f} (on your own 300 labels: {train:.2f})."
    if score >= NEEDED:
        return
    if len(held.unique()) == 1:
        raise NotYet(f"{said} The model calls every bean kind {held[0].item()}: it has learned nothing. Is the optimiser given its parameters, "
                     "and does the loss fall?")
    if score < 0.4:
        raise NotYet(f"{said} That is close to guessing: either it was hardly trained, or rows and labels no longer belong together.")
    if train > 0.85:
        raise NotYet(f"{said} About three in ten of your labels are wrong, so this model knows many wrong ones by heart: it overfits. "
                     "Stop earlier by a validation set, or use a stronger L2 or dropout.")
    if train < 0.6:
        raise NotYet(f"{said} It does badly on your own labels too: it underfits. Train for longer, or with a weaker cure.")
    raise NotYet(f"{said} Not far off. Try another strength of your cure, or join two of them; the validation loss tells which way to go.")


def _kinds(answer, X):
    """The kind that the learner's model or function gives to each row, (n,) int64 on the CPU."""
    import torch
    from torch import nn

    with torch.no_grad():
        if isinstance(answer, nn.Module):
            was, device = answer.training, next((p.device for p in answer.parameters()), torch.device("cpu"))
            answer.eval()                                   # a forgotten eval() is no reason to fail
            try:
                out = answer(X.to(device))
            finally:
                answer.train(was)
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
