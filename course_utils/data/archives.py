"""Files on disk that are checked before they are used: archives by MD5, their contents by size, header and checksum.

A file that fails is renamed to `name.damaged-1` and never read again.
"""
from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..setup.files import move_aside

SHIPPED = Path(__file__).resolve().parents[2] / "data"


class DataError(RuntimeError):
    """Data cannot be had or is damaged; the message says what to type next."""


def folder() -> Path:
    """Where data is kept: the environment variable COURSE_DATA, else `data/` of the course's own folder.

    Installed without the course's folder around it, the package uses `data/` in the working directory.
    """
    named = os.environ.get("COURSE_DATA", "").strip()
    if named:
        return Path(named).expanduser().resolve()
    return SHIPPED if SHIPPED.is_dir() else Path.cwd() / "data"


@dataclass(frozen=True)
class Archive:
    """One gzipped IDX file: its name, the MD5 of the archive, and what must be inside."""

    name: str
    md5: str
    shape: tuple[int, ...]
    crc: int                      # zlib.crc32 of the unpacked file
    packed: int = 0               # bytes of the archive, where it is downloaded

    @property
    def unpacked(self) -> str:
        return self.name.removesuffix(".gz")

    @property
    def header(self) -> bytes:
        """The first bytes of the unpacked file: 0, 0, 8 (unsigned bytes), number of dimensions, then the sizes."""
        return bytes((0, 0, 8, len(self.shape))) + b"".join(n.to_bytes(4, "big") for n in self.shape)

    @property
    def size(self) -> int:
        """Bytes of the unpacked file."""
        return len(self.header) + int(np.prod(self.shape))

    def fault(self, content: bytes) -> str:
        """What is wrong with the unpacked file's `content`, or "" if nothing is."""
        if not content:
            return "it is empty"
        if len(content) != self.size:
            return f"it holds {len(content):,} bytes instead of {self.size:,}"
        if not content.startswith(self.header):
            return "its header is not the one of this file"
        return "" if zlib.crc32(content) == self.crc else "its contents are damaged"

    def archive_fault(self, packed: bytes) -> str:
        """What is wrong with the archive's bytes, or "" if nothing is."""
        if not packed:
            return "it is empty"
        found = hashlib.md5(packed, usedforsecurity=False).hexdigest()
        return "" if found == self.md5 else "its MD5 checksum is wrong"

    def array(self, content: bytes) -> np.ndarray:
        """The checked content as a read-only uint8 array of this archive's shape."""
        return np.frombuffer(content, np.uint8, offset=len(self.header)).reshape(self.shape)


def read(path: Path) -> bytes | None:
    """The bytes of a file, or None where there is none. Raises OSError where something is there that cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def unpack(packed: bytes) -> bytes:
    """The contents of a gzip archive; DataError if it cannot be unpacked."""
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"the archive cannot be unpacked ({error})") from None


def set_aside(path: Path) -> Path | None:
    """Rename a damaged file to the first free `name.damaged-1`, `-2`, ...; None if it is gone already."""
    return move_aside(path, lambda number: path.with_name(f"{path.name}.damaged-{number}"))
