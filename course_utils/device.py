"""Where tensors live: choose the processor, seed everything that is random, describe the machine."""
from __future__ import annotations

import math
import os
import random
from typing import TYPE_CHECKING

from .setup.typed import COURSE

if TYPE_CHECKING:
    import torch

KINDS = ("cpu", "cuda", "mps")


class DeviceError(RuntimeError):
    """The device that was asked for is not there; the message says what to do."""


def choose(name: str | None = None) -> torch.device:
    """The device to compute on: `name`, else the environment variable COURSE_DEVICE, else the best there is.

    `name` is "cpu", "cuda", "cuda:1" ... or "mps"; without one the order is cuda, mps, cpu.
    COURSE_GPU_MEMORY=0.25 lets this kernel have a quarter of a GPU's memory, where a class shares it.
    Raises DeviceError where the device that was asked for is absent or unknown: it never falls back silently.
    """
    import torch

    asked, by = (name, "") if name else (os.environ.get("COURSE_DEVICE", "").strip(), " (from COURSE_DEVICE)")
    if not asked:
        if torch.cuda.is_available():
            _share(torch, torch.device("cuda"))
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(str(asked).lower())
    except RuntimeError:
        device = None
    if device is None or device.type not in KINDS:
        raise DeviceError(f"Unknown device {str(asked)!r}{by}: use 'cpu', 'cuda' or 'mps'.")
    if device.type == "cuda":
        _check_cuda(torch, device, by)
        _share(torch, device)
    elif device.type == "mps" and not torch.backends.mps.is_available():
        raise DeviceError(f"'mps' was asked for{by}, but this PyTorch sees no Apple GPU: use 'cpu', "
                          f"or run `{COURSE} doctor` on a Mac with Apple silicon.")
    return device


def _check_cuda(torch, device: torch.device, by: str) -> None:
    if not torch.cuda.is_available():
        why = ("this PyTorch was built without CUDA" if torch.version.cuda is None and not torch.version.hip
               else "PyTorch sees no CUDA GPU")
        raise DeviceError(f"'{device}' was asked for{by}, but {why}: use 'cpu', "
                          f"or run `{COURSE} doctor` to see what is missing.")
    count = torch.cuda.device_count()
    if device.index is not None and device.index >= count:
        raise DeviceError(f"'{device}' was asked for{by}, but the CUDA GPUs here are numbered 0 to {count - 1}.")


def _share(torch, device: torch.device) -> None:
    """Keep this process to its share of the GPU's memory, where COURSE_GPU_MEMORY names one."""
    asked = os.environ.get("COURSE_GPU_MEMORY", "").strip()
    if not asked:
        return
    try:
        share = float(asked)
    except ValueError:
        share = math.nan
    if not 0 < share <= 1:
        raise DeviceError(f"COURSE_GPU_MEMORY is {asked!r}: set it to this kernel's share of the GPU's memory, above 0 and at most 1, "
                          "such as 0.25 for a quarter.")
    torch.cuda.set_per_process_memory_fraction(share, device if device.index is not None else torch.cuda.current_device())


def seed_everything(seed: int = 0) -> torch.Generator:
    """Seed Python, NumPy and PyTorch (on all devices); returns a CPU generator with the same seed.

    Hand the generator to what shuffles or draws, so that its numbers do not depend on what ran before.
    """
    import numpy as np
    import torch

    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)                    # seeds cuda and mps as well
    return torch.Generator().manual_seed(seed)


def describe() -> str:
    """One line on this machine: PyTorch's version, the device `choose()` takes, its name and memory."""
    import platform

    import torch

    device = choose()
    if device.type == "cuda":
        chip = torch.cuda.get_device_properties(device)
        detail = f"{chip.name}, {chip.total_memory / 2**30:.0f} GiB, CUDA {torch.version.cuda or torch.version.hip}"
    elif device.type == "mps":
        detail = f"Apple GPU, macOS {platform.mac_ver()[0]}"
    else:
        threads = torch.get_num_threads()
        detail = f"{platform.machine()}, {threads} thread{'s' if threads != 1 else ''}"
    return f"PyTorch {torch.__version__} on {device.type} ({detail})"
