"""One set-up at a time in one folder: two terminals, or a lab and a test, must not install over each other."""
from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .requirements import ROOT


def path() -> Path:
    """The file that is locked: in the temporary folder, one for each course folder and user, so that it may stay there."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):         # a container's user without a name
        user = "user"
    told = hashlib.sha256(f"{ROOT}\n{user}".encode()).hexdigest()
    return Path(tempfile.gettempdir()) / f"course-setup-{told[:16]}.lock"


def taken(file) -> bool:
    """Whether another process holds the lock; otherwise it is ours now, until the file is closed or the process ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:          # a file system without locks: go on alone
        return False
    return False


def wait(file) -> None:
    """Return once the lock is ours; say so where that takes time."""
    told = False
    while taken(file):
        if not told:
            print("Another set-up of this folder is running: waiting for it …", flush=True)
        told = True
        time.sleep(0.5)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process sets this folder up."""
    with contextlib.ExitStack() as held:
        # a temporary folder that is full or not ours must not stop the set-up
        with contextlib.suppress(OSError):
            wait(held.enter_context(open(path(), "a+b")))
        yield
