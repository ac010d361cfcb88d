"""The folder `.venv`: whether its Python runs, making it, and pointing a copied or moved one at its new place.

Nothing here removes an environment that the course did not make, one that runs this very process, or one that works.
"""
from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import files, kernels, symptoms
from .requirements import ROOT, SetupError

VENV = ROOT / ".venv"
ASIDE = ROOT / ".venv-removed"         # what is being removed: an interrupted removal is completed by the next set-up
LARGEST = 4_000_000                    # bytes of a start script; larger files hold no folder names of ours


def interpreter(prefix: Path | None = None) -> Path:
    """The Python of an environment, `.venv` by default."""
    return (prefix or VENV) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ours() -> bool:
    """Whether this very process runs in `.venv`."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def number(version=sys.version_info) -> str:
    """"3.12" of a version."""
    return f"{version[0]}.{version[1]}"


def ask(python: Path, code: str, *options: str) -> str | None:
    """What `print(…)` in `code` says to us, or None where the interpreter does not start or fails.

    Only what follows our own sign is read: a sitecustomize may print what it likes. Raises SetupError where there is
    no answer within a minute, which says nothing about the environment.
    """
    try:
        done = subprocess.run([str(python), "-I", "-X", "utf8", *options, "-c", f"print('\\ncourse:', end='')\n{code}"],
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    except OSError:
        return None
    except subprocess.TimeoutExpired:
        raise SetupError(f"{python} does not answer: is the disk it lies on very slow, or away? Try again later.") from None
    sign = done.stdout.rpartition(b"\ncourse:")
    return sign[2].decode("utf-8", "replace").strip() if sign[1] and done.returncode == 0 else None


def runs(python: Path | None = None) -> str | None:
    """The version of `.venv`'s Python ("3.12"), asked of itself; None where it does not start."""
    if python is None and ours():
        return number()
    return ask(python or interpreter(), "import sys; print('%d.%d' % sys.version_info[:2])", "-S")


def made_for() -> str | None:
    """The version of Python that `.venv` was made for, by its own files; None where they do not say."""
    with contextlib.suppress(OSError):
        match = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", (VENV / "pyvenv.cfg").read_text("utf-8", "replace"), re.M)
        if match:
            return match[1]
    found = sorted(VENV.glob("lib/python3*"))
    return found[0].name.removeprefix("python") if len(found) == 1 else None


def site_packages() -> list[Path]:
    """Where `.venv` keeps its packages."""
    return [*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]


def paths() -> list[str]:
    """Where `.venv`'s Python looks for packages when nothing points it elsewhere."""
    answer = ask(interpreter(), "import json, sys; print(json.dumps(sys.path))")
    with contextlib.suppress(ValueError, TypeError):
        return [str(p) for p in json.loads(answer)]
    return [str(p) for p in site_packages()]


def works() -> bool:
    """Whether `.venv`'s Python starts and is of the version its packages were installed for."""
    return interpreter().exists() and (found := runs()) is not None and made_for() in (None, found)


def rename(again: str) -> str:
    """The next step where `.venv` stands in the way and is not ours to remove."""
    return f"rename it ({'ren' if os.name == 'nt' else 'mv'} .venv old-venv in {ROOT}), then type again: {again}"


def prepare(made: bool, again: str) -> bool:
    """See that `.venv` has a Python that works; returns whether the course made it (`made`: it is known to have done so).

    A copy or move whose Python is gone gets this one, where the versions agree; else an environment that the course
    made is made afresh, and any other one is left alone: SetupError.
    """
    if ASIDE.is_dir() and not ASIDE.is_symlink():
        shutil.rmtree(ASIDE, ignore_errors=True)
    if VENV.is_symlink() and not VENV.exists():
        raise SetupError(f"{VENV} is a link to a folder that is gone: remove the link, then type again: {again}")
    if not VENV.exists() or (VENV.is_dir() and not any(VENV.iterdir())):
        create(again)
        return True
    if not VENV.is_dir() or (not made and not (VENV / "pyvenv.cfg").exists()):
        other = next((p.name for p in sorted(VENV.iterdir())), "") if VENV.is_dir() else "it is a file"
        raise SetupError(f"{VENV} holds other things ({other}): {rename(again)}")
    if ours() or works():
        return made
    if made_for() == number() and runs() is None:
        relink(again)
        if works():
            return made
    if not made or VENV.is_symlink():
        found = runs()
        why = (f"was made for Python {made_for()}, and its Python is {found} now" if found else
               f"does not run: its Python {made_for() or ''} is gone".replace("  ", " "))
        raise SetupError(f"The environment {VENV} {why}. The course did not make it and does not remove it: {rename(again)}")
    print(f"The environment in {VENV} was made for Python {made_for()}, which is not there any more: it is made afresh.")
    os.rename(VENV, ASIDE)
    create(again)
    shutil.rmtree(ASIDE, ignore_errors=True)
    return True


