"""The command line: which command needs what, and how the long-running ones are started."""
from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

from . import environment, kernels
from .requirements import ROOT, SetupError, missing

LESSON = "notebooks/00_environment.ipynb"
PYTHON = "py" if os.name == "nt" else "python3"
HELP = f"""usage: {PYTHON} -m course_utils <command> [options]

  lab [--torch cpu|cu130|…] [options of jupyter lab]
              open the course in JupyterLab; the first time, set it up in .venv
  test [--torch cpu|cu130|…] [options of pytest]
              the same set-up, then every test
  doctor      check this environment; each problem comes with its cure
  data        fetch and verify the data
  progress    the exercises you have solved
  kernels     register the kernels course-cpu and course-cuda in this environment
  store       for contributors: run notebooks on a clean kernel and keep their outputs

Options: --no-browser, --port 8890 and the like go on to JupyterLab; -k, -x and the like go on to pytest.
--torch cpu saves about 4 GB on Linux without an NVIDIA GPU."""

# command -> (room, function); each takes the remaining arguments and returns an exit status
ROOMS = {"doctor": ("doctor", "main"), "data": ("data", "main"), "progress": ("checks.record", "main"),
         "store": ("authoring", "main")}


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status. A failure of the set-up is one sentence, never a traceback."""
    argv = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")       # a console that cannot show "✔" shows "?" and goes on
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    command, rest = argv[0], argv[1:]
    try:
        if command in ("lab", "test"):
            return {"lab": lab, "test": test}[command](rest)
        if command == "kernels":
            return register_kernels()
        if command in ROOMS:
            return in_environment(command, rest)
        print(f"There is no command {command!r}: it is one of lab, test, kernels, {', '.join(ROOMS)}. "
              f"Type: {PYTHON} -m course_utils", file=sys.stderr)
        return 2
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped. To go on where it stopped, type again: {again(argv)}", file=sys.stderr)
        return 130


def again(argv: list[str]) -> str:
    """The command as it was typed."""
    return f"{PYTHON} -m course_utils {' '.join(argv)}".rstrip()


def own_options(rest: list[str]) -> tuple[str | None, list[str]]:
    """The `--torch` of this command line (or of COURSE_TORCH), and everything else, in order."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, usage=HELP.partition("\n")[0][7:])
    parser.add_argument("--torch", default=os.environ.get("COURSE_TORCH") or None)
    known, others = parser.parse_known_args(rest)
    return known.torch, others


def lab(rest: list[str]) -> int:
    """Set up where needed, then become JupyterLab, opened at lesson 0."""
    if rest[:1] in (["-h"], ["--help"]):
        print(HELP)
        return 0
    torch, others = own_options(rest)
    python = environment.ensure(torch=torch, again=again(["lab", *rest]))
    try:
        kernels.register(python.parent.parent if python == environment.interpreter() else Path(sys.prefix), python)
    except OSError as error:
        print(f"The kernels course-cpu and course-cuda could not be registered ({error.strerror}); "
              "the course runs without them.", file=sys.stderr)
    options = [f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url=/lab/tree/{LESSON}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")                 # a container: Jupyter would refuse to start
    return become(python, ["-m", "jupyterlab", *options, *others])


def test(rest: list[str]) -> int:
    """Set up where needed, then become pytest in the workbook's folder."""
    torch, others = own_options(rest)
    python = environment.ensure("test", torch=torch, again=again(["test", *rest]))
    return become(python, ["-m", "pytest", *others])


def register_kernels() -> int:
    """Register both kernels in the environment this Python belongs to."""
    if missing() and environment.ready():
        return become(environment.interpreter(), ["-m", "course_utils", "kernels"])
    prefix = Path(sys.prefix)
    try:
        changed = kernels.register(prefix, Path(sys.executable))
    except OSError as error:
        raise SetupError(f"{kernels.folder(prefix)} cannot be written ({error.strerror}): use an environment of your "
                         f"own; {PYTHON} -m course_utils lab makes one.") from error
    for name in kernels.KERNELS:
        print(f"{name}: {kernels.folder(prefix) / name}{'' if changed else ' (was there already)'}")
    return 0


def in_environment(command: str, rest: list[str]) -> int:
    """Run a room's command in the environment that has the packages: this one, or `.venv`."""
    if missing() and not environment.ours():
        if environment.ready():
            return become(environment.interpreter(), ["-m", "course_utils", command, *rest])
        if command != "doctor":       # the doctor says what is missing
            raise SetupError(f"The course is not set up yet. Type: {PYTHON} -m course_utils lab")
    room, function = ROOMS[command]
    return getattr(importlib.import_module(f"course_utils.{room}"), function)(rest) or 0


def surroundings(python: Path) -> dict[str, str]:
    """The environment variables of a shell in which the interpreter's environment is activated."""
    env = dict(os.environ)
    env["PATH"] = os.pathsep.join(filter(None, [str(python.parent), env.get("PATH", "")]))
    env["JUPYTER_PREFER_ENV_PATH"] = "1"       # this environment's kernels before those of other projects
    # JupyterLab's defaults for the course: no question about news at the first start (news_url=None still asks)
    env["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [str(Path(__file__).parent / "jupyter"), env.get("JUPYTER_CONFIG_PATH", "")]))
    if python == environment.interpreter():
        env["VIRTUAL_ENV"] = str(environment.VENV)
        env.pop("PYTHONHOME", None)
    else:
        # an environment that has the packages need not have this one: kernels in notebooks/ find it all the same
        env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), env.get("PYTHONPATH", "")]))
    return env


def become(python: Path, arguments: list[str]) -> int:
    """Replace this process by `python arguments`, in the workbook's folder; on Windows wait for it."""
    command, env = [str(python), *arguments], surroundings(python)
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(command[0], command, env)
    process = subprocess.Popen(command, env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:         # the console sends Ctrl-C to both; the program decides what it means
            continue
