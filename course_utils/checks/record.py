"""Which exercises are passed, remembered in one small file of the user's own.

`COURSE_PROGRESS` names another file. Nothing here ever stops a lesson: a damaged file is set aside, and where nothing
can be written the answer to a check says so.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .verdict import rich


def path() -> Path:
    """The file that remembers: `COURSE_PROGRESS`, or dl-workbook/progress.json in the user's data folder."""
    if named := os.environ.get("COURSE_PROGRESS"):
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or "~/AppData/Roaming"
    elif sys.platform == "darwin":
        base = "~/Library/Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "dl-workbook" / "progress.json"


def load() -> tuple[dict, str]:
    """What is remembered, {"passed": {id: day}, "quiz": {lesson: [right, of]}}, and a sentence if the file was damaged."""
    empty = {"passed": {}, "quiz": {}}
    file = path()
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if not (isinstance(kept, dict) and all(isinstance(kept.get(key, {}), dict) for key in empty)):
            raise ValueError("not the expected structure")
    except FileNotFoundError:
        return empty, ""
    except OSError as error:
        return empty, f"The progress file {file} cannot be read ({error.strerror})."
    except ValueError:
        aside = file.with_name(f"{file.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        try:
            os.replace(file, aside)
        except OSError as error:
            return empty, f"The progress file {file} is damaged and cannot be moved away ({error.strerror})."
        return empty, f"The progress file was damaged: it is kept as {aside}, and a new one starts."
    return {key: dict(kept.get(key, {})) for key in empty}, ""


def _save(kept: dict) -> str:
    """Write in one step: a reader sees the old file or the new one, never half of it. Returns what went wrong, or ''."""
    file = path()
    partial = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, prefix=".progress-", delete=False) as new:
            partial = Path(new.name)
            json.dump(kept, new, indent=1, sort_keys=True)
        os.replace(partial, file)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        return f"It could not be remembered in {file}: {error.strerror}."
    return ""


def remember(id: str) -> str:
    """Note that exercise `id` is passed; returns a sentence if that failed, or ''."""
    kept, _ = load()
    if id in kept["passed"]:
        return ""
    kept["passed"][id] = time.strftime("%Y-%m-%d")
    return _save(kept)


def remember_quiz(lesson: str, right: int, of: int) -> str:
    """Note the best score of a lesson's quiz; returns a sentence if that failed, or ''."""
    kept, _ = load()
    best = kept["quiz"].get(lesson)
    if isinstance(best, list) and len(best) == 2 and best[1] == of and best[0] >= right:
        return ""
    kept["quiz"][lesson] = [right, of]
    return _save(kept)


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
        scores = {n: f"{s[0]}/{s[1]}" for n, s in self.quiz.items() if isinstance(s, list) and len(s) == 2}
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
            f"<td>{sum(done.values())} of {len(done)}</td><td>{score or '–'}</td></tr>" for n, title, done, score in rows)
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
    parser = argparse.ArgumentParser(prog="python -m course_utils progress", description="Show which exercises are passed.")
    parser.add_argument("--where", action="store_true", help="print the file that remembers, and nothing else")
    args = parser.parse_args(argv)
    print(path() if args.where else progress())
    return 0
