"""Files that are there whole or not at all, and names that nobody has yet."""
from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LEFTOVER = 3600.0        # seconds after which a half-written file is somebody's who is gone


def write(path: Path, *content: bytes | memoryview, rights: int | None = None) -> None:
    """Write a file, piece after piece, so that it appears whole or not at all, also with several processes at once.

    It gets the rights of the file that it replaces; a new one gets `rights`, else everybody may read it, and a script be run.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())          # else the new name could outlive the content when the power fails
        new = rights or (0o755 if content and content[0][:2] == b"#!" else 0o644)
        with contextlib.suppress(OSError):   # a disk that knows no rights
            os.chmod(partial, path.stat().st_mode & 0o777 if path.exists() else new)
        _replace(partial, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise


def _replace(partial: str, path: Path) -> None:
    for last in (False, False, False, True):
        try:
            os.replace(partial, path)
            return
        except PermissionError:              # Windows: somebody is reading it at this moment
            if last:
                raise
            time.sleep(0.05)


def clear(path: Path, after: float = LEFTOVER) -> None:
    """Remove what processes that were killed while they wrote `path` have left, where it is `after` seconds old."""
    for left in path.parent.glob(f".{path.name}.*.part"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > after:
                left.unlink()


def numbered(name: Callable[[int], Path]) -> Iterator[Path]:
    """name(1), name(2), …: where the first that nobody has is looked for. OSError where thousands are taken."""
    for number in range(1, 10_000):
        yield name(number)
    raise OSError(errno.EEXIST, "ten thousand files of this name are there already", str(name(1)))


def move_aside(path: Path, name: Callable[[int], Path]) -> Path | None:
    """Rename `path` to the first of the numbered names that is free, and return that; None if `path` is gone already."""
    for target in numbered(name):
        if not os.path.lexists(target):
            try:
                path.rename(target)
                return target
            except FileNotFoundError:
                return None
            except FileExistsError:          # taken at this moment
                continue
    return None
