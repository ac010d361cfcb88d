"""What could be wrong with this environment, each point with the command that repairs it.

`doctor.run()` shows a table in a notebook, `python -m course_utils doctor` prints it and exits with 1 on a FAIL.
Only the standard library is imported before a check needs more, so that the doctor also works where packages are missing.
Taught in: 00_environment, section 3
"""
from __future__ import annotations

import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .setup import environment, strangers
from .setup.requirements import ROOT, installed, missing, project, release, requirements

GB = 1e9
DISK, MEMORY = 0.5 * GB, 1 * GB          # below this a lesson can fail for want of room
FRONT_ENDS = {"@jupyter-widgets/jupyterlab-manager": "5", "anywidget": "0.9"}      # name -> lowest version


@dataclass(frozen=True)
class Result:
    """One line of the table: `cure` is what to type (on an OK line: what could be better)."""

    name: str
    ok: bool
    found: str
    cure: str = ""


class Report(tuple):
    """The results of all checks; prints as a table and shows as one in a notebook."""

    @property
    def ok(self) -> bool:
        """Whether no check failed."""
        return all(result.ok for result in self)

    def __repr__(self) -> str:
        width = max(len(result.name) for result in self)
        lines = []
        for result in self:
            lines.append(f"{'OK' if result.ok else 'FAIL':5}{result.name:{width}}  {result.found}")
            if result.cure:
                lines.append(f"{'':{width + 7}}→ {result.cure}")
        failed = sum(not result.ok for result in self)
        lines.append("Everything is fine." if self.ok else f"{failed} of {len(self)} checks failed: do what the arrows say.")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        left, whole = "style='text-align: left'", "style='text-align: left; white-space: nowrap'"
        rows = "".join(
            f"<tr><td {whole}><b>{'✔ OK' if r.ok else '✘ FAIL'}</b></td><td {whole}>{html.escape(r.name)}</td>"
            f"<td {left}>{html.escape(r.found)}</td><td {left}>{html.escape(r.cure)}</td></tr>" for r in self)
        return (f"<table><tr><th></th><th {left}>check</th><th {left}>found</th><th {left}>what to do</th></tr>"
                f"{rows}</table>")


def own_environment() -> bool:
    """Whether this Python lives in an environment (venv or conda) rather than in the system."""
    return sys.prefix != sys.base_prefix or (Path(sys.prefix) / "conda-meta").exists()


def install(*names: str) -> str:
    """The command that installs distributions for this very interpreter; without names, all that the course needs."""
    if not names and not own_environment():
        return "python3 -m course_utils lab     (on Windows: py -m course_utils lab)"
    return f'"{sys.executable}" -m pip install ' + (" ".join(names) if names else f'-e "{ROOT}"')


def python() -> Result:
    lowest = project()["requires-python"].removeprefix(">=")
    version = ".".join(map(str, sys.version_info[:3]))
    ok = release(version) >= release(lowest)
    return Result("Python", ok, version + ("" if ok else f", and the course needs {lowest} or newer"),
                  "" if ok else "install a newer one from https://www.python.org/downloads/, then: "
                                "python3 -m course_utils lab")


def packages() -> Result:
    lacks = missing()
    hidden, other = strangers.hiding(), strangers.other_checkout()
    if not lacks and other:
        return Result("packages", False, f"course_utils comes from {ROOT}, and the notebooks here are those of {other}",
                      f'"{sys.executable}" -m pip install -e "{other}"   then restart the kernel; '
                      "or open the notebooks with python3 -m course_utils lab in that folder")
    if not lacks and hidden:
        return Result("packages", False, f"{hidden[0]} is imported in place of the package of that name",
                      f"give {hidden[0].name} another name, remove __pycache__ beside it, and restart the kernel")
    if not lacks:
        return Result("packages", True, ", ".join(f"{r.name} {installed(r.name)}" for r in requirements()))
    return Result("packages", False, "; ".join(map(str, lacks)), install())


def server() -> Path | None:
    """The environment of the Jupyter server above this kernel, or None where there is none (a terminal, VS Code)."""
    import psutil

    try:
        commands = [process.cmdline() for process in psutil.Process().parents()]
    except psutil.Error:
        return None
    for command in commands:
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
                      f"start with python3 -m course_utils lab, which puts its own kernel first; or remove the folder "
                      f"{strangers.kernel_folder()} (jupyter kernelspec remove python3)")
    if above is None or above.resolve() == here.resolve():
        return Result("this kernel's environment", True, found)
    if has_course(above):
        return Result("this kernel's environment", False, f"{found}, but the course is installed in {above}",
                      "menu Kernel > Change Kernel… > Python 3 (ipykernel)")
    return Result("this kernel's environment", True, f"{found} (the server runs in {above})")


