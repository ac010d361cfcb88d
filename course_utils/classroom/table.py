"""Where a class stands: students × exercises, as lines in a terminal, as a CSV and as a still picture."""
from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..setup import files
from . import answers
from .work import Work

PASSED, TRIED, NOT_STARTED = "passed", "tried", "not started"
SIGNS = {PASSED: "✔", TRIED: "✘", NOT_STARTED: "·"}


@dataclass
class Table:
    """`rows`: (name, {exercise: state}, note) for each student; `reasons`: {exercise: reasons of *not yet*}."""

    exercises: tuple[str, ...]
    rows: list[tuple[str, dict[str, str], str]]
    reasons: dict[str, Counter]

    def hold_up(self, most: int = 5) -> list[tuple[str, int, str]]:
        """(exercise, how many tried and have not passed, their commonest reason): those that hold the most students up."""
        stuck = Counter(id for _, states, _ in self.rows for id, state in states.items() if state == TRIED)
        def why(id):
            known = self.reasons.get(id)
            return max(known.items(), key=lambda pair: (pair[1], pair[0]))[0] if known else ""
        return [(id, n, why(id)) for id, n in sorted(stuck.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]

    def __str__(self) -> str:
        lessons = sorted({id[:2] for id in self.exercises})
        width = max([_columns(name) for name, _, _ in self.rows] + [7])
        of_lesson = {n: [id for id in self.exercises if id[:2] == n] for n in lessons}
        head = "  ".join(f"{n:{len(of_lesson[n])}}" for n in lessons)
        lines = [f"{'student':{width}}  {head}  passed"]
        for name, states, note in self.rows:
            signs = "  ".join("".join(SIGNS[states[id]] for id in of_lesson[n]) + " " * max(0, 2 - len(of_lesson[n])) for n in lessons)
            lines.append(f"{name}{' ' * (width - _columns(name))}  {signs}  {list(states.values()).count(PASSED)} of {len(states)}" + (f"   {note}" if note else ""))
        lines.append(f"{SIGNS[PASSED]} passed   {SIGNS[TRIED]} tried   {SIGNS[NOT_STARTED]} not started")
        return "\n".join(lines)

    def csv(self) -> str:
        """One line a student. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["student", *self.exercises, "passed", "note"])
        for name, states, note in self.rows:
            writer.writerow([_harmless(name), *(states[id] for id in self.exercises), list(states.values()).count(PASSED), _harmless(note)])
        return text.getvalue()

    def draw(self, path: Path) -> None:
        """A PNG: a row a student, a column an exercise; state by colour and sign."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        from ..figures.style import FONTS
        from ..palette import COLORS

        colors = COLORS["light"]
        look = {PASSED: (colors["green"], "s"), TRIED: (colors["orange"], "x"), NOT_STARTED: ("0.7", ".")}
        figure = Figure(figsize=(2.5 + 0.21 * len(self.exercises), 1.4 + 0.26 * len(self.rows)), dpi=110, layout="constrained")
        FigureCanvasAgg(figure)
        ax = figure.add_subplot()
        for state, (color, marker) in look.items():
            spots = [(c, r) for r, (_, states, _) in enumerate(self.rows) for c, id in enumerate(self.exercises) if states[id] == state]
            ax.plot([c for c, _ in spots], [r for _, r in spots], marker, color=color, markersize=4 if marker == "." else 7, label=state)
        for c, id in enumerate(self.exercises):
            if c and id[:2] != self.exercises[c - 1][:2]:
                ax.axvline(c - 0.5, color="0.85", linewidth=0.8)
        # a name is text, not mathematics: "$x$" must stay what it is
        ax.set_yticks(range(len(self.rows)), [name.replace("$", r"\$") for name, _, _ in self.rows], fontfamily=FONTS)
        ax.set_xticks(range(len(self.exercises)), self.exercises, rotation=90, fontsize=7)
        ax.set(xlim=(-0.7, len(self.exercises) - 0.3), ylim=(len(self.rows) - 0.4, -0.6), xlabel="exercise")
        ax.spines[["top", "right"]].set_visible(False)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
        file = io.BytesIO()
        figure.savefig(file, format="png")
        files.write(path, file.getvalue())


def _columns(text: str) -> int:
    """Columns that it takes in a terminal: Chinese letters take two, accents set on a letter none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@" and text else text


def standing(works: list[Work], verdicts: dict[tuple[int, str], tuple[str, str]] | None = None, names: bool = True) -> Table:
    """The table of what was handed in. `verdicts`: {(student, exercise): (state, message)} of answers that ran again; they
    count instead of the progress file, which can be edited. Without `names` students are numbered, in no order of theirs."""
    from ..checks.core import listing

    exercises, starters = tuple(listing()), answers.originals()
    reasons: dict[str, Counter] = {id: Counter() for id in exercises}
    rows = []
    order = list(range(len(works)))
    if not names:
        order.sort(key=lambda n: hashlib.sha256(works[n].name.encode()).digest())
    for place, n in enumerate(order):
        work, states, notes = works[n], {}, list(work_notes(works[n], names))
        unproved: dict[str, list[str]] = {}          # what became of the answers to exercises that the progress file calls passed
        for id in exercises:
            tried = id in work.answers and not answers.untouched(work.answers[id], starters.get(id))
            states[id] = PASSED if id in work.passed else TRIED if tried else NOT_STARTED
            why = work.reasons.get(id, "")
            if verdicts is not None:
                state, why = verdicts.get((n, id), ("", ""))
                states[id] = state or NOT_STARTED
                if id in work.passed and state != PASSED:
                    unproved.setdefault("does not pass" if state else "missing", []).append(id)
            if states[id] == TRIED and why:
                reasons[id][why] += 1
        notes += [f"marked as passed, answer {what}: {', '.join(ids)}" for what, ids in unproved.items()]
        rows.append((work.name if names else f"student {place + 1}", states, "; ".join(notes)))
    return Table(exercises, rows, reasons)


def work_notes(work: Work, names: bool) -> list[str]:
    """What is wrong with what was handed in; file names may hold a student's name."""
    if names or not work.notes:
        return [work.note] if work.note else []
    return ["a part of it could not be read"]
