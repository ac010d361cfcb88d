"""A newer lesson with the learner's answers in it, cell by cell: cells are the same where their ids are."""
from __future__ import annotations

import json
from dataclasses import dataclass, field

Cell = dict


@dataclass
class Merged:
    """A merged notebook and what happened, in numbers of cells."""

    content: bytes
    kept: int = 0            # changed or written by the learner, and kept
    new: int = 0             # changed or added by the course
    both: list[str] = field(default_factory=list)      # ids changed on both sides: the learner's, then the course's below


class NotANotebook(ValueError):
    """A file that cannot be read as a notebook with cell ids."""


def cells(content: bytes) -> tuple[dict, dict[str, Cell]]:
    """A notebook and its cells by id, in order."""
    try:
        notebook = json.loads(content)
        found = {cell["id"]: cell for cell in notebook["cells"]}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotANotebook(str(error)) from error
    if len(found) != len(notebook["cells"]):
        raise NotANotebook("two cells have one id")
    return notebook, found


def source(cell: Cell | None) -> str | None:
    """The text of a cell, without spaces at the ends of lines, which editors change by themselves."""
    if cell is None:
        return None
    text = cell.get("source", "")
    text = "".join(text) if isinstance(text, list) else str(text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def merge(base: bytes | None, mine: bytes, new: bytes) -> Merged:
    """`new` with all that the learner changed in `mine` since `base` (None: unknown, then every difference counts as theirs).

    Raises NotANotebook where one of them is none.
    """
    notebook, theirs = cells(new)
    _, ours = cells(mine)
    _, old = cells(base) if base is not None else ({}, {})
    out = Merged(b"")
    placed: list[Cell] = []
    followers = _followers(ours, old, theirs)
    for own in followers.pop(None, []):                    # what the learner wrote above everything
        placed.append(own)
        out.kept += 1
    for id, cell in theirs.items():
        here = _side_by_side(old.get(id), ours.get(id), cell, out, known=base is not None)
        below = followers.pop(id, [])
        if len(here) == 2 and any(own["id"].startswith(_new(id)) and source(own) == source(cell) for own in below):
            here.pop()                                     # it stands there already: an update was made twice
            out.new -= 1
        elif len(here) == 2:
            out.both.append(id)
            # what an earlier update put here is the course's older text, if it is still as it was
            stale = {own["id"] for own in below if own["id"].startswith(_new(id)) and source(own) == source(old.get(id))}
            below = [own for own in below if own["id"] not in stale]
            here[1] = {**cell, "id": _free(_new(id), {*ours, *theirs} - stale)}
        placed += here + below
        out.kept += len(below)
    for rest in followers.values():                        # below cells that the course has dropped
        placed += rest
        out.kept += len(rest)
    notebook["cells"] = placed
    out.content = (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return out


def _side_by_side(old: Cell | None, mine: Cell | None, new: Cell, out: Merged, known: bool) -> list[Cell]:
    """The cell that stands at the place of `new`, or two where both sides changed it."""
    was, own, now = source(old), source(mine), source(new)
    if mine is None:
        if old is not None and was == now:
            return []                                      # the learner removed it, and it says nothing new
        out.new += 1
        return [new]
    if own == now:
        return [mine]                                      # with the learner's own outputs
    if known and own == was:
        out.new += 1
        return [new]
    out.kept += 1
    if known and was == now:
        return [mine]
    out.new += 1
    return [mine, new]


def _followers(ours: dict[str, Cell], old: dict[str, Cell], theirs: dict[str, Cell]) -> dict[str | None, list[Cell]]:
    """The cell id below which each cell stands that only the learner has: written by them, or changed and dropped by the course."""
    found: dict[str | None, list[Cell]] = {}
    above: str | None = None
    for id, cell in ours.items():
        if id in theirs:
            above = id
        elif source(cell) and (id not in old or source(cell) != source(old[id])):
            found.setdefault(above, []).append(cell)
    return found


def _new(id: str) -> str:
    return f"{id}-new"[-60:].lstrip("-_")                  # an id has at most 64 characters


def _free(id: str, taken: set[str]) -> str:
    return next(name for n in range(1, len(taken) + 2) if (name := id if n == 1 else f"{id}-{n}") not in taken)
