"""How the files that ship are packed: gzip, without a time, so that the same contents give the same bytes."""
from __future__ import annotations

import gzip
from pathlib import Path

from ..setup.files import write
from .archives import DataError, read, unpack


def pack(path: Path, content: bytes) -> None:
    """Write `content` to `path` as a gzip archive and say its size.

    A zlib of another make packs the same contents into other bytes: a file that is right is left as it is.
    """
    present = read(path)
    if present is None or _contents(present) != content:
        write(path, gzip.compress(content, compresslevel=9, mtime=0))
    print(f"{path}: {len(read(path)):,} bytes")


def _contents(packed: bytes) -> bytes | None:
    try:
        return unpack(packed)
    except DataError:                   # damaged: it is written anew
        return None
