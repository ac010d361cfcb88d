"""Why a set-up failed, in one sentence with the next step, read from what pip and the system said.

Windows translates its messages, so its faults are known by their numbers.
"""
from __future__ import annotations

import errno
import os
import platform
import re
import shutil
import sys
import sysconfig
from pathlib import Path

from .requirements import ROOT
from .typed import PYTHON

PLATFORMS = "64-bit Linux (glibc; x86-64 and ARM), 64-bit Windows (x86-64), and Macs with Apple silicon"

# in this order: what is written earlier in the list is the cause of what is written later
SYMPTOMS = (
    ("disk", r"No space left on device|\[Errno 28\]|WinError (?:112|39|1295)\b|not enough space on the disk|Disk quota exceeded|\[Errno 122\]"),
    ("long", r"WinError 206\b|Windows Long Path support|File name too long|\[Errno 36\]"),
    ("busy", r"WinError (?:32|33|1224)\b|Text file busy|\[Errno 26\]"),
    ("folder", r"Read-only file system|\[Errno 30\]|Permission denied|\[Errno 13\]|WinError (?:5|19)\b|Access is denied"),
    ("certificate", r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|problem confirming the ssl certificate|SSLCertVerificationError"),
    ("insecure", r"is not a trusted or secure host"),
    ("proxy", r"ProxyError|Cannot connect to proxy|Tunnel connection failed|407 Proxy Authentication"),
    ("refused", r"\b(40[13]) Client Error|HTTP error (40[13])|\bstatus code (40[13])"),
    ("network", r"Failed to establish a new connection|NewConnectionError|Temporary failure in name resolution|"
                r"Name or service not known|getaddrinfo failed|ConnectTimeout|Read timed out|ReadTimeoutError|"
                r"Network is unreachable|SSLError|Connection (?:refused|reset|broken)|ConnectionError|IncompleteRead"),
    ("damaged", r"DO NOT MATCH THE HASHES|has wrong size|Bad CRC|BadZipFile|File is not a zip file"),
    ("conflict", r"ResolutionImpossible|Could not open requirements file|user requested \(constraint\)"),
    ("index", r"No matching distribution found for (\S+)|Could not find a version that satisfies the requirement (\S+)"),
)


def find(output: str) -> tuple[str, str]:
    """(kind of the failure, the distribution or number it names); ("", "") for one that is not known."""
    for kind, pattern in SYMPTOMS:
        if match := re.search(pattern, output):
            return kind, next(filter(None, match.groups()), "")
    return "", ""


def kind(output: str) -> str:
    """The kind of failure that the words of pip or of the system tell of, or ""."""
    return find(output)[0]


def full(folder: Path) -> bool:
    """Whether the disk (its bytes or its number of files) is used up where `folder` lies."""
    while not folder.exists():
        folder = folder.parent
    if shutil.disk_usage(folder).free < 20e6:
        return True
    if not hasattr(os, "statvfs"):
        return False
    found = os.statvfs(folder)
    return bool(found.f_files) and found.f_favail == 0


def sentence(kind: str, again: str, named: str = "") -> str:
    """What to say and what to type next (`again` is the command that was typed)."""
    then = f"then type again: {again}"
    match kind:
        case "disk":
            return (f"The disk is full: make room where {ROOT} lies (8 GB is enough; with --torch cpu 3 GB; the folder "
                    f".venv may be deleted, nothing of yours is in it), {then}")
        case "long":
            return (f"A file name is too long for this system: move the folder {ROOT} to a short place, such as "
                    f"{'C:' + chr(92) + 'course' if os.name == 'nt' else '~/course'}, {then}")
        case "busy":
            return f"A file under {ROOT} is used by another program: close JupyterLab, terminals and editors that use it, {then}"
        case "folder":
            return (f"A file under {ROOT} may not be written: copy the whole folder to a place of your own, "
                    f"or close the program that uses it, {then}")
        case "certificate":
            return ("The certificate of the package index is not trusted here (a company or school network that reads "
                    "along has one of its own): ask its administrator for the certificate file, "
                    f"set PIP_CERT and SSL_CERT_FILE to its path, {then}")
        case "insecure":
            return f"The package address is plain http, which anybody on the way can change: use its https address, {then}"
        case "proxy":
            return (f"The proxy does not let pip through ({proxy()}): set HTTPS_PROXY to the proxy's address, with name and "
                    f"password where it asks for them, {then}")
        case "refused":
            return (f"The package index refuses (status {named}): choose another one with --mirror URL, or ask its "
                    f"administrator, {then}")
        case "network":
            return ("The package index cannot be reached: check the network connection (and the proxy: pip reads "
                    f"HTTPS_PROXY; --mirror URL takes another index), {then}")
        case "damaged":
            return f"A package arrived damaged: empty pip's cache ({PYTHON} -m pip cache purge), {then}"
        case "conflict":
            return ("pip is told to keep to versions that do not suit the course, or cannot find that list: look at PIP_CONSTRAINT "
                    f"and at `constraint` in pip's configuration ({PYTHON} -m pip config debug), {then}")
        case "index":
            name = re.split(r"[<>=!~;\[]", named or "it")[0]
            return f"{no_packages(name)}, {then}"
    raise ValueError(kind)


def proxy() -> str:
    """The proxy that is set, without its password."""
    found = next(filter(None, (os.environ.get(n) for n in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "PIP_PROXY"))), "")
    return re.sub(r"//[^@/]*@", "//…@", found) or "none is set"


