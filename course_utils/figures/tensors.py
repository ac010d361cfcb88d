"""Pictures of tensors: shapes as blocks, the storage behind them, chosen elements, broadcasting, the graph of autograd."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from ..palette import COLORS
from .style import new_axes

_C = COLORS["light"]
SIGNS = {"Add": "+", "Sub": "−", "Mul": "×", "Div": "/", "Pow": "power", "Mean": "mean", "Sum": "sum"}


def shapes(named: Mapping[str, tuple[int, ...]], *, ax=None):
    """Each shape as a block of squares with its name and shape below: up to rank 2 a table, rank 3 sheets one behind
    the other, rank 4 several such stacks side by side.

    Raises
    ------
    ValueError : a rank above 4.

    Taught in: 02_tensors, section 1
    """
    if any(len(shape) > 4 for shape in named.values()):
        raise ValueError("shapes of up to four dimensions can be drawn.")
    if ax is None:
        ax = new_axes(width=7.5, height=1.9)
    x, top = 0.0, 0.0
    for name, shape in named.items():
        stacks, sheets, rows, columns = (1,) * (4 - len(shape)) + tuple(shape)
        start = x
        for _ in range(stacks):
            for k in reversed(range(sheets)):
                _cells(ax, rows, columns, x + 0.45 * k, 0.45 * k, _C["sky"] if k % 2 else _C["blue"])
            x += columns + 0.45 * (sheets - 1) + 0.6
        middle, x = (start + x - 0.6) / 2, x + 1.4
        ax.text(middle, -0.5, f"{name}\n{tuple(shape)}\nrank {len(shape)}", ha="center", va="top", fontsize=9)
        top = max(top, rows + 0.45 * (sheets - 1))
    return _bare(ax, (-0.9, x - 1.2), (-2.9, top + 0.3))


def storage(t, *, title: str = "", ax=None):
    """A tensor of rank 1 or 2 above the row of numbers it is read from; arrows show one step along each dimension.

    Squares of the first row are blue in both, numbers that the tensor does not use are grey.

    Raises
    ------
    ValueError : another rank.

    Taught in: 02_tensors, section 3
    """
    if t.ndim not in (1, 2):
        raise ValueError(f"the storage of a tensor of rank 1 or 2 can be drawn, not of rank {t.ndim}.")
    memory = t.detach().cpu().as_strided((t.untyped_storage().nbytes() // t.element_size(),), (1,), 0).tolist()
    table = t if t.ndim == 2 else t[None]
    rows, columns = table.shape
    down, right = table.stride()
    place = table.storage_offset() + np.arange(rows)[:, None] * down + np.arange(columns) * right        # (rows, columns)
    if ax is None:
        ax = new_axes(width=7.5, height=0.44 * (rows + 3.6))
    left = (len(memory) - columns) / 2
    for i in range(rows):
        for j in range(columns):
            _cell(ax, left + j, rows + 1.7 - i, memory[place[i, j]], "blue" if i == 0 else None)
    for k, value in enumerate(memory):
        _cell(ax, k, 0, value, "blue" if k in place[0] else None, used=k in place)
        ax.text(k + 0.5, -0.35, k, ha="center", va="center", fontsize=8, color=_C["muted"])
    steps = [(right, "one column on" if t.ndim == 2 else "one element on", "blue")] if columns > 1 else []
    if rows > 1:
        steps.append((down, "one row on", "orange"))
    steps.sort()                                                      # the short arc below, the long one above it
    first, reach = place[0, 0] + 0.5, max((s[0] for s in steps), default=0)
    for k, (stride, what, color) in enumerate(steps):
        _jump(ax, first, first + stride, 1.0 if stride > 1 else 0.5, _C[color])
        ax.text(first + reach + 0.6, 1.35 + 0.6 * k, f"{what}: {stride} place{'s' if stride != 1 else ''}", color=_C[color],
                fontsize=10, va="center")
    ax.text(left - 0.4, rows + 2.2, title, ha="right", va="center")
    ax.text(-0.2, 0.5, "storage", ha="right", va="center", fontsize=10)
    return _bare(ax, (-2.3, len(memory) + 0.2), (-0.7, rows + 2.9))


def picked(t, picks: Mapping[str, Any]):
    """The matrix t once for each entry of `picks` (what it is called -> the index itself), its chosen elements filled.

    Taught in: 02_tensors, section 2
    """
    rows, columns = t.shape
    axes = new_axes(columns=len(picks), width=7.5, height=0.75 + 7.5 / len(picks) / (columns + 0.6) * rows, squeeze=False)
    for ax, (name, index) in zip(axes.flat, picks.items(), strict=True):
        chosen = np.zeros((rows, columns), bool)
        chosen[index.numpy() if hasattr(index, "numpy") else index] = True
        for (i, j), value in np.ndenumerate(t.numpy()):
            _cell(ax, j, -i, value.item(), "blue" if chosen[i, j] else None, used=bool(chosen[i, j]))
        ax.text(columns / 2, 1.5, name, ha="center", va="center", fontfamily="DejaVu Sans Mono")
        _bare(ax, (-0.2, columns + 0.2), (-rows + 0.8, 2.0))
    return axes


def broadcast(a, b, *, sign: str = "+"):
    """a, b and their sum (or with another `sign`, − or ·, their difference or product) as tables of one size.

    Squares with a frame are stored; numbers without one are those that broadcasting reads once more.

    Taught in: 02_tensors, section 5
    """
    total = {"+": a + b, "−": a - b, "·": a * b}[sign]
    rows, columns = total.reshape(-1, total.shape[-1]).shape
    ax = new_axes(width=7.5, height=0.45 * (rows + 1.6))
    for k, (name, t, color) in enumerate((("a", a, "blue"), ("b", b, "orange"), (f"a {sign} b", total, "green"))):
        own = t.reshape(-1, t.shape[-1]) if t.ndim else t.reshape(1, 1)
        for (i, j), value in np.ndenumerate(own.expand(rows, columns).numpy()):
            x = k * (columns + 1.4) + j
            if i < own.shape[0] and j < own.shape[1]:
                _cell(ax, x, -i, value.item(), color)
            else:
                ax.text(x + 0.5, 0.5 - i, f"{value:g}", ha="center", va="center", fontsize=9, color=_C["muted"])
        ax.text(k * (columns + 1.4) + columns / 2, 1.5, f"{name}  {tuple(t.shape)}", ha="center", va="center")
        if k:
            ax.text(k * (columns + 1.4) - 0.7, 1 - rows / 2, sign if k == 1 else "=", ha="center", va="center", fontsize=14)
    return _bare(ax, (-0.2, 3 * columns + 3), (0.7 - rows, 2.1))


def autograd_graph(y, names: Mapping[str, Any]):
    """The graph that PyTorch recorded for y: leaves on the left, y on the right, one box for each operation.

    names : name -> leaf tensor, for the leaves that have one.

    Raises
    ------
    ValueError : nothing was recorded.

    Taught in: 02_tensors, section 8
    """
    if y.grad_fn is None:
        raise ValueError("y has no graph: no tensor it was computed from has requires_grad=True.")
    depth, edges, todo = {y.grad_fn: 0}, set(), [y.grad_fn]
    while todo:
        node = todo.pop()
        for before, _ in node.next_functions:
            if before is not None:
                edges.add((before, node))
                if depth.get(before, -1) < depth[node] + 1:
                    depth[before] = depth[node] + 1
                    todo.append(before)
    last = max(depth.values())
    place = {}
    for level in range(last + 1):
        nodes = [n for n in depth if depth[n] == level]
        place |= {n: (2.2 * (last - level), 1.1 * ((len(nodes) - 1) / 2 - k)) for k, n in enumerate(nodes)}
    ax = new_axes(width=7.5, height=1.2 + 0.55 * max(y for _, y in place.values()) * 2)
    known = {id(t): name for name, t in names.items()}
    for before, after in sorted(edges, key=lambda e: (place[e[0]], place[e[1]])):
        (x0, y0), (x1, y1) = place[before], place[after]
        ax.add_patch(FancyArrowPatch((x0 + 0.62, y0), (x1 - 0.62, y1), arrowstyle="-|>", mutation_scale=14, color=_C["muted"]))
    for node, (x, height) in place.items():
        leaf = hasattr(node, "variable")
        kind = node.name().removesuffix("0").removesuffix("Backward")
        text = known.get(id(node.variable), "leaf") if leaf else SIGNS.get(kind, kind.lower())
        ax.add_patch(Rectangle((x - 0.6, height - 0.32), 1.2, 0.64, facecolor=_C["paper"], lw=2,
                               edgecolor=_C["blue" if leaf else "orange"], linestyle="-" if leaf else "--"))
        ax.text(x, height, text, ha="center", va="center")
    ax.text(place[y.grad_fn][0] + 0.8, place[y.grad_fn][1], f"y = {y.item():g}" if y.numel() == 1 else "y", va="center")
    top = max(h for _, h in place.values())
    return _bare(ax, (-0.9, 2.2 * last + 2.2), (-top - 0.6, top + 0.6))


def _cell(ax, x: float, y: float, value: float, color: str | None = None, used: bool = True) -> None:
    """One square with its lower left corner at (x, y) and a number in it."""
    ax.add_patch(Rectangle((x + 0.03, y + 0.03), 0.94, 0.94, facecolor=(_C[color] + "33") if color else _C["paper"],
                           edgecolor=_C[color] if color else _C["muted"] if used else _C["grid"], lw=1.2))
    ax.text(x + 0.5, y + 0.5, f"{value:g}".replace("-", "−"), ha="center", va="center", fontsize=9 if used else 8,
            color=_C["ink"] if used else _C["muted"])


def _cells(ax, rows: int, columns: int, x: float, y: float, color: str) -> None:
    for i in range(rows):
        for j in range(columns):
            ax.add_patch(Rectangle((x + j, y + i), 1, 1, facecolor=color, edgecolor=_C["paper"], lw=1))


def _jump(ax, start: float, end: float, height: float, color: str) -> None:
    """An arc over the storage from one place to another."""
    ax.add_patch(FancyArrowPatch((start, 1.02), (end, 1.02), arrowstyle="-|>", mutation_scale=12, color=color, lw=1.6,
                                 connectionstyle=f"arc3,rad={-height * (0.9 if end - start < 2 else 1.6 / (end - start))}",
                                 shrinkA=0, shrinkB=0))


def _bare(ax, xlim, ylim):
    ax.set(xlim=xlim, ylim=ylim, aspect="equal")
    ax.set_axis_off()
    return ax
