"""MNIST's four archives: found in the data folder, repaired, or downloaded.

The archives are what is kept; what is unpacked from them (see `unpacked`) is checked at every load, so nothing unchecked is
ever used.
"""
from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np

from . import download, turns, unpacked
from .archives import Archive, DataError, folder, read, set_aside, unpack

MNIST = (
    Archive("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873", (60000, 28, 28), 0xE9F4D8B3, 9_912_422),
    Archive("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432", (60000,), 0xE0CB4AD2, 28_881),
    Archive("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3", (10000, 28, 28), 0x91373BDF, 1_648_877),
    Archive("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c", (10000,), 0x4AB9EFF9, 4_542),
)


def raw_folder() -> Path:
    """Where torchvision keeps MNIST's files inside the data folder."""
    return folder() / "MNIST" / "raw"


def unpacked_file() -> Path:
    """Where MNIST lies unpacked, for all kernels."""
    return folder() / "MNIST" / "unpacked.idx"


def mnist_arrays(patience: float) -> tuple[list[np.ndarray], str]:
    """The four arrays (uint8) and a word on where they came from; DataError if MNIST cannot be had."""
    arrays = unpacked.mapped(unpacked_file(), MNIST)
    if arrays is not None:
        return arrays, "from the data folder"
    arrays, source = checked_arrays(patience)
    return unpacked.keep(unpacked_file(), MNIST, arrays), source


def checked_arrays(patience: float) -> tuple[list[np.ndarray], str]:
    """The same out of the archives themselves, which are checked, repaired or downloaded."""
    arrays = _load()
    if arrays is not None:
        return arrays, "from the data folder"
    raw = raw_folder()
    try:
        raw.mkdir(parents=True, exist_ok=True)
        with turns.turn(raw.parent) as alone:
            # a process that waited finds what the other one fetched
            arrays = _load(repair=True)
            if arrays is not None:
                return arrays, "from the data folder"
            turns.clear(raw.parent, alone)
            host = _download(raw, patience)
            arrays = _load()
    except OSError as error:
        raise DataError(_in_words(error)) from None
    if arrays is None:
        raise DataError("the download is damaged")
    return arrays, f"downloaded from {host}"


def _in_words(error: OSError) -> str:
    """Why the data folder cannot be used, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full where the data folder {folder()} lies; make room, or set COURSE_DATA to a folder elsewhere"
    return (f"the data folder {folder()} cannot be written ({error.strerror or error}); set COURSE_DATA to a folder of your own")


def _load(repair: bool = False) -> list[np.ndarray] | None:
    """The four arrays if every archive is there and sound, else None; `repair` sets damaged archives aside.

    Raises DataError where one is there and may not be read: what the cause is would be guesswork otherwise.
    """
    arrays = []
    for archive in MNIST:
        path = raw_folder() / archive.name
        try:
            packed = read(path)
        except OSError as error:
            if repair and path.is_dir():
                set_aside(path)                 # a folder in the archive's place
                continue
            if not repair:
                continue                        # looked at again, with the lock held
            raise DataError(f"{path} cannot be read ({error.strerror or error}); ask its owner to let you read it, or set "
                            "COURSE_DATA to a folder of your own") from None
        if packed is None:
            continue
        fault = archive.archive_fault(packed)
        if not fault:
            content = unpack(packed)
            fault = archive.fault(content)
        if not fault:
            arrays.append(archive.array(content))
        elif repair:
            set_aside(path)
    return arrays if len(arrays) == len(MNIST) else None


def _download(raw: Path, patience: float) -> str:
    """Fetch what is missing in `raw`; returns the host it came from. Raises DataError in words."""
    wanted = [archive for archive in MNIST if not (raw / archive.name).exists()]
    staging = Path(tempfile.mkdtemp(prefix=".fetch-", dir=raw.parent))
    try:
        host = download.fetch(wanted, staging, patience)
        for archive in wanted:
            os.replace(staging / archive.name, raw / archive.name)
        return host
    finally:
        shutil.rmtree(staging, ignore_errors=True)
