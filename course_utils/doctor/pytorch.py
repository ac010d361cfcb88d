"""PyTorch: whether its packages fit together, and whether every device computes."""
from __future__ import annotations

import os
import re
import shutil
import subprocess

from ..setup.requirements import installed, release
from ..setup.typed import COURSE
from .cures import install, same_index
from .report import Result


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


def devices() -> Result:
    import torch

    from .. import device

    names = ["cpu", *(f"cuda:{n}" for n in range(torch.cuda.device_count()) if torch.cuda.is_available()),
             *(["mps"] if torch.backends.mps.is_available() else [])]
    for name in names:
        try:
            fault = compute(torch, name)
        except Exception as error:         # a driver can fail in many ways
            fault = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        if fault:
            cure = ("choose another device: COURSE_DEVICE=cpu; for CUDA update the NVIDIA driver (nvidia-smi shows it) or "
                    f"install a build for an older one: {COURSE} lab --torch cu126" if name != "cpu"
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
        advice = (f"an NVIDIA driver is installed, but this PyTorch sees no GPU: {COURSE} lab --torch cu130 "
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
    build = f" or: {COURSE} lab --torch cu126" if release(match[1]) >= (12, 6) and release(built) > (12, 6) else ""
    return Result("PyTorch computes", False, f"{found}: the NVIDIA driver knows CUDA {match[1]}, and this PyTorch is built for {built}",
                  f"update the NVIDIA driver (https://www.nvidia.com/drivers) and restart the computer;{build or ' until then COURSE_DEVICE=cpu works'}")


def compute(torch, name: str) -> str:
    """A forward and a backward pass on one device; what is wrong with the result, or "". Whole numbers: exact everywhere."""
    x = torch.arange(12.0, device=name).reshape(3, 4) - 6         # (3, 4)
    w = torch.ones(4, 2, device=name, requires_grad=True)         # (4, 2)
    (x @ w).relu().sum().backward()                               # (3, 4) @ (4, 2) -> (3, 2)
    return "" if w.grad.tolist() == [[2.0, 2.0], [3.0, 3.0], [4.0, 4.0], [5.0, 5.0]] else f"wrong gradient {w.grad.tolist()}"
