"""What Jupyter finds of the course in an environment: the kernels `course-cpu` and `course-cuda`, and the server's extension."""
from __future__ import annotations

import json
import shutil
from importlib import util
from pathlib import Path

from . import files

MATPLOTLIBRC = Path(__file__).parent / "jupyter" / "matplotlibrc"
SERVER = Path(__file__).parent / "jupyter" / "jupyter_server_config.d" / "dl_workbook.json"
KERNELS = {"course-cpu": ("cpu", "Course (CPU)"), "course-cuda": ("cuda", "Course (CUDA)")}


def spec(python: Path, device: str, title: str) -> dict:
    """What kernel.json says. Frozen modules are off so that the debugger can stop in them, as ipykernel does it.

    A profile of its own and an empty matplotlibrc: start-up files and settings written for other work stay out.
    """
    return {
        "argv": [str(python), "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}",
                 "--profile=course", "--BaseIPythonApplication.auto_create=True"],
        "display_name": title, "language": "python", "metadata": {"debugger": True},
        "env": {"COURSE_DEVICE": device, "MATPLOTLIBRC": str(MATPLOTLIBRC), "PYTHONSTARTUP": ""},
    }


def folder(prefix: Path) -> Path:
    """Where an environment keeps its kernels."""
    return prefix / "share" / "jupyter" / "kernels"


def register(prefix: Path, python: Path) -> list[Path]:
    """Write both kernels into the environment at `prefix`; returns the folders that changed. Raises OSError.

    A server of this environment loads course_utils.setup.server from then on, whoever starts it.
    """
    changed = []
    for name, (device, title) in KERNELS.items():
        target = folder(prefix) / name
        text = json.dumps(spec(python, device, title), indent=1)
        try:
            if (target / "kernel.json").read_text(encoding="utf-8") == text:
                continue
        except OSError:
            pass
        files.write(target / "kernel.json", text.encode("utf-8"))
        ipykernel = util.find_spec("ipykernel")      # found, not imported
        if ipykernel and ipykernel.origin:
            for logo in (Path(ipykernel.origin).parent / "resources").glob("logo-*"):
                shutil.copyfile(logo, target / logo.name)
        changed.append(target)
    setting = prefix / "etc" / "jupyter" / SERVER.parent.name / SERVER.name
    if not setting.exists() or setting.read_bytes() != SERVER.read_bytes():
        files.write(setting, SERVER.read_bytes())
    return changed
