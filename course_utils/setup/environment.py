"""The environment the course runs in: the one in use if it has everything, else `.venv` beside the notebooks."""
from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import time
from pathlib import Path
from urllib.parse import urlparse

from . import files, kernels, lock, pip, symptoms, venv
from .progress import Progress
from .requirements import DISTRIBUTION, ROOT, SetupError, installed, missing, project, requirements
from .typed import program
from .venv import interpreter, ours

WHEELS = "https://download.pytorch.org/whl/"


def marker() -> Path:
    """Written last: while it is missing or tells of other needs, the set-up is not complete."""
    return venv.VENV / "course-setup.json"


def needs() -> str:
    """A short hash of everything the set-up depends on; another one means: complete it again."""
    table = project()
    told = [table["dependencies"], table.get("optional-dependencies", {})]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def state() -> dict:
    """What the set-up wrote: {"needs", "extras", "torch", "made", "python", "root"}; empty where there was none.

    "made": the course made this environment; "python", "root": the version and the course's folder it was set up for.
    """
    try:
        found = json.loads(marker().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def complete_for(*extras: str, torch: str | None = None) -> bool:
    """Whether `.venv` was completed, with these extras (and this choice of PyTorch), wherever it lay then."""
    found = state()
    return (found.get("needs") == needs() and set(extras) <= set(found.get("extras", ()))
            and (torch is None or torch == found.get("torch")))


def ready(*extras: str, torch: str | None = None) -> bool:
    """Whether `.venv` is complete, lies where it was set up, and has a Python that works."""
    return complete_for(*extras, torch=torch) and state().get("root") == str(ROOT) and venv.works()


def at_hand() -> bool:
    """Whether `.venv` can be used; one that was copied or moved is pointed to its new place first, without network."""
    if not ready() and complete_for() and venv.works() and state().get("root"):
        try:
            venv.repoint(state()["root"])
            note(state() | {"root": str(ROOT)})
        except OSError:
            return False          # a read-only copy: `lab` says what to do
    return ready()


def safe(address: str, option: str) -> str:
    """The address of a package index, if nobody on the way can change what it sends. Raises SetupError."""
    parts = urlparse(address)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise SetupError(f"{option} {address}: packages over plain http can be changed by anybody on the way. "
                         f"Give its https address: https{address[4:]}")
    if parts.scheme not in ("http", "https", "file") or not (parts.netloc or parts.path):
        raise SetupError(f"{option} {address} is not an address: give one that starts with https://")
    return address


def wheel_index(torch: str) -> str:
    """The address of the wheels for "cpu", "cu130", "rocm6.4", "xpu", or an address given as such."""
    if re.fullmatch(r"cpu|xpu|cu\d{2,3}|rocm[\d.]+", torch):
        return WHEELS + torch
    if re.match(r"(https?|file)://", torch):
        return safe(torch, "--torch")
    raise SetupError(f"--torch {torch} is not known: give cpu, cu130 (or another CUDA version), rocm6.4, xpu, "
                     "or the address of a wheel index.")


def ensure(*extras: str, torch: str | None = None, mirror: str | None = None, again: str) -> Path:
    """The interpreter to use, with everything installed; `again` is the command to repeat after a failure.

    `mirror`: the address of a package index to use instead of pip's own.
    Nothing is made or installed where the Python in use meets the requirements. Raises SetupError.
    """
    of_another_folder = not ours() and (Path(sys.prefix) / marker().name).exists()
    if of_another_folder and complete_for(*extras, torch=torch) and at_hand():
        return interpreter()          # the terminal is still in the environment of the folder this one was copied from
    if not ours() and not missing():
        if torch is not None or mirror is not None:
            print("This environment has its packages already: --torch and --mirror are only for the .venv that the course makes itself.")
        lacks = missing(*extras)
        if lacks:
            raise SetupError(f"This environment lacks {', '.join(map(str, lacks))}. Type: "
                             f'{program()} -m pip install -e "{ROOT}[{",".join(extras)}]" and then again: {again}')
        return Path(sys.executable)
    if not ready(*extras, torch=torch):
        with lock.alone(again):
            if not ready(*extras, torch=torch):          # the process we waited for may have done it all
                complete(*extras, torch=torch, mirror=mirror, again=again)
    return interpreter()


def complete(*extras: str, torch: str | None, mirror: str | None = None, again: str) -> None:
    """Make `.venv`, or finish one that was left half-way, and write the marker last."""
    before = state()
    torch = before.get("torch", "") if torch is None else torch
    index = wheel_index(torch) if torch else None
    mirror = safe(mirror, "--mirror") if mirror else None
    extras = tuple(sorted({*extras, *(e for e in before.get("extras", ()) if e in project().get("optional-dependencies", {}))}))
    try:
        start = time.monotonic()
        print(f"Setting up the course in {venv.VENV} (once; a few minutes) …", flush=True)
        # an environment of which nothing is known may be somebody's own
        made = venv.prepare(before.get("made", False), again)
        begun = {"made": made, "torch": torch, "extras": extras}
        note(before | begun | {"needs": ""})           # incomplete from here on
        if before.get("root") not in (None, str(ROOT)):
            venv.repoint(before["root"])
        pip.clear(venv.VENV)
        if made:
            drop_half_installed()
        # another build of PyTorch counts as the same version: it must be replaced by force
        replace = bool(index) and before.get("torch") != torch and has_torch()
        if replace or absent(*extras):
            fetch(*extras, index=index, mirror=mirror, force=replace, again=again)
        link()
        kernels.register(venv.VENV, interpreter())
        if lacks := absent(*extras):
            raise SetupError(f"pip was content, but {venv.VENV} lacks {', '.join(map(str, lacks))}: look at "
                             f"{venv.VENV / 'setup.log'}; delete the folder .venv, then type again: {again}")
        note(begun | {"needs": needs(), "python": venv.runs(), "root": str(ROOT)})
    except OSError as error:
        raise SetupError(symptoms.of_error(error, again)) from error
    print(f"Set-up complete after {time.monotonic() - start:.0f} s.", flush=True)


def fetch(*extras: str, index: str | None, mirror: str | None, force: bool, again: str) -> None:
    """Let pip install what is needed: PyTorch from its own `index` where one is asked for, the rest from pip's."""
    pip.provide(interpreter(), again)
    if not has_torch():
        room_on_disk(again)
    log, progress = venv.VENV / "setup.log", Progress()
    pair = [str(r) for r in requirements() if r.name in ("torch", "torchvision")]
    if index and pair:
        pip.install(interpreter(), [*["--force-reinstall"] * force, "--index-url", index, *pair], log=log, again=again,
                    progress=progress)
    target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    pip.install(interpreter(), [*(["--index-url", mirror] if mirror else []), "--editable", target], log=log, again=again,
                progress=progress)


def absent(*extras: str) -> list:
    """The requirements that `.venv` itself does not meet, whatever PYTHONPATH or a user's own packages would add."""
    return missing(*extras, path=venv.paths())


def link() -> None:
    """Let `.venv` find the course where pip has not: its packages were all there, and pip had nothing to do."""
    where = venv.ask(interpreter(), "import course_utils; print(course_utils.__file__)")
    if not where or Path(where).resolve().parents[1] != ROOT:
        for folder in venv.site_packages()[:1]:
            for old in folder.glob(f"__editable__*{DISTRIBUTION.replace('-', '_')}*"):
                old.unlink()                     # of another checkout: the one found first would win
            # as a statement in ASCII: Pythons before 3.13 read names in .pth files in the system's code page
            (folder / f"{DISTRIBUTION}.pth").write_text(f"import sys; sys.path.append({str(ROOT)!a})\n", encoding="ascii")


def note(told: dict) -> None:
    """Write the marker, whole or not at all."""
    files.write(marker(), json.dumps(told).encode("utf-8"))


def room_on_disk(again: str) -> None:
    """SetupError at once where the packages cannot fit, rather than after minutes of downloading."""
    if not any(r.name == "torch" for r in requirements()):
        return
    free = shutil.disk_usage(venv.VENV).free / 1e9
    if free < 2:
        raise SetupError(f"Only {free:.1f} GB are free where {ROOT} lies, and the course needs up to 8 GB (3 GB with "
                         f"--torch cpu): make room, then type again: {again}")


def drop_half_installed() -> None:
    """Forget packages whose installation was cut short: pip writes RECORD last, and would take them for complete."""
    for folder in venv.site_packages():
        for info in folder.glob("*.dist-info"):
            if not (info / "RECORD").exists():
                shutil.rmtree(info)


def has_torch() -> bool:
    """Whether `.venv` holds PyTorch, of whichever build."""
    return installed("torch", [str(folder) for folder in venv.site_packages()]) is not None
