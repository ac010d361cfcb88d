"""pip, kept to `.venv`: what would send packages elsewhere is taken from it, index, proxy and certificates stay."""
from __future__ import annotations

import configparser
import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .progress import Patience, Progress, fold, lines
from .requirements import ROOT, SetupError, release
from .symptoms import explain, full, sentence

SILENCE = 1200.0         # seconds without a sign of progress after which pip is ended

# What of pip's own settings is kept: where packages come from, which are allowed, and the way there. Others (user, target,
# prefix, root, dry-run …) would make the set-up do something else than it says.
KEPT = {"index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert", "client-cert", "timeout",
        "default-timeout", "retries", "resume-retries", "cache-dir", "no-cache-dir", "keyring-provider", "use-feature",
        "use-deprecated", "prefer-binary", "only-binary", "constraint"}


def run(python: Path, *arguments: str, **options) -> subprocess.CompletedProcess:
    """`python -m pip …`, undisturbed by PYTHONPATH and by files of the folder it is started in."""
    return subprocess.run([str(python), "-I", "-X", "utf8", "-m", "pip", *arguments], capture_output=True, text=True,
                          encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, **options)


def settings(python: Path) -> dict[str, str]:
    """The environment for pip: this one without what points it elsewhere, with its files' settings that are kept."""
    kept = {f"PIP_{name.upper().replace('-', '_')}": name for name in KEPT}
    found: dict[str, str] = {}
    for section in ("global", "install"):                # pip's own order: the later one wins
        for file in files(python):
            with contextlib.suppress(configparser.Error, OSError, UnicodeDecodeError):
                parser = configparser.RawConfigParser()
                parser.read(file, encoding="utf-8")
                values = dict(parser.items(section)) if parser.has_section(section) else {}
                found |= {name: " ".join(values[key].split()) for name, key in kept.items() if key in values}
    env = {name: value for name, value in os.environ.items()
           if (not name.upper().startswith(("PIP_", "PYTHON")) or name in kept) and name != "__PYVENV_LAUNCHER__"}
    return found | env | {"PIP_CONFIG_FILE": os.devnull, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}


def files(python: Path) -> list[str]:
    """pip's configuration files, the one that has the last word last."""
    named: dict[str, list[str]] = {}
    kind = ""
    for line in run(python, "config", "debug").stdout.splitlines():
        if match := re.fullmatch(r"(\w+):", line.strip()):
            kind = match[1]
        elif match := re.fullmatch(r"(.+), exists: True", line.strip()):
            named.setdefault(kind, []).append(match[1])
    return [file for kind in ("global", "user", "site", "env") for file in named.get(kind, ())]


def install(python: Path, arguments: list[str], *, log: Path, again: str, progress: Progress) -> None:
    """Run `python -m pip install …`; SetupError in one sentence where it fails, the whole output in `log`."""
    bar = "raw" if release(version(python)) >= (24, 1) else "off"       # older ones cannot count for a program
    command = [str(python), "-I", "-u", "-X", "utf8", "-m", "pip", "--disable-pip-version-check", "--no-input", "install",
               "--progress-bar", bar]
    output: list[str] = []
    state, patience, silent = "preparing", Patience(SILENCE), False
    # wheels are unpacked where they are to stay: a small temporary disk is the commonest reason for a full one
    with contextlib.ExitStack() as over:
        env = settings(python)
        temporary = over.enter_context(tempfile.TemporaryDirectory(prefix="setup-", dir=log.parent, ignore_cleanup_errors=True))
        env["TMPDIR"] = env["TEMP"] = env["TMP"] = temporary
        details = Path(temporary) / "details.log"
        command += ["--log", str(details), *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                   cwd=log.parent, text=True, encoding="utf-8", errors="replace", env=env)
        try:
            for line in lines(process):
                if line:
                    state = fold(line, state)
                    if not line.startswith("Progress "):
                        output.append(line)
                if silent := patience.saw(line):
                    stop(process)
                    break
                progress.show(state)
        except BaseException:
            stop(process)
            raise
        finally:
            progress.close()
            text = "".join(output)
            with contextlib.suppress(OSError):           # a full disk is the reason, and is told below
                log.write_text(f"$ {' '.join(command)}\n{text}", encoding="utf-8")
        if silent:
            raise SetupError(f"pip made no progress for {SILENCE / 60:.0f} minutes while {state}: the index or the disk is "
                             f"very slow. Try another network or --mirror URL, then type again: {again}")
        if process.wait() != 0:
            # what pip wrote last may not have found room either
            words = sentence("disk", again) if full(log.parent) else explain(text, again, details)
            raise SetupError(words + (f"\n(pip's own words: {log})" if log.exists() and log.stat().st_size else ""))


def stop(process: subprocess.Popen) -> None:
    """End pip, gently first; its own children end with it."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def clear(folder: Path) -> None:
    """Remove what a killed set-up has left of pip's temporary files in `folder`."""
    for old in folder.glob("setup-*"):
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)


def version(python: Path) -> str:
    """The version of the pip that belongs to an interpreter, or "" where it has none that works."""
    match = re.search(r"^pip (\d\S*)", run(python, "--version").stdout, re.M)
    return match[1] if match else ""


def provide(python: Path, again: str) -> None:
    """See that the interpreter has a pip: Python brings one along (environments made by uv have none). SetupError."""
    if version(python):
        return
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
    subprocess.run([str(python), "-I", "-m", "ensurepip"], capture_output=True, stdin=subprocess.DEVNULL, env=env)
    if not version(python):
        if full(python.parent):
            raise SetupError(sentence("disk", again))
        raise SetupError(f"The environment of {python} has no pip. Type: "
                         f'uv pip install --python "{python}" --editable "{ROOT}[test]" and then again: {again}')