def create(again: str) -> None:
    """Make `.venv` with this Python. What a failure leaves behind is removed: nobody else's files are in it."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetupError(f"This Python lacks its module {module}. On Debian and Ubuntu type: "
                             f"sudo apt install python{number()}-venv (elsewhere install Python from "
                             f"https://www.python.org/downloads/), then type again: {again}")
    VENV.mkdir(exist_ok=True)            # a read-only folder or a full disk is told by this line, in our words
    try:
        run_venv(again)
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        raise


def run_venv(again: str, *options: str) -> None:
    """`python -m venv` on `.venv`; SetupError in words."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))} | {"PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-m", "venv", *options, str(VENV)], capture_output=True, text=True,
                          encoding="utf-8", errors="replace", env=env, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        output = done.stdout + done.stderr
        if symptoms.full(VENV) or symptoms.kind(output) == "disk":     # venv hides the words of the pip it starts
            raise SetupError(symptoms.sentence("disk", again))
        reason = (output.strip().splitlines() or ["no reason given"])[-1]
        raise SetupError(f"Python could not make an environment in {VENV}: {reason} Repair that, then type again: {again}")


def relink(again: str) -> None:
    """Give `.venv` this Python in place of one that is gone; its packages stay."""
    for old in interpreter().parent.glob("python*"):
        if old.is_symlink() or old.suffix == ".exe":
            old.unlink()
    run_venv(again, "--without-pip")


def repoint(old_root: str) -> None:
    """Make every file of `.venv` that names its old place name the new one. Raises OSError."""
    named = [f for f in interpreter().parent.iterdir() if f.is_file() and not f.is_symlink()]
    for folder in site_packages():
        named += [*folder.glob("*.pth"), *folder.glob("__editable__*.py"), *folder.glob("dl_workbook-*.dist-info/direct_url.json")]
    for file in [VENV / "pyvenv.cfg", *named]:
        if file.exists() and file.stat().st_size < LARGEST:
            before = file.read_bytes()
            after = moved(before, old_root, str(ROOT))
            if after != before:
                files.write(file, after)
    kernels.register(VENV, interpreter())


def moved(content: bytes, old: str, new: str) -> bytes:
    """`content` with the folder `old` called `new`, in whichever way files write it: plain, quoted, as an address."""
    first, line, rest = content.partition(b"\n")
    if first.startswith(b"#!") and old.encode() in first:
        content = interpreter_line(first.decode("utf-8", "replace").replace(old, new)).encode() + line + rest
    # addresses first: they hold the plain name, and quote what it is replaced by
    forms = ((Path(old).as_uri(), Path(new).as_uri()), (old, new), (repr(old)[1:-1], repr(new)[1:-1]))
    for there, here in forms:
        pattern = re.escape(there.encode()) + rb"(?![\w.-])"
        content = re.sub(pattern, lambda m, here=here: here.encode(), content)
    return content


def interpreter_line(line: str) -> str:
    """The first line of a start script; systems cut it at a space or after 127 bytes, so the shell starts the rest then."""
    program = line[2:].strip()
    if os.name == "nt":
        return '#!"{}"'.format(program.strip('"'))
    if " " in program or len(line.encode()) > 127:
        return f"#!/bin/sh\n'''exec' \"{program}\" \"$0\" \"$@\"\n' '''"
    return line
