"""Names as letter numbers: what a network reads, and what it should say next."""
from __future__ import annotations

import string
from collections.abc import Iterable, Sequence

import torch

LETTERS = "." + string.ascii_lowercase          # number 0, the point, begins and ends every name
IGNORED = -100                                  # cross_entropy's own mark for "no answer asked here"


def letter_tensors(names: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """X and Y, both (names, longest + 1), int64: at each place the letter that is read and the one that comes next.

    X begins with the point, Y ends with it; behind a name's end X is 0 and Y is -100, which `F.cross_entropy` ignores.
    Raises ValueError where a name holds anything but the letters a to z.

    Taught in: 11_sequences, section 3
    """
    longest = max(map(len, names), default=0)
    X = torch.zeros(len(names), longest + 1, dtype=torch.long)
    Y = torch.full((len(names), longest + 1), IGNORED)
    for row, name in enumerate(names):
        numbers = torch.tensor([LETTERS.find(letter) for letter in name], dtype=torch.long)
        if (numbers < 1).any():
            raise ValueError(f"{name!r} holds more than the letters a to z.")
        X[row, 1:len(name) + 1], Y[row, :len(name)], Y[row, len(name)] = numbers, numbers, 0
    return X, Y


def spelled(numbers: Iterable[int]) -> str:
    """The letters of the numbers, up to the first point.

    Taught in: 11_sequences, section 1
    """
    return "".join(LETTERS[n] for n in numbers).partition(".")[0]
