"""A folder of the user's own for what the set-up keeps outside the course, also where there is no home to write in."""
from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

NAME = "dl-workbook"


def home() -> Path | None:
    """The user's home folder, or None for a user without one (a container's user without a name)."""
    with contextlib.suppress(RuntimeError):
        return Path.home()
    return None


def usable(folder: Path) -> bool:
    """Whether files can be made in `folder`, which is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, probe = tempfile.mkstemp(prefix=".course-", dir=folder)      # a read-only disk refuses even root
        os.close(handle)
        os.unlink(probe)
    except OSError:
        return False
    return True


def cache() -> Path | None:
    """Where this system wants a user's caches; None where there is no home."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with contextlib.suppress(RuntimeError):
        return Path(base).expanduser() / NAME
    return None


def private() -> Path | None:
    """A folder below the temporary one that nobody else can write to or put in our way; None where that is impossible."""
    if not hasattr(os, "geteuid"):
        folder = Path(tempfile.gettempdir()) / NAME               # on Windows the temporary folder is the user's own
        return folder if usable(folder) else None
    folder = Path(tempfile.gettempdir()) / f"{NAME}-{os.geteuid()}"
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
    except OSError:
        return None
    # a link, or a folder that somebody else made under this name, is not ours whatever it points to
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022
    return folder if ours and usable(folder) else None


def own() -> Path | None:
    """The folder to use: the user's cache, else a private temporary one, else None."""
    folder = cache()
    return folder if folder is not None and usable(folder) else private()
