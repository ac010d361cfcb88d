"""One download at a time in a data folder; who waits says for whom, and not for ever."""
from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from .archives import DataError

STILL = 20.0                   # seconds without a new byte after which the process that fetches counts as hanging
LONGEST = 300.0                # seconds to wait in all
LEFTOVER = 3600.0              # seconds after which a killed download's folder is removed where there are no locks


@contextlib.contextmanager
def turn(folder: Path, still: float = STILL) -> Iterator[bool]:
    """Hold the lock of the data folder; yields whether there is one (some network disks know no locks).

    Raises DataError where the process that holds it makes no progress for `still` seconds, and OSError.
    """
    from filelock import FileLock

    lock, note = FileLock(folder / ".lock"), folder / ".lock-holder"
    try:
        held = wait(lock, folder, note, still)
    except NotImplementedError:
        held = False
    try:
        if held:
            note.write_text(str(os.getpid()))
        yield held
    finally:
        if held:
            note.unlink(missing_ok=True)
            lock.release()


def wait(lock, folder: Path, note: Path, still: float) -> bool:
    """Return once the lock is ours, or DataError; says in one line who is waited for."""
    from filelock import Timeout

    started = changed = time.monotonic()
    bytes_before, told = -1, False
    while True:
        with contextlib.suppress(Timeout):
            lock.acquire(timeout=1.0 if told or bytes_before < 0 else 0.5)
            return True
        now, got = time.monotonic(), sum(size(f) for f in folder.glob(".fetch-*/**/*.gz"))
        if got != bytes_before:
            bytes_before, changed = got, now
        who = holder(note)
        if not told and now - started > 1.0:
            print(f"Waiting for another notebook or terminal ({who}) that fetches MNIST …", flush=True)
            told = True
        if now - changed > still or now - started > LONGEST:
            raise DataError(f"{who} is fetching it and has made no progress for {now - changed:.0f} s: end it if it hangs")


def size(file: Path) -> int:
    with contextlib.suppress(OSError):
        return file.stat().st_size
    return 0


def holder(note: Path) -> str:
    """The process that holds the lock, as it wrote it down."""
    with contextlib.suppress(OSError, ValueError):
        return f"process {int(note.read_text())}"
    return "another process"


def clear(folder: Path, alone: bool) -> None:
    """Remove what killed downloads have left: all of it where we hold the lock, else only what is old."""
    for old in folder.glob(".fetch-*"):
        with contextlib.suppress(OSError):
            if alone or time.time() - old.stat().st_mtime > LEFTOVER:
                shutil.rmtree(old, ignore_errors=True)
