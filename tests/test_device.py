"""Choosing the device: order of precedence, errors in words, seeds."""
import random

import numpy as np
import pytest
import torch

from course_utils import device


@pytest.fixture
def machine(monkeypatch):
    """A machine with the accelerators named: machine(cuda=2) has two CUDA GPUs."""
    def pretend(cuda=0, mps=False):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    return pretend


def test_the_best_there_is(machine):
    machine()
    assert device.choose() == torch.device("cpu")
    machine(mps=True)
    assert device.choose() == torch.device("mps")
    machine(cuda=1, mps=True)
    assert device.choose() == torch.device("cuda")


def test_argument_before_variable_before_best(machine, monkeypatch):
    machine(cuda=1)
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    assert device.choose() == torch.device("cpu")
    assert device.choose("cuda") == torch.device("cuda")
    monkeypatch.setenv("COURSE_DEVICE", "  ")
    assert device.choose() == torch.device("cuda")


@pytest.mark.parametrize("name", ["cuda", "cuda:0", "mps"])
def test_absent_device_is_an_error_never_the_cpu(machine, monkeypatch, name):
    machine()
    with pytest.raises(device.DeviceError, match="use 'cpu'"):
        device.choose(name)
    monkeypatch.setenv("COURSE_DEVICE", name)
    with pytest.raises(device.DeviceError, match=r"\(from COURSE_DEVICE\)"):
        device.choose()


@pytest.mark.parametrize("name", ["gpu", "tpu", "cuda:x", "xla", "meta"])
def test_unknown_names(machine, name):
    machine(cuda=1)
    with pytest.raises(device.DeviceError, match="Unknown device"):
        device.choose(name)


def test_gpu_number(machine):
    machine(cuda=2)
    assert device.choose("cuda:1").index == 1
    with pytest.raises(device.DeviceError, match="numbered 0 to 1"):
        device.choose("cuda:2")


@pytest.mark.parametrize("asked", ["0.25", " 1 "])
def test_a_share_of_the_gpus_memory(machine, monkeypatch, asked):
    machine(cuda=2)
    shares = {}
    monkeypatch.setattr(torch.cuda, "set_per_process_memory_fraction", lambda share, where: shares.update({str(where): share}))
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
    device.choose()
    assert shares == {}, "nothing is limited unless that is asked for"
    monkeypatch.setenv("COURSE_GPU_MEMORY", asked)
    device.choose()
    device.choose("cuda:1")
    device.choose("cpu")
    assert shares == {"0": float(asked), "cuda:1": float(asked)}


@pytest.mark.parametrize("asked", ["0", "1.5", "-1", "25%", "nan", "inf"])
def test_a_share_that_is_none_is_told_in_a_sentence(machine, monkeypatch, asked):
    machine(cuda=1)
    monkeypatch.setenv("COURSE_GPU_MEMORY", asked)
    with pytest.raises(device.DeviceError, match="for a quarter"):
        device.choose()
    assert device.choose("cpu") == torch.device("cpu")


def test_seed_everything():
    def draw():
        generator = device.seed_everything(3)
        return random.random(), np.random.rand(), torch.rand(1).item(), torch.rand(1, generator=generator).item()
    assert draw() == draw()


def test_describe_is_one_line(machine):
    machine()
    assert torch.__version__ in device.describe() and "\n" not in device.describe() and " cpu " in device.describe()
