"""The environment variables of what the course starts: the right packages and kernels first, foreign settings left out."""
from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from . import environment, folders, kernels, venv
from .requirements import ROOT, requirements

CONFIG = Path(__file__).parent / "jupyter"


def surroundings(python: Path) -> dict[str, str]:
    """The variables of a shell in which the interpreter's environment is activated."""
    env = dict(os.environ)
    env["PATH"] = joined(python.parent, env.get("PATH"))
    env["JUPYTER_PREFER_ENV_PATH"] = "1"       # this environment's kernels before those of other projects
    prefix = python.parent.parent if python == environment.interpreter() else Path(sys.prefix)
    if (prefix / "share/jupyter/kernels/python3").is_dir():
        # the notebooks ask for "python3", and a cluster's JUPYTER_PATH may hold another installation's
        env["JUPYTER_PATH"] = joined(prefix / "share/jupyter", env.get("JUPYTER_PATH"))
    # JupyterLab's defaults for the course: no question about news at the first start (news_url=None still asks)
    env["JUPYTER_CONFIG_PATH"] = joined(CONFIG, env.get("JUPYTER_CONFIG_PATH"))
    path = without_requirements(env.get("PYTHONPATH"))
    if python == environment.interpreter():
        env["VIRTUAL_ENV"] = str(venv.VENV)
        env.pop("PYTHONHOME", None)
    else:
        # an environment that has the packages need not have this one: kernels in notebooks/ find it all the same;
        # its packages may themselves come by PYTHONPATH
        path = joined(ROOT, env.get("PYTHONPATH"))
    env["PYTHONPATH"] = path
    if not path:
        del env["PYTHONPATH"]
    # pictures are drawn, and kernels start, as the course's do: not with what was set up for other work
    env["MATPLOTLIBRC"] = str(kernels.MATPLOTLIBRC)
    env.pop("PYTHONSTARTUP", None)
    own = folders.own()
    if own is not None:
        env["IPYTHONDIR"] = str(own / "ipython")
    return env | homeless(env)


def joined(first: Path, rest: str | None) -> str:
    """A search path with one more folder in front, named once."""
    return os.pathsep.join([str(first), *(p for p in (rest or "").split(os.pathsep) if p and p != str(first))])


def without_requirements(path: str | None) -> str:
    """PYTHONPATH without the folders that hold copies of what `.venv` has itself, in whichever version."""
    names = {r.name.lower().replace("-", "_") for r in requirements()}

    def foreign(folder: str) -> bool:
        try:
            return any(entry.name.lower().split("-")[0].removesuffix(".py") in names for entry in os.scandir(folder))
        except OSError:
            return False

    parts = [p for p in (path or "").split(os.pathsep) if p]
    left = [p for p in parts if not foreign(p)]
    for gone in sorted(set(parts) - set(left)):
        print(f"PYTHONPATH holds {gone}, with packages of which the course has its own: left out here.", file=sys.stderr)
    return os.pathsep.join(left)


def homeless(env: dict[str, str]) -> dict[str, str]:
    """Where Jupyter, matplotlib and Keras keep their files for a user whose home cannot be written (or who has none)."""
    home = folders.home()
    if home is not None and folders.usable(home):
        return {}
    base = folders.own() or Path(tempfile.mkdtemp(prefix="course-"))
    print(f"Your home folder {home or ''} cannot be written: what Jupyter remembers lies in {base} until the system clears it.",
          file=sys.stderr)
    wanted = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
              "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython",
              "MPLCONFIGDIR": "matplotlib", "KERAS_HOME": "keras", "TORCH_HOME": "torch"}
    return {name: str(base / folder) for name, folder in wanted.items()
            if not (name in env and folders.usable(Path(env[name])))}
