"""The environment the course runs in: the one in use if it has everything, else `.venv` beside the notebooks."""
from __future__ import annotations

import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import kernels, lock, pip
from .requirements import ROOT, SetupError, missing, project, requirements

VENV = ROOT / ".venv"
WHEELS = "https://download.pytorch.org/whl/"


def interpreter(prefix: Path | None = None) -> Path:
    """The Python of an environment, `.venv` by default."""
    return (prefix or VENV) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def marker() -> Path:
    """Written last: while it is missing or tells of other needs, the set-up is not complete."""
    return VENV / "course-setup.json"


def needs() -> str:
    """A short hash of everything the set-up depends on; another one means: complete it again."""
    table = project()
    told = [table["dependencies"], table["optional-dependencies"], str(ROOT)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def state() -> dict:
    """What the last complete set-up wrote: {"needs", "extras", "torch"}; empty where there was none."""
    try:
        found = json.loads(marker().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and interpreter().exists() else {}


def ready(*extras: str, torch: str | None = None) -> bool:
    """Whether `.venv` is complete, with these extras (and with this choice of PyTorch, where one was made)."""
    found = state()
    return (found.get("needs") == needs() and set(extras) <= set(found.get("extras", ()))
            and (torch is None or torch == found.get("torch")))


def ours() -> bool:
    """Whether this very process runs in `.venv`."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def wheel_index(torch: str) -> str:
    """The address of the wheels for "cpu", "cu130", "rocm6.4", "xpu", or an address given as such."""
    if re.fullmatch(r"cpu|xpu|cu\d{2,3}|rocm[\d.]+", torch):
        return WHEELS + torch
    if re.match(r"(https?|file)://", torch):
        return torch
    raise SetupError(f"--torch {torch} is not known: give cpu, cu130 (or another CUDA version), rocm6.4, xpu, "
                     "or the address of a wheel index.")


def ensure(*extras: str, torch: str | None = None, again: str) -> Path:
    """The interpreter to use, with everything installed; `again` is the command to repeat after a failure.

    Nothing is made or installed where the Python in use meets the requirements. Raises SetupError.
    """
    if not ours() and not missing():
        if torch is not None:
            print("This environment has PyTorch already: --torch is only for the .venv that the course makes itself.")
        lacks = missing(*extras)
        if lacks:
            raise SetupError(f"This environment lacks {', '.join(map(str, lacks))}. Type: "
                             f'"{sys.executable}" -m pip install -e ".[{",".join(extras)}]" and then again: {again}')
        return Path(sys.executable)
    if not ready(*extras, torch=torch):
        with lock.alone():
            if not ready(*extras, torch=torch):          # the process we waited for may have done it all
                complete(*extras, torch=torch, again=again)
    return interpreter()


def complete(*extras: str, torch: str | None, again: str) -> None:
    """Make `.venv`, or finish one that was left half-way, and write the marker last."""
    before = state()
    torch = before.get("torch", "") if torch is None else torch
    index = wheel_index(torch) if torch else None
    extras = tuple(sorted({*extras, *before.get("extras", ())}))
    try:
        start = time.monotonic()
        print(f"Setting up the course in {VENV} (once; a few minutes) …", flush=True)
        make(again)
        if not has_torch():
            room_on_disk(again)
        note(before | {"needs": ""})           # incomplete from here on
        drop_half_installed()
        progress, log = pip.Progress(), VENV / "setup.log"
        if index:
            # another build of PyTorch counts as the same version: it must be replaced by force
            replace = before.get("torch") != torch and has_torch()
            force = ["--force-reinstall"] if replace else []
            pair = [str(r) for r in requirements() if r.name in ("torch", "torchvision")]
            pip.install(interpreter(), [*force, "--index-url", index, *pair], log=log, again=again, progress=progress)
        target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
        pip.install(interpreter(), ["--editable", target], log=log, again=again, progress=progress)
        kernels.register(VENV, interpreter())
        note({"needs": needs(), "extras": extras, "torch": torch})
    except OSError as error:
        raise SetupError(in_words(error, again)) from error
    print(f"Set-up complete after {time.monotonic() - start:.0f} s.", flush=True)


def note(told: dict) -> None:
    """Write the marker, whole or not at all."""
    partial = marker().with_suffix(".part")
    partial.write_text(json.dumps(told), encoding="utf-8")
    os.replace(partial, marker())


def in_words(error: OSError, again: str) -> str:
    """One sentence and the next step for a failure of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return pip.explain("No space left on device", again)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (f"The folder {ROOT} is read-only for you: copy it to a folder of your own, change into the copy "
                f"and type again: {again}")
    return f"The set-up could not write its files: {error}. Repair that, then type again: {again}"


def make(again: str) -> None:
    """An environment with a working pip in `.venv`; one that does not work is made afresh."""
    if VENV.exists():
        if pip.version(interpreter()) if interpreter().exists() else "":
            return
        known = {"bin", "include", "lib", "lib64", "share", "Scripts", "Include", "Lib", "pyvenv.cfg", ".gitignore",
                 "setup.log", "course-setup.json"}
        strange = [entry.name for entry in VENV.iterdir() if entry.name not in known]
        if strange and not (VENV / "pyvenv.cfg").exists():
            raise SetupError(f"{VENV} holds other things ({strange[0]}): move it away, then type again: {again}")
        shutil.rmtree(VENV)
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            number = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise SetupError(f"This Python lacks its module {module}. On Debian and Ubuntu type: "
                             f"sudo apt install python{number}-venv (elsewhere install Python from "
                             f"https://www.python.org/downloads/), then type again: {again}")
    VENV.mkdir()                     # a read-only folder or a full disk is told by this line, in our words
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        output = done.stdout + done.stderr
        if re.search("No space left|Errno 28", output):
            raise SetupError(pip.explain(output, again))
        reason = (output.strip().splitlines() or ["no reason given"])[-1]
        raise SetupError(f"Python could not make an environment in {VENV}: {reason} Repair that, then type again: {again}")


def room_on_disk(again: str) -> None:
    """SetupError at once where the packages cannot fit, rather than after minutes of downloading."""
    free = shutil.disk_usage(VENV).free / 1e9
    if free < 2:
        raise SetupError(f"Only {free:.1f} GB are free where {ROOT} lies, and the course needs up to 8 GB (3 GB with "
                         f"--torch cpu): make room, then type again: {again}")


def drop_half_installed() -> None:
    """Forget packages whose installation was cut short: pip writes RECORD last, and would take them for complete."""
    for folder in site_packages():
        for info in folder.glob("*.dist-info"):
            if not (info / "RECORD").exists():
                shutil.rmtree(info)


def has_torch() -> bool:
    """Whether `.venv` holds PyTorch, of whichever build."""
    return any(next(folder.glob("torch-*.dist-info"), None) for folder in site_packages())


def site_packages() -> list[Path]:
    """Where `.venv` keeps its packages."""
    return [*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]
