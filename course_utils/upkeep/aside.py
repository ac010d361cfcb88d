"""What the learner had goes to `notebooks/aside/`, dated; nothing there is ever overwritten."""
from __future__ import annotations

import os
import time
from pathlib import Path

FOLDER = Path("notebooks/aside")


def put(root: Path, path: str, content: bytes) -> Path:
    """Write `content`, what `path` held, under a name that nobody has yet; returns where."""
    folder, name = root / FOLDER, Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name.stem} {time.strftime('%Y-%m-%d')}"
    for number in range(1, 10_000):
        target = folder / f"{stem}{'' if number == 1 else f' ({number})'}{name.suffix}"
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        except FileExistsError:
            if target.read_bytes() == content:          # the same was put there before, by a command that was interrupted
                return target
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return target
    raise OSError(f"{folder} holds ten thousand copies of {name.name}")
