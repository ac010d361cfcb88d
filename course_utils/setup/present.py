"""The course in front of a class: settings of its own for this run, so that the teacher's JupyterLab stays as it is."""
from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from . import folders
from .requirements import ROOT
from .surroundings import CONFIG, joined

PRESENT = CONFIG / "present"


def own_folder() -> Path:
    """Where JupyterLab keeps what is changed while presenting."""
    base = folders.own()
    return base / "present" if base else Path(tempfile.mkdtemp(prefix="course-present-"))


def surroundings(env: dict[str, str]) -> dict[str, str]:
    """`env` with settings, window layout and style sheet of the course's own; what the user's server needs is still read."""
    folder = own_folder()
    # the layout of the last lecture would open its notebooks, and its side bars
    shutil.rmtree(folder / "workspaces", ignore_errors=True)
    (folder / "config" / "custom").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PRESENT / "custom.css", folder / "config" / "custom" / "custom.css")
    users = env.get("JUPYTER_CONFIG_DIR") or (str(home / ".jupyter") if (home := folders.home()) else "")
    path = joined(PRESENT, env.get("JUPYTER_CONFIG_PATH"))
    return env | {"JUPYTER_CONFIG_DIR": str(folder / "config"), "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
                  "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
                  "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [path, users]))}


def opened_at(lesson: str, rest: list[str]) -> tuple[list[str], list[str]]:
    """(JupyterLab's options for one document in the window, the other options); a notebook among `rest` is the one."""
    for argument in rest:
        inside = Path(argument).resolve()
        if argument.endswith(".ipynb") and inside.is_relative_to(ROOT):
            lesson, rest = inside.relative_to(ROOT).as_posix(), [a for a in rest if a != argument]
            break
    return [f"--LabApp.default_url=/doc/tree/{lesson}", "--LabApp.custom_css=True"], rest