def no_packages(name: str) -> str:
    """Why the index has no `name` for this machine, and what can be done."""
    lacking = without_pytorch() if name in ("torch", "torchvision") else ""
    if lacking:
        return lacking
    return (f"The package index has no {name} for Python {sys.version_info.major}.{sys.version_info.minor} on this machine: "
            "check that pip may use the network (PIP_NO_INDEX, PIP_INDEX_URL, --mirror), or install a Python that is "
            "one version older or newer")


def without_pytorch() -> str:
    """What to do on a machine for which PyTorch makes no packages; "" where it makes them."""
    machine = platform.machine().lower()
    has = f"has packages for {PLATFORMS}"
    if sys.maxsize < 2**32:
        return f"This is a 32-bit Python, and PyTorch {has}: install a 64-bit Python from https://www.python.org/downloads/"
    if sys.platform == "darwin" and machine == "x86_64":
        if translated():
            return ("This Python is made for Intel Macs and this Mac has Apple silicon: install the universal Python from "
                    "https://www.python.org/downloads/, rename the folder .venv if there is one")
        return f"PyTorch no longer makes packages for Intel Macs: it {has}. Use such a machine or a hub"
    if sys.platform == "win32" and machine in ("arm64", "aarch64"):
        return (f"This Python is made for Windows on ARM, and PyTorch {has}: install the 64-bit Python for x86-64 from "
                "https://www.python.org/downloads/, which runs on ARM too, and rename the folder .venv if there is one")
    if sys.platform == "linux" and "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or sysconfig.get_platform()):
        return f"This system uses musl (Alpine Linux), and PyTorch {has}: use a glibc system such as Debian"
    if machine not in ("x86_64", "amd64", "aarch64", "arm64"):
        return f"This machine is a {platform.machine()}, and PyTorch {has}: use such a machine or a hub"
    return ""


def translated() -> bool:
    """Whether this is an Intel program on a Mac with Apple silicon."""
    import subprocess

    try:
        told = subprocess.run(["sysctl", "-n", "sysctl.proc_translated"], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.stdout.strip() == "1"


def of_error(error: OSError, again: str) -> str:
    """The sentence for a failure of the file system."""
    number = getattr(error, "winerror", None)
    known = kind(f"WinError {number} " if number else "")
    if known in ("disk", "long", "busy"):
        return sentence(known, again)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return sentence("disk", again)
    if error.errno == errno.ENAMETOOLONG:
        return sentence("long", again)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (f"The folder {ROOT} is read-only for you: copy it to a folder of your own, change into the copy "
                f"and type again: {again}")
    return f"The set-up could not write its files: {error}. Repair that, then type again: {again}"


def explain(output: str, again: str, details: Path | None = None) -> str:
    """One sentence that says why pip failed, and what to type next; `details` is pip's own log.

    Why an index seems empty (it refuses, nobody trusts its certificate) stands in the details alone.
    """
    known, named = find(output)
    if known == "index" and details is not None and details.exists():
        why, status = find("\n".join(re.findall(r".*(?:Could not fetch URL|Retrying).*", details.read_text("utf-8", "replace"))))
        if why in ("certificate", "insecure", "proxy", "refused", "network"):
            known, named = why, status
    if known:
        return sentence(known, again, named)
    errors = [line.strip() for line in output.splitlines() if re.match(r"\s*(ERROR|error):", line)]
    last = errors[-1].partition(":")[2].strip() if errors else "it gave no reason"
    return f"pip could not install the packages: {last} Then type again: {again}"
