"""The small file that remembers: where it lies, how it is read, and how it is changed while others change it too.

Nothing here raises where a lesson could be stopped by it: what went wrong is a sentence.
"""
from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from ..setup import files

FORMAT = 1               # of the file; a newer course may write a higher one, which this one leaves alone
WAIT = 5                 # seconds for another program that is writing
EMPTY = {"passed": {}, "quiz": {}}


class Unusable(Exception):
    """The file cannot be read or written; the message is a sentence for the learner."""


class Damaged(Exception):
    """The file was read, and it is no progress file."""


def path() -> Path:
    """`COURSE_PROGRESS`, or dl-workbook/progress.json where the system keeps a user's data. Unusable without a home folder."""
    import platformdirs

    named = os.environ.get("COURSE_PROGRESS", "").strip()
    try:
        file = Path(named).expanduser() if named else platformdirs.user_data_path("dl-workbook", appauthor=False, roaming=True) / "progress.json"
    except (RuntimeError, OSError, KeyError):            # no HOME, and a user the system does not know
        file = Path("~")
    if str(file).startswith("~"):
        raise Unusable("There is no home folder to remember it in: set `COURSE_PROGRESS` to a file of your own.")
    return file


def load() -> tuple[dict, str]:
    """What is remembered, {"passed": {id: day}, "quiz": {lesson: [right, of]}, …}, and a sentence where that is not all well."""
    try:
        try:
            return _read(_regular(path()))
        except Damaged:
            return change(lambda kept: False)
    except Unusable as reason:
        return {key: dict(value) for key, value in EMPTY.items()}, str(reason)


def change(edit: Callable[[dict], bool]) -> tuple[dict, str]:
    """Let `edit` change what is remembered, and write it where `edit` returns True. Nobody else writes meanwhile, so
    that nothing of theirs is lost. Returns what is remembered then, and a sentence where that is not all well; Unusable."""
    file = _regular(path())
    with _locked(file):
        note = ""
        try:
            kept, note = _read(file)
        except Damaged:
            kept, note = {key: dict(value) for key, value in EMPTY.items()}, _set_aside(file)
        newer = kept.get("format", FORMAT)
        if edit(kept):
            if newer != FORMAT:
                raise Unusable(f"The progress file {file} was written by a newer version of this course, and is left as it is.")
            _write(file, kept)
        return kept, note


def _regular(file: Path) -> Path:
    """The file itself behind links, or Unusable where something else than a file lies there."""
    try:
        real = Path(os.path.realpath(file))
        mode = real.stat().st_mode
    except FileNotFoundError:
        return real
    except (OSError, ValueError) as error:
        raise Unusable(f"The progress file {file} cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    if not stat.S_ISREG(mode):
        raise Unusable(f"{file} is no ordinary file, so nothing is remembered there: `COURSE_PROGRESS` names it.")
    return real


def _read(file: Path) -> tuple[dict, str]:
    try:
        return parsed(file.read_text(encoding="utf-8"), file), ""
    except FileNotFoundError:
        return {key: dict(value) for key, value in EMPTY.items()}, ""
    except OSError as error:
        raise Unusable(f"The progress file {file} cannot be read ({error.strerror}), and is left as it is.") from error
    except UnicodeDecodeError as error:
        raise Damaged from error


def parsed(text: str, file: Path | str) -> dict:
    """What the text of a progress file says; Damaged where it says nothing, Unusable where a newer course wrote it."""
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Damaged from error
    if not (isinstance(kept, dict) and all(isinstance(kept.get(key, {}), dict) for key in EMPTY)):
        if isinstance(kept, dict) and kept.get("format", FORMAT) != FORMAT:
            raise Unusable(f"The progress file {file} was written by a newer version of this course, and is left as it is.")
        raise Damaged
    return {**kept, **{key: dict(kept.get(key, {})) for key in EMPTY}}


def _set_aside(file: Path) -> str:
    today = f"{file.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    try:
        aside = files.move_aside(file, lambda number: file.with_name(f"{today}{f'_{number}' if number > 1 else ''}"))
    except OSError as error:
        raise Unusable(f"The progress file {file} is damaged and cannot be moved away ({error.strerror}).") from error
    return f"The progress file was damaged: it is kept as {aside}, and a new one starts." if aside else ""


@contextlib.contextmanager
def _locked(file: Path):
    """Alone with the file among all kernels of this user."""
    import filelock

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(f"{file}.lock", timeout=WAIT)
        lock.acquire()
    except filelock.Timeout as error:
        raise Unusable(f"It could not be remembered: another program has held {file}.lock for {WAIT} seconds.") from error
    except NotImplementedError:                          # a file system without locks: the write itself is still one step
        lock = contextlib.nullcontext()
    except OSError as error:
        raise Unusable(f"It could not be remembered in {file}: {error.strerror}.") from error
    try:
        yield
    finally:
        if hasattr(lock, "release"):
            lock.release()


def _write(file: Path, kept: dict) -> None:
    """In one step: a reader sees the old file or the new one, never half of it."""
    try:
        files.clear(file)
        files.write(file, json.dumps(kept, indent=1, sort_keys=True).encode("utf-8"), rights=0o600)
    except OSError as error:
        raise Unusable(f"It could not be remembered in {file}: {error.strerror}.") from error
