"""Fetching MNIST's archives from a mirror: every wait has a limit, every archive is checked, every failure has its cause."""
from __future__ import annotations

import contextlib
import os
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlparse

from .archives import Archive, DataError

AGENT = "pytorch/vision"       # torchvision's own name: some mirrors refuse the one that Python gives itself
STALL = 10.0                   # seconds without a byte after which a mirror is given up
GRACE, PACE = 15.0, 20_000     # after these seconds it must have sent this many bytes a second on average
PIECE = 1 << 16
OFFLINE = "no network, or no mirror answers"


def mirrors() -> list[str]:
    """The addresses to try: COURSE_MNIST_MIRROR first (a folder's path will do), then torchvision's."""
    from torchvision.datasets import MNIST as TorchvisionMNIST

    own = os.environ.get("COURSE_MNIST_MIRROR", "").strip()
    if own and "://" not in own:
        own = Path(own).expanduser().resolve().as_uri()
    return [f"{own.rstrip('/')}/"] * bool(own) + list(TorchvisionMNIST.mirrors)


def fault(error: Exception) -> str:
    """What a failed request means, in words; OFFLINE where it says no more than that nobody answered."""
    inner = getattr(error, "reason", None)
    if isinstance(error, DataError):
        return str(error)
    if isinstance(error, urllib.error.HTTPError):
        return f"it refuses (status {error.code} {error.reason})"
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(inner, ssl.SSLCertVerificationError):
        return ("its certificate is not trusted here: a company or school network that reads along has one of its own; ask its "
                "administrator for the file and set SSL_CERT_FILE to its path")
    if "Tunnel connection failed" in str(error):
        return f"the proxy does not let it through ({inner or error})"
    if isinstance(inner, FileNotFoundError) or (isinstance(inner, str) and "No such file" in inner):
        return "there is no such file"
    return OFFLINE


def get(address: str, archive: Archive, patience: float, target: Path | None = None) -> None:
    """Fetch one archive (into `target`, if given) and check it. Raises DataError, OSError (urllib's own among them)."""
    started, content = time.monotonic(), bytearray()
    request = urllib.request.Request(address + archive.name, headers={"User-Agent": AGENT})
    with contextlib.ExitStack() as over:
        reply = over.enter_context(urllib.request.urlopen(request, timeout=patience))
        file = over.enter_context(open(target, "wb")) if target else None
        while piece := read(reply, archive):
            content += piece
            if file:
                file.write(piece)
                file.flush()                                      # the progress bar counts what lies on the disk
            waited = time.monotonic() - started
            if waited > GRACE and len(content) < PACE * waited:
                raise DataError(f"it is too slow ({len(content) / 1e3 / waited:.1f} kB a second)")
            if len(content) > archive.size + 4096:                # packed it is hardly larger than unpacked
                raise DataError(f"{archive.name} has no end: more than {archive.size:,} bytes came")
    if wrong := archive.archive_fault(bytes(content)):
        raise DataError(f"{archive.name} arrived damaged ({wrong})")


def read(reply, archive: Archive) -> bytes:
    """The next bytes of a reply, as many as are there (one at least); b"" at its end."""
    try:
        return reply.read1(PIECE) if hasattr(reply, "read1") else reply.read(PIECE)
    except TimeoutError:
        raise DataError(f"it stopped in the middle of {archive.name}") from None


def answering(addresses: list[str], probe: Archive, patience: float) -> tuple[list[str], dict[str, str]]:
    """Those of `addresses` that serve the archive `probe` within `patience` seconds, in their order, and what is wrong
    with the others. All are asked at the same time, by the very request that the download makes."""
    answered: set[str] = set()
    faults: dict[str, str] = {}

    def ask(address: str) -> None:
        try:
            get(address, probe, patience)
            answered.add(address)
        except Exception as error:                  # whatever a mirror does, the next one is tried
            faults[address] = fault(error)

    # daemon threads: looking up a name may hang for longer than any timeout given to urlopen
    threads = [threading.Thread(target=ask, args=(address,), daemon=True) for address in addresses]
    for thread in threads:
        thread.start()
    end = time.monotonic() + patience
    for address, thread in zip(addresses, threads, strict=True):
        thread.join(max(0.0, end - time.monotonic()))
        if address in answered:
            break                                   # the first choice is there: no need to wait for the others
    return [a for a in addresses if a in answered], {a: faults.get(a, OFFLINE) for a in addresses if a not in answered}


def reason(faults: dict[str, str]) -> str:
    """The fault that says most, with the mirror it belongs to: the learner's own mirror comes first."""
    telling = {address: told for address, told in faults.items() if told != OFFLINE}
    for address, told in telling.items():
        return f"{host(address)}: {told}"
    return OFFLINE


def host(address: str) -> str:
    """Whom an address belongs to."""
    return urlparse(address).hostname or address


def fetch(archives: list[Archive], into: Path, patience: float) -> str:
    """Fetch `archives` into the folder `into`, from the first mirror that can; returns its host. Raises DataError in words."""
    live, faults = answering(mirrors(), min(archives, key=lambda a: a.size), patience)
    for mirror in live:
        try:
            with progress(into, sum(archive.packed for archive in archives)):
                for archive in archives:
                    get(mirror, archive, STALL, into / archive.name)
            return host(mirror)
        except OSError as error:
            if not isinstance(error, (urllib.error.URLError, TimeoutError, ConnectionError)):
                raise                               # the disk is full: no mirror can help
            faults[mirror] = fault(error)
        except Exception as error:
            faults[mirror] = fault(error)
    raise DataError(f"the download failed ({reason(faults)})" if live else reason(faults))


@contextlib.contextmanager
def progress(folder: Path, total: int):
    """One line that counts the bytes in `folder`; it ends in a carriage return, so that the next line replaces it."""
    done = threading.Event()

    def show() -> None:
        while not done.wait(0.2):
            got = sum(path.stat().st_size for path in folder.glob("*.gz"))
            filled = min(30, 30 * got // max(1, total))
            print(f"\rfetching MNIST {'█' * filled}{'░' * (30 - filled)} {got / 1e6:4.1f} of {total / 1e6:.1f} MB", end="", flush=True)
        print("\r", end="", flush=True)

    if not seen():
        yield
        return
    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def seen() -> bool:
    """Whether someone watches: a terminal, or a notebook."""
    ipython = sys.modules.get("IPython")
    return bool(ipython and ipython.get_ipython()) or (sys.stdout is not None and sys.stdout.isatty())
