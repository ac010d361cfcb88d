"""Which exercises are passed, remembered in one small file of the user's own; `COURSE_PROGRESS` names another.

Nothing here ever stops a lesson: what cannot be read or written is told in a sentence.
"""
from __future__ import annotations

import argparse
import html
import time
from dataclasses import dataclass

from ..setup.typed import COURSE
from .progress_file import Unusable, change, load, path
from .verdict import rich

__all__ = ["Progress", "load", "main", "path", "progress", "remember", "remember_quiz"]


def remember(id: str) -> str:
    """Note that exercise `id` is passed; returns a sentence where that failed or something is to be told, or ''."""
    def add(kept: dict) -> bool:
        new = id not in kept["passed"]
        kept["passed"].setdefault(id, time.strftime("%Y-%m-%d"))
        return new

    kept, note = load()                                  # what is there already need not be written, nor be writable
    return note if id in kept["passed"] else _told(add) or note


def remember_quiz(lesson: str, right: int, of: int) -> str:
    """Note the best score of a lesson's quiz; returns a sentence where that failed or something is to be told, or ''."""
    def better(kept: dict) -> bool:
        best = _score(kept["quiz"].get(lesson))
        new = best is None or best[1] != of or best[0] < right
        if new:
            kept["quiz"][lesson] = [right, of]
        return new

    return _told(better)


def _told(edit) -> str:
    try:
        return change(edit)[1]
    except Unusable as reason:
        return str(reason)


def _score(value) -> tuple[int, int] | None:
    """(right, of) of a quiz entry, or None where it is no score: the file may hold anything."""
    if isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value):
        return value[0], value[1]
    return None


@dataclass(frozen=True)
class Progress:
    """What is passed, lesson by lesson; prints as a table and shows as one in a notebook."""

    passed: dict[str, str]
    quiz: dict[str, list]
    note: str = ""

    def rows(self) -> list[tuple[str, str, dict[str, bool], str]]:
        """(lesson number, title, {exercise id: passed}, best quiz score or "") for every lesson with exercises."""
        from .core import LESSONS, listing

        lessons: dict[str, dict[str, bool]] = {}
        for id in listing():
            lessons.setdefault(id.partition(".")[0], {})[id] = id in self.passed
        scores = {n: f"{s[0]}/{s[1]}" for n, entry in self.quiz.items() if (s := _score(entry))}
        return [(n, LESSONS.get(n, f"Lesson {n}"), done, scores.get(n, "")) for n, done in sorted(lessons.items())]

    def __repr__(self) -> str:
        rows = self.rows()
        width = max((len(title) for _, title, _, _ in rows), default=0)
        lines = [f"{n}  {title:{width}}  {''.join('✔' if ok else '·' for ok in done.values()):8} "
                 f"{sum(done.values())} of {len(done)}" + (f"   quiz {score}" if score else "")
                 for n, title, done, score in rows]
        return "\n".join(filter(None, [self._total(rows), *lines, self.note]))

    def _repr_html_(self) -> str:
        rows = self.rows()
        body = "".join(
            f"<tr><td style='text-align: left'>{n}</td><td style='text-align: left'>{rich(title)}</td>"
            f"<td style='text-align: left'>{' '.join(('✔ ' if ok else '○ ') + id for id, ok in done.items())}</td>"
            f"<td>{sum(done.values())} of {len(done)}</td><td>{html.escape(score) or '–'}</td></tr>" for n, title, done, score in rows)
        return (f"<p>{self._total(rows)}</p><table><tr><th>lesson</th><th>title</th><th>exercises</th><th>passed</th>"
                f"<th>quiz</th></tr>{body}</table>" + (f"<p>{rich(self.note)}</p>" if self.note else ""))

    @staticmethod
    def _total(rows) -> str:
        done = [ok for _, _, exercises, _ in rows for ok in exercises.values()]
        return f"{sum(done)} of {len(done)} exercises passed."


def progress() -> Progress:
    """What you have passed so far, across all lessons."""
    kept, note = load()
    return Progress(kept["passed"], kept["quiz"], note)


def main(argv: list[str] | None = None) -> int:
    """`python -m course_utils progress`: print what is passed."""
    parser = argparse.ArgumentParser(prog=f"{COURSE} progress", description="Show which exercises are passed.")
    parser.add_argument("--where", action="store_true", help="print the file that remembers, and nothing else")
    args = parser.parse_args(argv)
    try:
        print(path() if args.where else progress())
    except Unusable as reason:
        print(reason)
        return 1
    return 0