def widgets() -> Result:
    from jupyter_core.paths import jupyter_path

    above = server() or Path(sys.prefix)
    own = Path(sys.prefix).resolve()
    folders = [above / "share/jupyter/labextensions"] + [
        Path(p) for p in jupyter_path("labextensions") if own not in Path(p).resolve().parents]
    good, bad = [], []
    for name in disabled():
        return Result("sliders in the browser", False, f"{name} is switched off in JupyterLab's settings",
                      f'"{sys.executable}" -m jupyter labextension enable {name}   then reload the page')
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
        return Result("sliders in the browser", True, ", ".join(good))
    program = environment.interpreter(above) if above.resolve() != own else Path(sys.executable)
    return Result("sliders in the browser", False, f"{'; '.join(bad)} in {above}",
                  f'"{program}" -m pip install --upgrade ipywidgets jupyterlab_widgets anywidget   '
                  "then start JupyterLab again and reload the page")


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


def torch_pair() -> Result:
    name = "torch and torchvision"
    both = f"torch {installed('torch')}, torchvision {installed('torchvision')}"
    try:
        import torch
        import torchvision

        kept = torchvision.ops.nms(torch.tensor([[0.0, 0, 1, 1], [0, 0, 1, 1]]), torch.tensor([0.9, 0.8]), 0.5)
        if kept.tolist() == [0]:
            return Result(name, True, both)
        why = f"an operation of torchvision gives {kept.tolist()} instead of [0]"
    except ModuleNotFoundError:
        raise
    except Exception as error:         # whatever a broken build throws
        why = str(error).strip().splitlines()[0]
        if "torchvision::" in why or "undefined symbol" in why or "compiled with different CUDA" in str(error):
            why = f"they come from different builds ({why})"
        elif isinstance(error, OSError):
            why = f"PyTorch's own libraries cannot be loaded ({why})"
            if os.name == "nt":
                return Result(name, False, f"{both}: {why}", "install the Microsoft Visual C++ Redistributable: "
                              "https://aka.ms/vs/17/release/vc_redist.x64.exe")
    return Result(name, False, f"{both}: {why}", same_index())


def same_index() -> str:
    """The command that installs torch and torchvision afresh from one source."""
    if (Path(sys.prefix) / "conda-meta").exists():
        return f'conda install -p "{sys.prefix}" -c conda-forge --force-reinstall pytorch torchvision'
    build = (installed("torch") or "").partition("+")[2]
    index = f" --index-url {environment.wheel_index(build)}" if re.fullmatch(r"cpu|xpu|cu\d+|rocm[\d.]+", build) else ""
    return install("--force-reinstall", "torch", "torchvision") + index


def devices() -> Result:
    import torch

    from . import device

    names = ["cpu", *(f"cuda:{n}" for n in range(torch.cuda.device_count()) if torch.cuda.is_available()),
             *(["mps"] if torch.backends.mps.is_available() else [])]
    for name in names:
        try:
            fault = compute(torch, name)
        except Exception as error:         # a driver can fail in many ways
            fault = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        if fault:
            cure = ("choose another device: COURSE_DEVICE=cpu; for CUDA update the NVIDIA driver (nvidia-smi shows it) or "
                    "install a build for an older one: python3 -m course_utils lab --torch cu126" if name != "cpu"
                    else install("--force-reinstall", "torch", "torchvision"))
            return Result("PyTorch computes", False, f"{name}: {fault}", cure)
    try:
        chosen = device.choose()
    except device.DeviceError as error:
        return Result("PyTorch computes", False, str(error), "unset COURSE_DEVICE, or choose the kernel Course (CPU)")
    found, advice = f"on {', '.join(names)}; the lessons use {chosen}", ""
    if len(names) == 1 and shutil.which("nvidia-smi") and torch.version.cuda:
        return driver(torch, found)
    if len(names) == 1 and shutil.which("nvidia-smi"):
        advice = ("an NVIDIA driver is installed, but this PyTorch sees no GPU: python3 -m course_utils lab --torch cu130 "
                  "installs a build that can")
    return Result("PyTorch computes", True, found, advice)


