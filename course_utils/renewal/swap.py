"""Many files changed as one. This module stands alone: it also runs while half of the package is already the newer one.

Everything is written beside the course first; the plan, moved into place in one step, is the moment from which the new state
counts. Interrupted before it, the old state stands; after it, the next command finishes the work. What is replaced is kept.
"""
from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

WORK, PLAN, LOCK = ".course", "plan.json", "update.lock"
FORMAT = 1


class Refused(Exception):
    """The files cannot be changed; the message is one sentence with the next step."""


def pending(root: Path) -> bool:
    """Whether an interrupted change waits to be finished."""
    return os.path.exists(os.path.join(root, WORK, PLAN))


def go_on(root: Path) -> None:
    """Finish what was interrupted, unless another terminal is at it, or it cannot be done now."""
    if not pending(root):
        return
    try:
        with alone(root):
            kept = finish(root)
        sys.stderr.write(f"An update that was interrupted has been finished; what was replaced is kept in {kept}.\n")
    except (Refused, OSError, ValueError) as reason:
        sys.stderr.write(f"An update was interrupted and could not be finished: {reason}\n")


def stage(root: Path, changes: dict[str, bytes | None]) -> None:
    """Prepare `changes`, {path below root: new contents, or None where the file goes}; nothing of the course is touched yet."""
    work = Path(root) / WORK
    for inside in changes:
        inside_of(root, inside)
    shutil.rmtree(work / "staged", ignore_errors=True)       # what an earlier attempt left
    (work / "staged").mkdir(parents=True)
    plan = []
    for number, (inside, content) in enumerate(sorted(changes.items(), key=last)):
        if content is not None:
            _put(work / "staged" / str(number), content)
        plan.append([inside, number if content is not None else None])
    before = free(work / time.strftime("before-%Y%m%d-%H%M%S"))
    _put(work / f"{PLAN}.part", json.dumps({"format": FORMAT, "before": before.name, "files": plan}).encode())
    os.replace(work / f"{PLAN}.part", work / PLAN)


def last(change: tuple[str, object]) -> tuple[int, str]:
    """The package after the notebooks, and what can finish the work at the very end."""
    inside = change[0]
    return ("renewal/swap" in inside or inside.endswith("__main__.py")) + inside.startswith("course_utils/"), inside


def finish(root: Path) -> Path | None:
    """Carry out the plan, from wherever it was interrupted; returns the folder that holds what was replaced.

    Every step can be done twice: a file is kept before it is replaced, and replaced by a move.
    """
    work = Path(root) / WORK
    try:
        plan = json.loads((work / PLAN).read_bytes())
    except FileNotFoundError:
        return None
    before = work / plan["before"]
    for inside, number in plan["files"]:
        target, kept = inside_of(root, inside), before / inside
        staged = None if number is None else work / "staged" / str(number)
        if staged is not None and not staged.exists():
            continue                                         # moved already
        if target.exists() and kept.exists() and kept.read_bytes() != target.read_bytes():
            kept = free(kept)                                # written to since the interruption: that is kept as well
        if target.exists() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            partial = kept.with_name(kept.name + ".part")
            shutil.copy2(target, partial)
            os.replace(partial, kept)
        if staged is None:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            shutil.copymode(target, staged)
        os.replace(staged, target)
    os.unlink(work / PLAN)
    shutil.rmtree(work / "staged", ignore_errors=True)
    return before if before.exists() else None


def inside_of(root: Path, inside: str) -> Path:
    """The file `inside` names below root; Refused where a path or a link leads out of the course."""
    target = Path(root, inside)
    if target.is_symlink() or not target.parent.resolve().is_relative_to(Path(root).resolve()) or target.name in ("", "..", ".git"):
        raise Refused(f"{inside} leads out of the course's folder (a link?): move it away, then type the same command again.")
    return target


@contextlib.contextmanager
def alone(root: Path):
    """One change at a time: the folder that says so goes with its process."""
    work = Path(root) / WORK
    try:
        work.mkdir(exist_ok=True)
        handle = open(work / LOCK, "a+b")                    # noqa: SIM115 - held until the change is over
    except OSError as error:
        raise Refused(f"{root} cannot be written ({error.strerror}): copy the course to a folder of your own, and work there.") from error
    try:
        if os.name == "nt":
            import msvcrt
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Refused("Another terminal is changing the course: wait until it is done, then type the same command again.") from error
    finally:
        handle.close()


def free(path: Path) -> Path:
    """The first of path, path-2, path-3, … that does not exist."""
    found, number = path, 2
    while found.exists() or found.is_symlink():
        found, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return found


def _put(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
