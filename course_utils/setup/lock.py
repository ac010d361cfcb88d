"""One set-up at a time in one folder: two terminals, or a lab and a test, must not install over each other.

Whoever holds the lock writes its process number into the file and touches it every few seconds, so that one who waits
can tell a set-up at work from one that hangs.
"""
from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from . import folders
from .requirements import ROOT, SetupError

BEAT, SILENCE = 2.0, 60.0         # seconds between two signs of life; without one for how long a holder counts as hanging
PLACE = 1 << 16                   # the byte that is locked: on Windows a locked byte cannot be read, the number must be


def path() -> Path | None:
    """The file that is locked, one for each course folder, in a folder of the user's own; None where there is none."""
    folder = folders.own()
    told = hashlib.sha256(str(ROOT).encode("utf-8", "surrogatepass")).hexdigest()
    return folder / f"setup-{told[:16]}.lock" if folder else None


def opened(file: Path) -> int:
    """A descriptor of the lock file, which is made where it is missing. A link in its place is refused: OSError."""
    return os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)


def taken(handle: int) -> bool:
    """Whether another process holds the lock; otherwise it is ours now, until the file is closed or the process ends."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, PLACE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:          # a file system without locks: go on alone
        return False
    return False


def holder(file: Path) -> str:
    """The number of the process that holds the lock, as it wrote it."""
    with contextlib.suppress(OSError, ValueError):
        return str(int(file.read_bytes()[:20]))
    return "unknown"


def wait(handle: int, file: Path, again: str) -> None:
    """Return once the lock is ours; say who is waited for. SetupError where the holder shows no sign of life."""
    told = False
    while taken(handle):
        if not told:
            print(f"Another set-up of this folder is running (process {holder(file)}): waiting for it …", flush=True)
        told = True
        silent = time.time() - os.fstat(handle).st_mtime
        if silent > SILENCE:
            number = holder(file)
            end = f"taskkill /F /PID {number}" if os.name == "nt" else f"kill -9 {number}"
            raise SetupError(f"The other set-up of this folder (process {number}) hangs: no sign of life for {silent:.0f} s. "
                             f"End it ({end}), then type again: {again}")
        time.sleep(0.5)


def beat(file: Path, over: threading.Event) -> None:
    """Touch the file until `over`."""
    while not over.wait(BEAT):
        with contextlib.suppress(OSError):
            os.utime(file)


@contextlib.contextmanager
def alone(again: str) -> Iterator[None]:
    """Wait until no other process sets this folder up. Raises SetupError where that cannot be expected."""
    file, over = path(), threading.Event()
    handle = None
    try:
        # a folder that is full or not ours must not stop the set-up
        with contextlib.suppress(OSError):
            if file is not None:
                handle = opened(file)
                wait(handle, file, again)
                os.utime(file)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, b"%-20d" % os.getpid())
                threading.Thread(target=beat, args=(file, over), daemon=True).start()
        yield
    finally:
        over.set()
        if handle is not None:
            os.close(handle)
