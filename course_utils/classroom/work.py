"""What one student handed in, a ZIP or a home folder, read with suspicion: size limits, ordinary files only, no links
followed, nothing unpacked to the disk. Whatever is wrong becomes a sentence in the student's row."""
from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ..checks.progress_file import Damaged, Unusable, parsed
from . import answers

LARGEST = 20_000_000             # bytes of one file, unpacked
MOST = 20_000                    # files and folders looked at in one home folder
DEEPEST = 6
PROGRESS = (".local/share/dl-workbook/progress.json", "AppData/Roaming/dl-workbook/progress.json",
            "Library/Application Support/dl-workbook/progress.json", "progress.json")
SKIPPED = re.compile(r"\.(?!local$)|node_modules$|__pycache__$|site-packages$")
EXERCISE = re.compile(r"\d\d\.\d{1,2}$")


@dataclass
class Work:
    """One student's answers, passed exercises and reasons of *not yet*; `note` says what could not be read.

    name : of the file or folder; `given`, the one that the student gave to `hand-in`.
    """

    name: str
    given: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    reasons: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        return "; ".join(dict.fromkeys(self.notes))

    def add_progress(self, content: bytes, where: str) -> None:
        try:
            kept = parsed(content.decode("utf-8"), where)
        except (Damaged, UnicodeDecodeError):
            self.notes.append(f"{where} is damaged")
        except Unusable:
            self.notes.append(f"{where} was written by a newer course")
        else:
            self.passed |= {id for id in kept["passed"] if isinstance(id, str) and EXERCISE.match(id)}

    def add_notebook(self, content: bytes, where: str) -> None:
        try:
            given, reasons = answers.of(answers.cells(content))
        except ValueError as error:
            self.notes.append(f"{where}: {error}")
            return
        self.answers |= given
        self.reasons |= reasons

    def add_answers(self, content: bytes, where: str) -> None:
        try:
            kept = json.loads(content)
            given, reasons = kept["answers"], kept.get("reasons", {})
            pairs = [(id, text) for id, text in given.items() if EXERCISE.match(id) and isinstance(text, str)]
            whys = [(id, why) for id, why in reasons.items() if isinstance(why, str)]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.notes.append(f"{where} is damaged")
            return
        self.answers |= {id: text[:answers.LONGEST] for id, text in pairs}
        self.reasons |= {id: answers.plain(why) for id, why in whys}

    def add_versions(self, content: bytes) -> None:
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            kept = json.loads(content)
            given = kept["name"]
            self.given = answers.plain(given, 80).strip() if isinstance(given, str) else ""
            # or the lesson would look as if it had never been opened
            self.notes += [f"{answers.plain(name, 80)} could not be read on the student's machine, and is not in it"
                           for name in kept["unread"] if isinstance(name, str) and answers.LESSON.match(name)][:20]


def of_folder(folder: Path) -> list[Work]:
    """One Work for each ZIP and each folder in `folder`, in the order of their names.

    A ZIP's row has the name that its student gave; where two gave the same one, the file's name stands behind it.
    """
    found, zips = [], []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name in ("class.csv", "class.png"):
            continue
        work = Work(answers.plain(Path(entry.name).stem if entry.name.lower().endswith(".zip") else entry.name, 80))
        try:
            if entry.is_symlink():
                work.notes.append("it is a link, which is not followed")
            elif entry.is_dir(follow_symlinks=False):
                read_home(Path(entry.path), work)
            elif entry.name.lower().endswith(".zip"):
                read_zip(contents(Path(entry.path)), work)
                zips.append(work)
            else:
                work.notes.append("neither a ZIP nor a folder")
        except OSError as error:
            work.notes.append(f"it cannot be read ({error.strerror or error})")
        except ValueError as error:
            work.notes.append(str(error))
        found.append(work)
    taken = Counter([*(work.given for work in zips), *(work.name for work in found)])
    for work in zips:
        if work.given:
            work.name = work.given if taken[work.given] == 1 else f"{work.given} ({work.name})"
    return found


def contents(path: Path) -> bytes:
    """The bytes of an ordinary file of at most LARGEST bytes; no link is followed, no pipe waited for. OSError, ValueError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError(f"{answers.plain(path.name)} is no ordinary file")
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{answers.plain(path.name)} is larger than {LARGEST // 1_000_000} MB")
    return content


def read_home(home: Path, work: Work) -> None:
    """Progress, notebooks and a ZIP that was handed in, wherever they lie in a folder."""
    seen, todo = 0, [(home, 0)]
    while todo:
        folder, depth = todo.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            work.notes.append(f"{answers.plain(folder.name)} cannot be read ({error.strerror})")
            continue
        for entry in entries:
            seen += 1
            if seen > MOST:
                work.notes.append(f"more than {MOST:,} files: the rest was not looked at")
                return
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST and not SKIPPED.match(entry.name):
                    todo.append((Path(entry.path), depth + 1))
            elif not entry.is_symlink():
                inside = Path(entry.path).relative_to(home).as_posix()
                take(inside, lambda path=Path(entry.path): contents(path), work, zips=depth <= 1)
    if not (work.answers or work.passed or work.notes):
        work.notes.append("nothing of this course is in it")


def take(inside: str, content, work: Work, zips: bool = False) -> None:
    """Read one file of a student if its name says that it is the course's."""
    name = inside.rpartition("/")[2]
    try:
        if answers.LESSON.match(name):
            work.add_notebook(content(), answers.plain(inside, 80))
        elif name == "progress.json" and inside in PROGRESS:
            work.add_progress(content(), "its progress file")
        elif name == "answers.json":
            work.add_answers(content(), "its file of answers")
        elif inside == "versions.json":
            work.add_versions(content())
        elif zips and name.lower().endswith(".zip"):
            read_zip(content(), work)
    except OSError as error:
        work.notes.append(f"{answers.plain(inside, 80)} cannot be read ({error.strerror})")
    except ValueError as error:
        work.notes.append(str(error))


def read_zip(content: bytes, work: Work) -> None:
    """What `hand-in` packed. Members are read in memory, by name, and each only up to its limit: nothing is unpacked."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            members = zipped.infolist()
            if len(members) > 200:
                raise ValueError(f"the ZIP holds {len(members):,} files: it was not made by hand-in")
            named = {m.filename: m for m in members if not m.is_dir()}
            if "answers.json" not in named and not any(answers.LESSON.search(n) for n in named):
                raise ValueError("the ZIP was not made by hand-in, and holds no lesson")
            left = 3 * LARGEST
            for inside, member in named.items():
                if ".." in inside.split("/") or inside.startswith(("/", "\\")):
                    work.notes.append("a path in the ZIP leads out of it, and is left out")
                elif left > 0:
                    take(inside, lambda m=member: member_of(zipped, m), work)
                    left -= min(member.file_size, LARGEST)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError):
        work.notes.append("the ZIP is damaged")


def member_of(zipped: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ValueError("a link in the ZIP is left out")
    with zipped.open(member) as file:
        content = file.read(LARGEST + 1)            # whatever size it claims: a small ZIP may unpack without end
    if len(content) > LARGEST:
        raise ValueError(f"{answers.plain(member.filename, 80)} in the ZIP unpacks to more than {LARGEST // 1_000_000} MB")
    return content
