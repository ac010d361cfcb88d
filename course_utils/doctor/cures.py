"""Commands that repair: what to type for this very interpreter."""
from __future__ import annotations

import re
import sys
from pathlib import Path

from ..setup import environment
from ..setup.requirements import ROOT, installed
from ..setup.typed import COURSE, program


def own_environment() -> bool:
    """Whether this Python lives in an environment (venv or conda) rather than in the system."""
    return sys.prefix != sys.base_prefix or (Path(sys.prefix) / "conda-meta").exists()


def install(*names: str) -> str:
    """The command that installs distributions for this very interpreter; without names, all that the course needs."""
    if not names and not own_environment():
        return f"{COURSE} lab"
    return f"{program()} -m pip install " + (" ".join(names) if names else f'-e "{ROOT}"')


def same_index() -> str:
    """The command that installs torch and torchvision afresh from one source."""
    if (Path(sys.prefix) / "conda-meta").exists():
        return f'conda install -p "{sys.prefix}" -c conda-forge --force-reinstall pytorch torchvision'
    build = (installed("torch") or "").partition("+")[2]
    index = f" --index-url {environment.wheel_index(build)}" if re.fullmatch(r"cpu|xpu|cu\d+|rocm[\d.]+", build) else ""
    return install("--force-reinstall", "torch", "torchvision") + index
