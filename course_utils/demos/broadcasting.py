"""Two small tensors and an operation between them: which element meets which, or why it cannot be done."""
from __future__ import annotations

from dataclasses import dataclass

import torch

from ..live.demo import Demo, choice, integer
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, HeatMap, Line, Scene, Text

OPERATIONS = {"+": torch.add, "−": torch.sub, "×": torch.mul}


@dataclass
class Broadcasting(Demo):
    """Choose two shapes and see, cell by cell, what PyTorch computes; repeated cells are pale and never stored.

    Taught in: 02_tensors, broadcasting
    """

    title = "Broadcasting"
    uses_seed = False
    presets = {
        "one number for all": Preset({"a_rows": 3, "a_columns": 4, "b_rows": 0, "b_columns": 1},
                                     "b has one value: it meets every element of a.",
            (Promise("one number meets all twelve", lambda demo: demo.operands()[1].numel() == 1 and demo.result().shape == (3, 4)),)),
        "a row for every row": Preset({"a_rows": 3, "a_columns": 4, "b_rows": 0, "b_columns": 4},
                                      "A bias added to a batch: b meets each row of a.",
            (Promise("four numbers meet three rows of four", lambda demo: demo.operands()[1].shape == (4,) and demo.result().shape == (3, 4)),)),
        "column meets row": Preset({"a_rows": 3, "a_columns": 1, "b_rows": 1, "b_columns": 4, "operation": "×"},
                                   "Both are repeated: every element of a meets every element of b, a multiplication table.",
            (Promise("three and four numbers make twelve", lambda demo: demo.operands()[0].shape == (3, 1) and demo.operands()[1].shape == (1, 4) and demo.result().shape == (3, 4)),)),
        "does not fit": Preset({"a_rows": 3, "a_columns": 4, "b_rows": 0, "b_columns": 3},
                               "4 columns against 3: neither is 1. Which single slider repairs it?",
            (Promise("there is no result", lambda demo: demo.result() is None),
             Promise("one slider repairs it: b's columns at 4", lambda demo: type(demo)(a_rows=demo.a_rows, a_columns=demo.a_columns, b_rows=demo.b_rows, b_columns=4).result() is not None))),
    }

    a_rows: int = integer(3, 0, 4, label="a: rows", help="rows of a; 0: a has no row dimension, its shape is (columns,)")
    a_columns: int = integer(4, 1, 4, label="a: columns", help="columns of a")
    b_rows: int = integer(0, 0, 4, label="b: rows", help="rows of b; 0: b has no row dimension, its shape is (columns,)")
    b_columns: int = integer(4, 1, 4, label="b: columns", help="columns of b")
    operation: str = choice("+", OPERATIONS, help="what is done to each pair of elements")

    guide = (
        Step("Leave a at (3, 4) and give b one value: no rows, 1 column.", "Which shape will the result have?",
             lambda demo: demo.shapes() == ((3, 4), (1,)), "(3, 4): the one value meets every element of a.",
             lambda demo: demo.result().shape == (3, 4), ({"b_rows": 0, "b_columns": 1},)),
        Step("Make b a column of 3 rows.", "To what does b add: every row of a, or every column?",
             lambda demo: demo.shapes() == ((3, 4), (3, 1)), "The same column is added to every column of a.",
             lambda demo: bool((demo.result() - demo.operands()[0] == demo.operands()[1]).all()), ({"b_rows": 3, "b_columns": 1},)),
        Step("Find two shapes whose result is larger than both.", "Can there be such a pair?",
             lambda demo: demo.result() is not None and demo.result().numel() > max(v.numel() for v in demo.operands()),
             "Yes: a column and a row. Each is repeated along the other.",
             lambda demo: 1 in demo.operands()[0].shape, ({"a_columns": 1, "b_rows": 1, "b_columns": 4},)),
        Step("Choose “does not fit” and repair it with a single slider.", "Which one, and is there more than one way?",
             lambda demo: demo.result() is not None and sum(getattr(demo, name) != value for name, value in demo.presets["does not fit"].settings.items()) == 1,
             "Any of four: the columns of b to 4 or to 1, or the columns of a to 3 or to 1. The sizes must agree, or one must be 1.",
             lambda demo: demo.repairs() == 4, ({"a_rows": 3, "a_columns": 4, "b_rows": 0, "b_columns": 3}, {"b_columns": 4})),
    )

    @staticmethod
    def values(rows: int, columns: int, unit: int) -> torch.Tensor:
        """unit, 2·unit, 3·unit, … in shape (rows, columns), or (columns,) where rows is 0."""
        shape = (rows, columns) if rows else (columns,)
        return unit * torch.arange(1, 1 + max(rows, 1) * columns, dtype=torch.float32).reshape(shape)

    def operands(self) -> tuple[torch.Tensor, torch.Tensor]:
        """a counts in tens, b in ones, so that a sum shows which two elements met."""
        return self.values(self.a_rows, self.a_columns, 10), self.values(self.b_rows, self.b_columns, 1)

    def shapes(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(v.shape) for v in self.operands())

    def repairs(self) -> int:
        """In how many ways a single slider of the columns makes "does not fit" fit."""
        sizes = {name: value for name, value in self.presets["does not fit"].settings.items()}
        trials = [Broadcasting(**{**sizes, name: n}) for name in ("a_columns", "b_columns") for n in range(1, 5)]
        return sum(trial.result() is not None for trial in trials)

    def result(self) -> torch.Tensor | None:
        """What PyTorch computes, or None where the shapes do not broadcast."""
        a, b = self.operands()
        try:
            return OPERATIONS[self.operation](a, b)
        except RuntimeError:
            return None

    def dimensions(self) -> list[str]:
        """One sentence per dimension, the last dimension first, as the rule is applied."""
        a, b = (tuple(t.shape) for t in self.operands())
        said = []
        for k in range(1, max(len(a), len(b)) + 1):
            i, j = (s[-k] if k <= len(s) else None for s in (a, b))
            name = "columns" if k == 1 else "rows"
            if i is None or j is None:
                missing, n = ("a", j) if i is None else ("b", i)
                said.append(f"{name}: {missing} has none, it counts as 1 and is repeated {n} times" if n > 1 else
                            f"{name}: {missing} has none, it counts as 1")
            elif i == j:
                said.append(f"{name}: {i} and {j} agree")
            elif 1 in (i, j):
                said.append(f"{name}: {i} and {j}, so {'a' if i == 1 else 'b'} is repeated {max(i, j)} times")
            else:
                said.append(f"{name}: {i} and {j} differ and neither is 1")
        return said

    def scene(self) -> Scene:
        a, b = self.operands()
        out = self.result()
        rows = max(self.a_rows, self.b_rows, 1)
        columns = max(self.a_columns, self.b_columns)
        full = (rows, columns) if out is not None else None
        # without a result nothing is repeated: only what does not fit is told
        said = "; ".join(part for part in self.dimensions() if out is not None or "differ" in part)
        if out is None:
            caption = f"No result. {said[0].upper()}{said[1:]}."
            third = Axes(Text(1.5, -1, "these shapes do not broadcast", color="red", bold=True),
                         title="no result", frame=False, equal=True, xlim=(-0.7, 3.7), ylim=(-3.7, 0.7))
        else:
            caption = (f"{said[0].upper()}{said[1:]}. The result has shape {tuple(out.shape)}: {out.numel()} numbers "
                       f"from {a.numel()} of a and {b.numel()} of b.")
            third = self.grid(out, full, f"a {self.operation} b   {tuple(out.shape)}", "sequential")
        return Scene(self.grid(a, full, f"a   {tuple(a.shape)}", "blue"), self.grid(b, full, f"b   {tuple(b.shape)}", "orange"),
                     third, caption=caption, height=300,
                     readouts={"a.shape": str(tuple(a.shape)), "b.shape": str(tuple(b.shape)),
                               "result": str(tuple(out.shape)) if out is not None else "error"})

    @staticmethod
    def grid(values: torch.Tensor, full: tuple[int, int] | None, title: str, tint: str) -> Axes:
        """The tensor as a table of numbers; what broadcasting repeats (up to the shape `full`) is pale and not framed."""
        own = values.reshape(-1, values.shape[-1])                        # (columns,) -> (1, columns)
        n, m = own.shape
        table = own if full is None else own.expand(full)
        marks = []
        if tint == "sequential":
            marks.append(HeatMap(table.flip(0), (-0.5, table.shape[1] - 0.5, 0.5 - table.shape[0], 0.5), "sequential",
                                 smooth=False, alpha=0.3))
        else:
            sign = -1.0 if tint == "blue" else 1.0
            marks.append(HeatMap(torch.full((n, m), sign), (-0.5, m - 0.5, 0.5 - n, 0.5), "diverging",
                                 vmin=-1.0, vmax=1.0, smooth=False, alpha=0.35))
            marks.append(Line([-0.5, m - 0.5, m - 0.5, -0.5, -0.5], [0.5, 0.5, 0.5 - n, 0.5 - n, 0.5], color=tint))
        for i in range(table.shape[0]):
            for j in range(table.shape[1]):
                stored = tint == "sequential" or (i < n and j < m)
                marks.append(Text(j, -i, f"{table[i, j]:.0f}".replace("-", "−"), size=15 if stored else 12,
                                  color="ink" if stored else "muted", bold=stored))
        return Axes(*marks, title=title, frame=False, equal=True, legend=False, xlim=(-0.7, 3.7), ylim=(-3.7, 0.7))
