"""MNIST's four archives: found in the data folder, repaired, or downloaded by torchvision's own code.

The archives are what is kept; they are checked and unpacked in memory at every load, so nothing unchecked is ever used.
"""
from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlparse

import numpy as np

from .archives import Archive, DataError, folder, read, set_aside, unpack

MNIST = (
    Archive("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873", (60000, 28, 28), 0xE9F4D8B3),
    Archive("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432", (60000,), 0xE0CB4AD2),
    Archive("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3", (10000, 28, 28), 0x91373BDF),
    Archive("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c", (10000,), 0x4AB9EFF9),
)
BYTES = 11_594_722             # the four archives together
STALL = 10.0                   # seconds without a byte after which a mirror is given up
LEFTOVER = 3600.0              # seconds after which the folder of a killed download is removed


def raw_folder() -> Path:
    """Where torchvision keeps MNIST's files inside the data folder."""
    return folder() / "MNIST" / "raw"


def mnist_arrays(patience: float) -> tuple[list[np.ndarray], str]:
    """The four arrays (uint8) and a word on where they came from; DataError if MNIST cannot be had."""
    arrays = _load()
    if arrays is not None:
        return arrays, "from the data folder"
    from filelock import FileLock, Timeout

    raw = raw_folder()
    try:
        raw.mkdir(parents=True, exist_ok=True)
        with FileLock(raw.parent / ".lock", timeout=600):
            # a process that waited finds what the other one fetched
            arrays = _load(repair=True)
            if arrays is not None:
                return arrays, "from the data folder"
            host = _download(raw, patience)
            arrays = _load()
    except Timeout:
        raise DataError("another process has been fetching it for ten minutes") from None
    except OSError as error:
        raise DataError(f"the data folder {folder()} cannot be written ({error.strerror or error})") from None
    if arrays is None:
        raise DataError("the download is damaged")
    return arrays, f"downloaded from {host}"


def _load(repair: bool = False) -> list[np.ndarray] | None:
    """The four arrays if every archive is there and sound, else None; `repair` sets damaged archives aside."""
    arrays = []
    for archive in MNIST:
        path = raw_folder() / archive.name
        packed = read(path)
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


def mirrors() -> list[str]:
    """The addresses to try: COURSE_MNIST_MIRROR first, then torchvision's."""
    from torchvision.datasets import MNIST as TorchvisionMNIST

    own = os.environ.get("COURSE_MNIST_MIRROR", "").strip()
    return [f"{own.rstrip('/')}/"] * bool(own) + list(TorchvisionMNIST.mirrors)


def answering(addresses: list[str], patience: float) -> list[str]:
    """Those of `addresses` that answer within `patience` seconds, in their order; all are asked at the same time."""
    answered: set[str] = set()

    def ask(address: str) -> None:
        with contextlib.suppress(Exception):
            request = urllib.request.Request(address + MNIST[-1].name, method="HEAD")
            with urllib.request.urlopen(request, timeout=patience) as reply:
                if reply.status == 200:
                    answered.add(address)

    # daemon threads: looking up a name may hang for longer than any timeout given to urlopen
    threads = [threading.Thread(target=ask, args=(address,), daemon=True) for address in addresses]
    for thread in threads:
        thread.start()
    end = time.monotonic() + patience
    for address, thread in zip(addresses, threads, strict=True):
        thread.join(max(0.0, end - time.monotonic()))
        if address in answered:
            break                                   # the first choice is there: no need to wait for the others
    return [address for address in addresses if address in answered]


def _download(raw: Path, patience: float) -> str:
    """Fetch what is missing in `raw`; returns the host it came from. Raises DataError in words."""
    live = answering(mirrors(), patience)
    if not live:
        raise DataError("no network, or no mirror answers")
    for old in raw.parent.glob(".fetch-*"):
        if time.time() - old.stat().st_mtime > LEFTOVER:
            shutil.rmtree(old, ignore_errors=True)
    reason = ""
    for mirror in live:
        staging = Path(tempfile.mkdtemp(prefix=".fetch-", dir=raw.parent))
        try:
            _by_torchvision(mirror, staging, raw)
            for archive in MNIST:
                os.replace(staging / "MNIST" / "raw" / archive.name, raw / archive.name)
            return urlparse(mirror).hostname or mirror
        except Exception as error:                  # whatever a mirror does, the next one is tried
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    raise DataError(f"the download failed ({reason})")


def _by_torchvision(mirror: str, staging: Path, raw: Path) -> None:
    """Let torchvision download into `staging`; archives already in `raw` (they are sound) are not fetched again."""
    from torchvision.datasets import MNIST as TorchvisionMNIST

    target = staging / "MNIST" / "raw"
    target.mkdir(parents=True)
    for archive in MNIST:
        if (raw / archive.name).exists():
            shutil.copyfile(raw / archive.name, target / archive.name)
    # torchvision names its folder after the class
    here = type("MNIST", (TorchvisionMNIST,), {"mirrors": [mirror]})
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(STALL)
    try:
        # torchvision's own bar goes to stderr, which a notebook shows in red and keeps
        with _progress(target), contextlib.redirect_stderr(io.StringIO()):
            here(str(staging), download=True)
    finally:
        socket.setdefaulttimeout(before)


@contextlib.contextmanager
def _progress(target: Path):
    """One line that counts the bytes in `target`; it ends in a carriage return, so that the next line replaces it."""
    done = threading.Event()

    def show() -> None:
        while not done.wait(0.2):
            got = sum(path.stat().st_size for path in target.glob("*.gz"))
            filled = min(30, 30 * got // BYTES)
            print(f"\rfetching MNIST {'█' * filled}{'░' * (30 - filled)} {got / 1e6:4.1f} of {BYTES / 1e6:.1f} MB", end="", flush=True)
        print("\r", end="", flush=True)

    if not _seen():
        yield
        return
    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _seen() -> bool:
    """Whether someone watches: a terminal, or a notebook."""
    ipython = sys.modules.get("IPython")
    return bool(ipython and ipython.get_ipython()) or (sys.stdout is not None and sys.stdout.isatty())
