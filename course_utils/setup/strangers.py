"""What belongs to something else and gets in the way: files that hide packages, another installation's kernel, another checkout."""
from __future__ import annotations

import os
import sys
from pathlib import Path

from .requirements import ROOT

# what the lessons and Jupyter import; of the standard library only what is in use can hurt
MODULES = {"torch", "torchvision", "numpy", "matplotlib", "ipywidgets", "anywidget", "jupyterlab", "ipykernel", "IPython", "keras",
           "sklearn", "PIL", "filelock", "traitlets", "zmq", "tornado", "psutil"}


def hiding(folders: list[Path] | None = None) -> list[Path]:
    """Files and folders beside the notebooks (or in `folders`) that Python would import in place of a package."""
    found = []
    for folder in dict.fromkeys(folders or [ROOT / "notebooks", ROOT, Path.cwd()]):
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            continue
        for entry in entries:
            name = entry.name.removesuffix(".py")
            module = entry.suffix == ".py" or (entry / "__init__.py").exists()
            if module and (name in MODULES or (name in sys.stdlib_module_names and name in sys.modules)):
                found.append(entry)
    return found


def other_checkout() -> Path | None:
    """The course's folder that we are in, where the package in use is that of another one."""
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        package = folder / "course_utils" / "__init__.py"
        if package.exists() and (folder / "pyproject.toml").exists():
            return None if package.resolve().parents[1] == ROOT else folder
    return None


def foreign_kernel(name: str = "python3") -> Path | None:
    """The Python that the kernel of this name would start, where that is another environment's; the notebooks ask for it."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        program = Path(KernelSpecManager().get_kernel_spec(name).argv[0])
    except (NoSuchKernel, IndexError):
        return None
    if not program.is_absolute():           # "python": Jupyter takes the Python that the server runs in
        return None
    same = os.path.normcase(program.parent) == os.path.normcase(Path(sys.executable).absolute().parent)
    return None if same or Path(sys.prefix).resolve() in program.absolute().parents else program


def kernel_folder(name: str = "python3") -> str:
    """Where the description of that kernel lies."""
    from jupyter_client.kernelspec import KernelSpecManager

    return KernelSpecManager().get_kernel_spec(name).resource_dir
