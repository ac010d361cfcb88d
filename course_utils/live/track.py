"""Curves that stay small however long a run lasts."""
from __future__ import annotations

import numpy as np

COLUMNS = 600          # about as many as a picture has pixels across


class Track:
    """Curves over the steps of a run: `append(x, a, b, ...)`, then `track.x`, `track[0]`, `track[1]` as (n,) arrays.

    Values are kept in columns; when all are full, two become one, so that a run of a million steps costs what one of a
    thousand does. Of each column a curve keeps its lowest, highest and last value (no peak is lost), a path through the
    plane (`path=True`) its last point, and its start. The newest point is always there; `first` holds the values of the first.
    """

    def __init__(self, curves: int, columns: int = COLUMNS, path: bool = False):
        self.curves, self.columns, self.path = curves, columns + columns % 2, path
        self._x = np.empty(self.columns, np.float32)
        self._rows = np.empty((self.columns, 3, curves), np.float32)          # lowest, highest, last
        self._full, self._in_last, self._wide = 0, 0, 1                       # columns begun, values in the last, values in each
        self.first: tuple[float, ...] = ()
        self._start = np.empty(0, np.float32)

    def append(self, x: float, *values: float) -> None:
        if len(values) != self.curves:
            raise ValueError(f"this track has {self.curves} curve(s), got {len(values)} value(s).")
        if not self.first:
            self.first, self._start = values, np.float32([x])
        if self._in_last == self._wide or not self._full:
            if self._full == self.columns:
                self._halve()
            self._full, self._in_last = self._full + 1, 0
        row = self._rows[self._full - 1]
        new = np.asarray(values, np.float32)
        row[0] = np.fmin(row[0], new) if self._in_last else new
        row[1] = np.fmax(row[1], new) if self._in_last else new
        row[2], self._x[self._full - 1] = new, x
        self._in_last += 1

    def _halve(self) -> None:
        pairs, half = self._rows.reshape(-1, 2, 3, self.curves), self.columns // 2
        low, high, last = np.fmin(*pairs[:, :, 0].swapaxes(0, 1)), np.fmax(*pairs[:, :, 1].swapaxes(0, 1)), pairs[:, 1, 2].copy()
        self._rows[:half, 0], self._rows[:half, 1], self._rows[:half, 2] = low, high, last
        self._x[:half] = self._x[1::2].copy()
        self._full, self._wide, self._in_last = half, 2 * self._wide, 2 * self._wide

    @property
    def _single(self) -> bool:
        """Whether a column gives one point: it holds one value, or is part of a path."""
        return self.path or self._wide == 1

    @property
    def _lost(self) -> bool:
        """Whether a path's start is in no column any more, so that it must be put before them."""
        return self.path and self._wide > 1

    @property
    def x(self) -> np.ndarray:
        x = self._x[:self._full]
        if self._lost:
            return np.concatenate([self._start, x])
        return x.copy() if self._single else np.repeat(x, 3)

    def __getitem__(self, k: int) -> np.ndarray:
        rows = self._rows[:self._full, :, k]
        if self._lost:
            return np.concatenate([np.float32(self.first[k:k + 1]), rows[:, 2]])
        return rows[:, 2].copy() if self._single else rows.reshape(-1).copy()

    def lasts(self, k: int, n: int) -> np.ndarray:
        """The last values of curve k in its newest n columns."""
        return self._rows[max(0, self._full - n):self._full, 2, k].copy()

    def __len__(self) -> int:
        return self._full * (1 if self._single else 3) + self._lost


def thinned(x: np.ndarray, y: np.ndarray, columns: int = COLUMNS) -> tuple[np.ndarray, np.ndarray]:
    """The curve (x, y), both (n,), by the lowest, highest and last value of each column; as it is where it is short or not in order."""
    if len(x) <= 3 * columns or (np.diff(x) < 0).any():
        return x, y
    starts = np.linspace(0, len(x), columns, endpoint=False).astype(int)
    last = np.append(starts[1:], len(x)) - 1
    return np.repeat(x[last], 3), np.stack([np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts), y[last]], axis=1).ravel()
