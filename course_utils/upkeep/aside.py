"""What the learner had goes to `notebooks/aside/`, dated; nothing there is ever overwritten."""
from __future__ import annotations

import os
import time
from pathlib import Path

from ..setup import files

FOLDER = Path("notebooks/aside")


def put(root: Path, path: str, content: bytes) -> Path:
    """Write `content`, what `path` held, under a name that nobody has yet; returns where."""
    folder, name = root / FOLDER, Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name.stem} {time.strftime('%Y-%m-%d')}"
    for target in files.numbered(lambda number: folder / f"{stem}{f' ({number})' if number > 1 else ''}{name.suffix}"):
        try:
            with open(target, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            break
        except FileExistsError:
            if target.read_bytes() == content:          # the same was put there before, by a command that was interrupted
                break
    return target
