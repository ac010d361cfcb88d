"""The command line: which command needs what, and how the long-running ones are started."""
from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

from . import environment, kernels, lock, present
from .net import caught
from .requirements import ROOT, SetupError, missing
from .surroundings import surroundings
from .typed import PYTHON

LESSON = "notebooks/00_environment.ipynb"
HELP = f"""usage: {PYTHON} -m course_utils <command> [options]

  lab [--torch cpu|cu130|…] [--mirror URL] [--present [NOTEBOOK]] [options of jupyter lab]
              open the course in JupyterLab; the first time, set it up in .venv
              --present: ready for a projector, with large type and slides
  test [--torch cpu|cu130|…] [--mirror URL] [options of pytest]
              the same set-up, then every test
  doctor      check this environment; each problem comes with its cure
  data        fetch and verify the data
  progress    the exercises you have solved
  hand-in     put your answers into one ZIP for your teacher
  class FOLDER [--recheck] [--no-names]
              for teachers: where the class stands, from what was handed in
  fresh 03    a lesson as it came; your copy is kept, dated, in notebooks/aside
  update [ZIP or folder]
              bring a newer course, from git where nothing is named; your answers and notes stay
  kernels     register the kernels course-cpu and course-cuda in this environment, and the extension of its Jupyter server
  store       for contributors: run notebooks on a clean kernel and keep their outputs

Options: --no-browser, --port 8890 and the like go on to JupyterLab; -k, -x and the like go on to pytest.
--torch cpu saves about 4 GB on Linux without an NVIDIA GPU. --mirror takes packages from another index than pip does."""

# command -> (room, function); each takes the remaining arguments and returns an exit status
ROOMS = {"doctor": ("doctor", "main"), "data": ("data", "main"), "progress": ("checks.record", "main"),
         "store": ("authoring", "main"), "hand-in": ("classroom.hand_in", "main"), "class": ("classroom.class_", "main")}
HERE = ("hand-in", "class")              # work in the folder in which they were typed
# the same for what needs no environment: the standard library is enough
PLAIN = {"fresh": ("upkeep.fresh", "main"), "update": ("upkeep.update", "main")}


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status. A failure of the set-up is one sentence, never a traceback."""
    if argv is None and sys.getfilesystemencoding().lower() not in ("utf-8", "utf8"):
        # a legacy locale: names of folders that it cannot spell would fail somewhere on the way
        return become(Path(sys.executable), ["-X", "utf8", "-m", "course_utils", *sys.argv[1:]], os.environ | {"PYTHONUTF8": "1"},
                      Path.cwd())
    argv = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")       # a console that cannot show "✔" shows "?" and goes on
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    return caught(lambda: run(*argv), again(argv))


def run(command: str, *rest: str) -> int:
    """Run one command with its arguments; returns the exit status."""
    rest = list(rest)
    if (ROOT / ".update").exists():            # an update was interrupted
        with lock.alone(again([command, *rest])):
            importlib.import_module("course_utils.upkeep.journal").recover(ROOT)
    if command in PLAIN:
        return in_room(*PLAIN[command], rest)
    if command in ("lab", "test"):
        return {"lab": lab, "test": test}[command](rest)
    if command == "kernels":
        return register_kernels()
    if command in ROOMS:
        return in_environment(command, rest)
    print(f"There is no command {command!r}: it is one of lab, test, kernels, {', '.join([*ROOMS, *PLAIN])}. "
          f"Type: {PYTHON} -m course_utils", file=sys.stderr)
    return 2


def again(argv: list[str]) -> str:
    """The command as it was typed."""
    return f"{PYTHON} -m course_utils {' '.join(argv)}".rstrip()


def own_options(rest: list[str]) -> tuple[dict[str, str | None], list[str]]:
    """`--torch` and `--mirror` of this command line (or of COURSE_TORCH, COURSE_PIP_MIRROR), and everything else, in order.

    Files named relative to the folder in which the command was typed get their whole path: the program runs elsewhere.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, usage=HELP.partition("\n")[0][7:])
    parser.add_argument("--torch", default=os.environ.get("COURSE_TORCH") or None)
    parser.add_argument("--mirror", default=os.environ.get("COURSE_PIP_MIRROR") or None)
    known, others = parser.parse_known_args(rest)
    return vars(known), [from_here(argument) for argument in others]


