"""MNIST unpacked: one file beside the archives, which all kernels of a machine map instead of holding a copy each.

It holds the four unpacked IDX files, one after another. It is derived: checked against the archives' checksums before every
use, written whole or not at all, written again where it is damaged, and done without where the folder is read-only.
"""
from __future__ import annotations

import mmap
import os
import stat
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..setup import files
from .archives import Archive

PIECE = 1 << 20
PATIENCE = 20.0                # seconds to wait for another kernel that is writing the file


def mapped(file: Path, archives: Sequence[Archive]) -> list[np.ndarray] | None:
    """The arrays (uint8) of `archives` as they lie in `file`, in memory that is shared with every other kernel; None where
    the file is missing or not sound. What is written into an array stays in this process."""
    try:
        # an ordinary file only: a named pipe would make us wait for ever
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode) or not _sound(descriptor, archives):
            return None
        whole, start, arrays = mmap.mmap(descriptor, 0, access=mmap.ACCESS_COPY), 0, []
    except (OSError, ValueError):
        return None
    finally:
        os.close(descriptor)
    for archive in archives:
        arrays.append(np.frombuffer(whole, np.uint8, archive.size - len(archive.header),
                                    start + len(archive.header)).reshape(archive.shape))
        start += archive.size
    return arrays


def _sound(descriptor: int, archives: Sequence[Archive]) -> bool:
    """Whether the file holds exactly what it should. It is read, not mapped, so that checking takes no memory."""
    if os.fstat(descriptor).st_size != sum(archive.size for archive in archives):
        return False
    for archive in archives:
        left, crc = archive.size, 0
        while left:
            piece = os.read(descriptor, min(PIECE, left))
            if not piece:
                return False
            left, crc = left - len(piece), zlib.crc32(piece, crc)
        if crc != archive.crc:
            return False
    return True


def keep(file: Path, archives: Sequence[Archive], arrays: list[np.ndarray]) -> list[np.ndarray]:
    """Write the checked `arrays` to `file` and return them mapped; where that cannot be done, as they are."""
    from filelock import FileLock, Timeout

    try:
        if not os.access(file.parent, os.W_OK):
            return arrays
        with FileLock(file.with_name(f".{file.name}.lock"), timeout=PATIENCE):      # thirty kernels starting at once write it once
            return mapped(file, archives) or _written(file, archives, arrays)
    except (OSError, Timeout, NotImplementedError):          # a full disk, a disk without locks: a copy of one's own will do
        return arrays


def _written(file: Path, archives: Sequence[Archive], arrays: list[np.ndarray]) -> list[np.ndarray]:
    files.clear(file)
    files.write(file, *(part for archive, array in zip(archives, arrays, strict=True) for part in (archive.header, array.data)))
    return mapped(file, archives) or arrays