def driver(torch, found: str) -> Result:
    """Why a PyTorch built for CUDA sees no GPU although there is an NVIDIA driver: nearly always the driver's age."""
    built = torch.version.cuda
    try:
        told = subprocess.run(["nvidia-smi"], capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        told = ""
    match = re.search(r"CUDA(?: UMD)? Version:\s*([\d.]+)", told)
    if match is None:
        return Result("PyTorch computes", True, found, "nvidia-smi shows no usable GPU: if there should be one, install or repair "
                                                       "NVIDIA's driver and restart the computer")
    if release(match[1])[:1] >= release(built)[:1]:
        return Result("PyTorch computes", True, found, "a GPU is there and PyTorch does not see it: is it hidden "
                                                       "(CUDA_VISIBLE_DEVICES), or was the computer not restarted after an update?")
    build = " or: python3 -m course_utils lab --torch cu126" if release(match[1]) >= (12, 6) and release(built) > (12, 6) else ""
    return Result("PyTorch computes", False, f"{found}: the NVIDIA driver knows CUDA {match[1]}, and this PyTorch is built for {built}",
                  f"update the NVIDIA driver (https://www.nvidia.com/drivers) and restart the computer;{build or ' until then COURSE_DEVICE=cpu works'}")


def compute(torch, name: str) -> str:
    """A forward and a backward pass on one device; what is wrong with the result, or "". Whole numbers: exact everywhere."""
    x = torch.arange(12.0, device=name).reshape(3, 4) - 6         # (3, 4)
    w = torch.ones(4, 2, device=name, requires_grad=True)         # (4, 2)
    (x @ w).relu().sum().backward()                               # (3, 4) @ (4, 2) -> (3, 2)
    return "" if w.grad.tolist() == [[2.0, 2.0], [3.0, 3.0], [4.0, 4.0], [5.0, 5.0]] else f"wrong gradient {w.grad.tolist()}"


def data_files() -> Result:
    from . import data
    from .data import archives, fetch

    get = "python -m course_utils data"
    try:
        data.digits()
    except archives.DataError as error:
        return Result("data", False, str(error), "git checkout -- data/digits")
    try:
        packed = {archive: archives.read(fetch.raw_folder() / archive.name) for archive in fetch.MNIST}
    except OSError as error:
        return Result("data", False, f"{error.filename} cannot be read ({error.strerror})",
                      "ask its owner to let you read it, or set COURSE_DATA to a folder of your own; then: " + get)
    faults = [f"{archive.name}: {archive.archive_fault(content)}" for archive, content in packed.items()
              if content is not None and archive.archive_fault(content)]
    if faults:
        return Result("data", False, f"{'; '.join(faults)} (in {fetch.raw_folder()})", get)
    if None in packed.values():
        return Result("data", True, "the digits that ship, verified; MNIST is not here yet", f"{get}   fetches MNIST (12 MB)")
    return Result("data", True, f"MNIST, {len(packed)} files verified in {fetch.raw_folder()}")


def disk() -> Result:
    from .data import archives

    folder = archives.folder()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Result("disk", free >= DISK, f"{free / GB:.1f} GB free in {folder}",
                  "" if free >= DISK else "make room, or keep data elsewhere: set COURSE_DATA to a folder on another disk")


def memory() -> Result:
    import psutil

    free = psutil.virtual_memory().available
    return Result("memory", free >= MEMORY, f"{free / GB:.1f} GB available",
                  "" if free >= MEMORY else "close other programs; in JupyterLab: menu Kernel > Shut Down All Kernels…")


CHECKS: tuple[Callable[[], Result], ...] = (python, packages, kernel, widgets, torch_pair, devices, data_files, disk, memory)


def examine(check: Callable[[], Result]) -> Result | None:
    """The check's result; one that cannot be carried out is a FAIL, or None where it waits for packages."""
    name = check.__name__.replace("_", " ")
    try:
        return check()
    except ModuleNotFoundError as error:
        return None if missing() else Result(name, False, f"{error.name} is not installed", install())
    except Exception as error:         # the doctor must get through the rest of the table
        return Result(name, False, f"could not be checked: {type(error).__name__}: {error}", install())


def run() -> Report:
    """Carry out every check (where packages are missing, those that can be)."""
    return Report(filter(None, map(examine, CHECKS)))


def main(argv: list[str] | None = None) -> int:
    """`python -m course_utils doctor`: print the table; the exit status is 1 if a check failed."""
    argparse.ArgumentParser(prog="python -m course_utils doctor", description="Check this environment.").parse_args(argv)
    report = run()
    print(report)
    return 0 if report.ok else 1