def from_here(argument: str) -> str:
    """A file that lies in the folder of the terminal, by its whole path ("x.py::test" too); anything else as it is."""
    name, *part = argument.split("::")
    there = not argument.startswith("-") and Path(name).suffix in (".ipynb", ".py") and Path(name).exists()
    return "::".join([str(Path(name).resolve()), *part]) if there else argument


def lab(rest: list[str]) -> int:
    """Set up where needed, then become JupyterLab, opened at lesson 0."""
    if rest[:1] in (["-h"], ["--help"]):
        print(HELP)
        return 0
    presents = "--present" in rest
    choices, others = own_options([argument for argument in rest if argument != "--present"])
    python = with_slides(choices, rest) if presents else environment.ensure(**choices, again=again(["lab", *rest]))
    if not os.access(ROOT / "notebooks", os.W_OK):
        print(f"The folder {ROOT / 'notebooks'} is read-only for you: you can read and run, but nothing you change is saved. "
              "To keep your work copy the whole folder to a place of your own and start there.", file=sys.stderr)
    try:
        kernels.register(python.parent.parent if python == environment.interpreter() else Path(sys.prefix), python)
    except OSError as error:
        print(f"The kernels course-cpu and course-cuda could not be registered ({error.strerror}); "
              "the course runs without them.", file=sys.stderr)
    options, env = [f"--LabApp.default_url=/lab/tree/{LESSON}"], None
    if presents:
        options, others = present.opened_at(LESSON, others)
        env = present.surroundings(surroundings(python))
    options.append(f"--ServerApp.root_dir={ROOT}")
    importlib.import_module("course_utils.upkeep.original").keep(ROOT)        # what `fresh` and `update` go by
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")                 # a container: Jupyter would refuse to start
    return become(python, ["-m", "jupyterlab", *options, *others], env)


def with_slides(choices: dict[str, str | None], rest: list[str]) -> Path:
    """The interpreter to present with. Slides are an extra: a class is not kept waiting where they cannot be had."""
    try:
        return environment.ensure("present", **choices, again=again(["lab", *rest]))
    except SetupError as error:
        python = environment.ensure(**choices, again=again(["lab", *rest]))
        print(f"{error}\nUntil then the course opens without slides.", file=sys.stderr)
        return python


def test(rest: list[str]) -> int:
    """Set up where needed, then become pytest in the workbook's folder."""
    choices, others = own_options(rest)
    python = environment.ensure("test", **choices, again=again(["test", *rest]))
    return become(python, ["-m", "pytest", *others])


def register_kernels() -> int:
    """Register both kernels in the environment this Python belongs to."""
    lacks = missing()
    if lacks and not environment.ours() and environment.at_hand():
        return become(environment.interpreter(), ["-m", "course_utils", "kernels"])
    if lacks:                     # kernels that cannot start would be worse than none
        raise SetupError(f"This Python lacks {', '.join(map(str, lacks))}: {PYTHON} -m course_utils lab makes an environment "
                         "with everything in it, kernels included.")
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
        if environment.at_hand():
            return become(environment.interpreter(), ["-m", "course_utils", command, *map(from_here, rest)],
                          folder=Path.cwd() if command in HERE else ROOT)
        if command != "doctor":       # the doctor says what is missing
            raise SetupError(f"The course is not set up yet. Type: {PYTHON} -m course_utils lab")
    return in_room(*ROOMS[command], rest)


def in_room(room: str, function: str, rest: list[str]) -> int:
    """What a room's function makes of the arguments: its exit status."""
    return getattr(importlib.import_module(f"course_utils.{room}"), function)(rest) or 0


def become(python: Path, arguments: list[str], env: dict[str, str] | None = None, folder: Path = ROOT) -> int:
    """Replace this process by `python arguments`, in the workbook's folder; on Windows wait for it."""
    command, env = [str(python), *arguments], surroundings(python) if env is None else env
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(folder)
    if os.name != "nt":
        os.execve(command[0], command, env)
    process = subprocess.Popen(command, env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:         # the console sends Ctrl-C to both; the program decides what it means
            continue
