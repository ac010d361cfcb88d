"""Jupyter: which server is above this kernel, whose kernel it is, and whether the page can draw sliders."""
from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from ..setup import environment, strangers
from ..setup.requirements import release
from ..setup.typed import COURSE, program
from .report import Result

FRONT_ENDS = {"@jupyter-widgets/jupyterlab-manager": "5", "anywidget": "0.9"}      # name -> lowest version
EXTENSION = "course_utils.setup.server"


def commands() -> list[list[str]]:
    """What the processes above this kernel were started with, the nearest first; nothing where the system does not tell."""
    import psutil

    try:
        return [process.cmdline() for process in psutil.Process().parents()]
    except psutil.Error:
        return []


def server() -> Path | None:
    """The environment of the Jupyter server above this kernel, or None where there is none (a terminal, VS Code)."""
    for command in commands():
        if any(re.match(r"jupyter", Path(part).stem) for part in command[:4]):
            program = Path(command[0])
            if program.is_absolute() and program.name.startswith("python"):
                return program.parent.parent if program.parent.name in ("bin", "Scripts") else program.parent
            return None
    return None


def has_course(prefix: Path) -> bool:
    """Whether the environment at `prefix` was made for this course."""
    return any(next(prefix.glob(pattern), None) for pattern in (
        "course-setup.json", "lib/python3*/site-packages/dl_workbook-*", "Lib/site-packages/dl_workbook-*"))


def kernel() -> Result:
    here, above = Path(sys.prefix), server()
    found = str(here)
    foreign = strangers.foreign_kernel()
    if foreign is not None:
        return Result("this kernel's environment", False,
                      f"{found}, but the kernel `python3`, which the notebooks ask for, is that of {foreign}",
                      f"start with {COURSE} lab, which puts its own kernel first; or remove the folder "
                      f"{strangers.kernel_folder()} (jupyter kernelspec remove python3)")
    if above is None or above.resolve() == here.resolve():
        return Result("this kernel's environment", True, found)
    if has_course(above):
        return Result("this kernel's environment", False, f"{found}, but the course is installed in {above}",
                      f"menu Kernel > Change Kernel… > Course (CPU); where it is not in the list, {program(environment.interpreter(above))} "
                      "-m course_utils kernels puts it there")
    return Result("this kernel's environment", True, f"{found} (the server runs in {above})")


def widgets() -> Result:
    from jupyter_core.paths import jupyter_path

    at = server()
    above = at or Path(sys.prefix)
    own = Path(sys.prefix).resolve()
    folders = [above / "share/jupyter/labextensions"] + [
        Path(p) for p in jupyter_path("labextensions") if own not in Path(p).resolve().parents]
    good, bad = [], []
    for name in disabled():
        return Result("sliders in the browser", False, f"{name} is switched off in JupyterLab's settings",
                      f"{program()} -m jupyter labextension enable {name}   then reload the page")
    for name, lowest in FRONT_ENDS.items():
        files = [folder / name / "package.json" for folder in folders if (folder / name / "package.json").exists()]
        version = json.loads(files[0].read_text(encoding="utf-8")).get("version", "0") if files else None
        if version is None:
            bad.append(f"{name} is missing")
        elif release(version) < release(lowest):
            bad.append(f"{name} {version} is older than {lowest}")
        else:
            good.append(f"{name.removeprefix('@jupyter-widgets/')} {version}")
    if not bad:
        late = at is not None and not prompt(above)
        return Result("sliders in the browser", True, ", ".join(good), late * (
            f"pictures come sooner after {program(environment.interpreter(above))} -m course_utils kernels   then start JupyterLab again"))
    python = environment.interpreter(above) if above.resolve() != own else Path(sys.executable)
    return Result("sliders in the browser", False, f"{'; '.join(bad)} in {above}",
                  f"{program(python)} -m pip install --upgrade ipywidgets jupyterlab_widgets anywidget   "
                  "then start JupyterLab again and reload the page")


def prompt(above: Path) -> bool:
    """Whether the server of the environment `above` loads the course's extension: told by its settings, or on its command line."""
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    told = ExtensionConfigManager(read_config_path=[*jupyter_config_path(), str(above / "etc/jupyter")]).get_jpserver_extensions()
    return told.get(EXTENSION, False) or any(EXTENSION in part for command in commands() for part in command)


def disabled() -> list[str]:
    """The front ends of sliders that a JupyterLab configuration switches off."""
    from jupyter_core.paths import jupyter_config_path

    found = []
    for folder in jupyter_config_path():
        try:
            page = json.loads((Path(folder) / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
            off = page.get("disabledExtensions", {})
        except (OSError, ValueError, AttributeError):
            continue
        names = [n for n, yes in off.items() if yes] if isinstance(off, dict) else list(off)
        found += [name for name in FRONT_ENDS if any(n.split(":")[0] == name for n in names)]
    return found
