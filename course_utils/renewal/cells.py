"""A newer notebook and the learner's copy, joined cell by cell, by id.

Of a cell that only one side changed the changed one stays; where both did, the learner's stays and the new one stands below
it. The learner's own cells stay below the cell they stood below.
"""
from __future__ import annotations

import json
from dataclasses import dataclass, field

BELOW = "-new"                    # added to the id of a course's cell that stands below the learner's


@dataclass
class Joined:
    """The joined notebook as bytes, and what was done: {what: cell ids}."""

    content: bytes
    done: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, id: str) -> None:
        self.done.setdefault(what, []).append(id)

    def __str__(self) -> str:
        return "; ".join(f"{len(ids)} {what}" + (f" ({', '.join(ids)})" if what in TOLD else "") for what, ids in self.done.items())


MINE, NEW, BOTH, YOURS, GONE = ("answers and notes carried over", "cells renewed or added", "changed by you and by the course: the new one stands below yours",
                                "cells of your own", "cells gone from the course")
TOLD = (MINE, BOTH)


def load(content: bytes) -> dict:
    """A notebook; ValueError where it is none, or one whose cells have no ids."""
    try:
        notebook = json.loads(content)
        named = all(isinstance(cell["id"], str) and cell["id"] and isinstance(text(cell), str) for cell in notebook["cells"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("it is no notebook, or an old one without cell ids") from error
    if not named:
        raise ValueError("its cells cannot be told apart")
    return notebook


def dump(notebook: dict) -> bytes:
    """As Jupyter writes it."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def text(cell: dict) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else source


def kind(cell: dict) -> tuple[str, str]:
    """What makes two cells the same to a learner: code or text, and its contents without blank ends."""
    return cell.get("cell_type", ""), text(cell).strip()


def join(mine: bytes, new: bytes, known: list[bytes]) -> Joined:
    """The learner's notebook `mine` brought to the course's `new`; `known`: earlier deliveries. ValueError where `mine` is unreadable."""
    ours, theirs = load(mine), load(new)
    before: dict[str, list] = {}
    for delivered in known:
        for cell in load(delivered)["cells"]:
            before.setdefault(cell["id"], []).append(cell)
    own, mine_of, place = {}, {}, None                # own cells by the id of the course's cell above them
    courses = {cell["id"] for cell in theirs["cells"]}
    taken = {cell["id"] for cell in ours["cells"]} | courses
    joined = Joined(b"")
    for cell in ours["cells"]:
        id = cell["id"]
        if id in courses and id not in mine_of:
            mine_of[id], place = cell, id
        elif id not in mine_of and id in before and kind(cell) in map(kind, before[id]):
            joined.note(GONE, id)                     # untouched, and no longer part of the course
        else:
            if id in courses or id in mine_of:        # a copy that kept its id
                cell = {**cell, "id": free(f"{id[:50]}-copy", taken)}
            if not id.endswith(BELOW):
                joined.note(YOURS, cell["id"])
            own.setdefault(place, []).append(cell)
    cells = list(own.get(None, ()))
    for cell in theirs["cells"]:
        id, delivered = cell["id"], before.get(cell["id"], [])
        below = own.get(id, [])
        present = mine_of.get(id)
        if present is None:
            if not delivered or kind(cell) not in map(kind, delivered):      # what the learner removed stays away until it changes
                cells.append(cell)
                joined.note(NEW, id)
        elif kind(present) == kind(cell):
            cells.append(same(present, cell, delivered))
        elif kind(present) in map(kind, delivered):
            cells.append(cell)
            joined.note(NEW, id)
        elif kind(cell) in map(kind, delivered) or any(kind(cell) == kind(other) for other in below):
            cells.append(present)
            joined.note(MINE, id)
        else:
            cells += [present, {**cell, "id": free(f"{id[:50]}{BELOW}", taken)}]
            joined.note(BOTH, id)
        cells += below
    result = {**ours, "cells": cells, "nbformat": theirs["nbformat"], "nbformat_minor": max(theirs["nbformat_minor"], ours.get("nbformat_minor", 0))}
    joined.content = mine if result == ours else dump(result)
    return joined


def same(present: dict, cell: dict, delivered: list[dict]) -> dict:
    """One cell with the same contents on both sides: what the learner's run showed stays, what was delivered is renewed."""
    ran = delivered and all(present.get("outputs") != old.get("outputs") for old in delivered)
    return present if ran or not delivered else cell


def free(id: str, taken: set[str]) -> str:
    """`id`, or with the first number that makes it one of its own."""
    number, found = 2, id
    while found in taken:
        number, found = number + 1, f"{id}{number}"
    taken.add(found)
    return found
