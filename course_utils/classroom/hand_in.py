"""`python -m course_utils hand-in`: one ZIP with the answers, the progress and the versions, and nothing else."""
from __future__ import annotations

import argparse
import getpass
import json
import platform
import re
import sys
import time
import zipfile
from importlib import metadata
from pathlib import Path

from ..setup import files
from ..setup.requirements import ROOT
from ..setup.typed import COURSE
from . import answers

FORMAT = 1
PACKAGES = ("torch", "torchvision", "ipykernel", "ipywidgets", "jupyterlab")


def collected(notebooks: Path, name: str) -> dict[str, dict]:
    """What is handed in: {file name: contents}. A notebook that cannot be read is named in `versions.json`."""
    from ..checks import record

    given, reasons, unread = {}, {}, []
    for path in sorted(notebooks.glob("[0-9][0-9]_*.ipynb")):
        try:
            found, why = answers.of(answers.cells(path.read_bytes()))
        except (OSError, ValueError):
            unread.append(path.name)
            continue
        given |= found
        reasons |= why
    starters = answers.originals()
    given = {id: text for id, text in given.items() if not answers.untouched(text, starters.get(id))}
    kept, _ = record.load()
    return {
        "answers.json": {"format": FORMAT, "answers": given, "reasons": {id: why for id, why in reasons.items() if id in given}},
        "progress.json": {key: kept.get(key, {}) for key in ("passed", "quiz")},
        "versions.json": {"name": name, "day": time.strftime("%Y-%m-%d"), "python": platform.python_version(),
                          "system": platform.system(), "unread": unread, "packages": {p: version(p) for p in ("dl-workbook", *PACKAGES)}},
    }


def version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def pack(contents: dict[str, dict], folder: Path, name: str) -> Path:
    """Write the ZIP under a name that is free; a file that is there is never overwritten. Returns its path."""
    stem = "hand-in-" + (re.sub(r"[^\w-]+", "-", name).strip("-")[:40] or "learner") + time.strftime("-%Y%m%d")
    for path in files.numbered(lambda number: folder / f"{stem}{f'-{number}' if number > 1 else ''}.zip"):
        try:
            with open(path, "xb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
                for inside, content in contents.items():
                    zipped.writestr(inside, json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True))
            break
        except FileExistsError:
            continue
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def main(argv: list[str] | None = None) -> int:
    """Returns 0 where a ZIP was written, 1 with one sentence where not."""
    parser = argparse.ArgumentParser(prog=f"{COURSE} hand-in",
                                     description="Put your answers, your progress and the versions into one ZIP for your teacher.")
    parser.add_argument("--name", help="your name as your teacher knows it (otherwise the name you are logged in with)")
    parser.add_argument("--to", type=Path, default=Path.cwd(), help="the folder for the ZIP (otherwise the one you are in)")
    args = parser.parse_args(argv)
    try:
        name = answers.plain(args.name or getpass.getuser(), 80)
    except (OSError, KeyError, ImportError):             # a container's user without a name
        name = "learner"
    contents = collected(ROOT / "notebooks", name)
    try:
        path = pack(contents, args.to, name)
    except OSError as error:
        print(f"The ZIP cannot be written to {args.to} ({error.strerror}): name another folder with --to.", file=sys.stderr)
        return 1
    given, passed = contents["answers.json"]["answers"], contents["progress.json"]["passed"]
    print(f"{path}: {len(given)} answer{'' if len(given) == 1 else 's'}, {len(passed)} passed. It holds these, your name ({name}) and the "
          "versions, and nothing else from your disk. Give it to your teacher.")
    for unread in contents["versions.json"]["unread"]:
        print(f"{unread} could not be read and is not in it: {COURSE} fresh {unread[:2]} sets it aside and brings a new one.",
              file=sys.stderr)
    return 0
