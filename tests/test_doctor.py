"""Each check of the doctor is made to fail, and names the cure."""
import builtins
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_utils import doctor
from course_utils.doctor import Report, Result, cures, installation, jupyter, pytorch, resources
from course_utils.setup import kernels
from course_utils.setup.requirements import Lack, Requirement
from course_utils.setup.surroundings import CONFIG
from course_utils.setup.typed import COURSE


def failed(result: Result, found: str, cure: str) -> None:
    assert not result.ok
    assert re.search(found, result.found), result.found
    assert re.search(cure, result.cure), result.cure


def test_all_is_well_here():
    report = doctor.run()
    assert report.ok, report
    assert [r.name for r in report] == ["Python", "packages", "this kernel's environment", "sliders in the browser",
                                        "torch and torchvision", "PyTorch computes", "data", "disk", "memory"]


def test_python_too_old(monkeypatch):
    monkeypatch.setattr(installation, "project", lambda: {"requires-python": ">=3.99"})
    failed(installation.python(), r"the course needs 3\.99 or newer", r"python\.org")


@pytest.mark.parametrize(("own", "cure"), [(True, r'-m pip install -e ".*"$'), (False, "python3 -m course_utils lab")])
def test_packages_missing_or_old(monkeypatch, own, cure):
    monkeypatch.setattr(installation, "missing", lambda: [Lack(Requirement("anywidget", "0.9.13"), None),
                                                    Lack(Requirement("ipykernel", "7"), "6.29.5")])
    monkeypatch.setattr(cures, "own_environment", lambda: own)
    failed(installation.packages(), r"anywidget>=0\.9\.13 \(not installed\); ipykernel>=7 \(6\.29\.5 is here\)", cure)


def processes(monkeypatch, *commands):
    import psutil

    chain = [SimpleNamespace(cmdline=lambda c=command: c) for command in commands]
    monkeypatch.setattr(psutil, "Process", lambda: SimpleNamespace(parents=lambda: chain))


@pytest.mark.parametrize(("commands", "prefix"), [
    ([["/c/envs/dl/bin/python3.12", "-m", "jupyterlab", "--no-browser"], ["bash"]], "/c/envs/dl"),
    ([["sh", "-c", "x"], ["/c/bin/python", "/c/bin/jupyter-lab"]], "/c"),
    ([["python", "-m", "jupyterlab"]], None),
    ([["/usr/bin/code"], ["bash"]], None),
    ([], None),
])
def test_the_server_above_is_found(monkeypatch, commands, prefix):
    processes(monkeypatch, *commands)
    assert jupyter.server() == (Path(prefix) if prefix else None)


def test_the_servers_process_may_be_hidden(monkeypatch):
    import psutil

    def denied():
        raise psutil.AccessDenied(1)

    monkeypatch.setattr(psutil, "Process", lambda: SimpleNamespace(parents=denied))
    assert jupyter.server() is None


def test_kernel_of_another_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(jupyter, "server", lambda: tmp_path)
    assert jupyter.kernel().ok, "a server elsewhere is no fault in itself (JupyterHub)"
    (tmp_path / "course-setup.json").write_text("{}")
    failed(jupyter.kernel(), f"{re.escape(sys.prefix)}, but the course is installed in",
           rf"Change Kernel… > Course \(CPU\).*{re.escape(str(tmp_path))}.* -m course_utils kernels")
    monkeypatch.setattr(jupyter, "server", lambda: Path(sys.prefix))
    assert jupyter.kernel().ok


def front_end(prefix: Path, **versions) -> None:
    names = {"manager": "@jupyter-widgets/jupyterlab-manager", "anywidget": "anywidget"}
    for key, version in versions.items():
        folder = prefix / "share/jupyter/labextensions" / names[key]
        folder.mkdir(parents=True)
        (folder / "package.json").write_text(json.dumps({"version": version}))


@pytest.mark.parametrize(("versions", "found"), [
    ({}, "jupyterlab-manager is missing; anywidget is missing"),
    ({"manager": "5.0.16"}, "^anywidget is missing"),
    ({"manager": "3.1.0", "anywidget": "0.9.21"}, "jupyterlab-manager 3.1.0 is older than 5"),
])
def test_front_end_missing_where_the_server_runs(monkeypatch, tmp_path, versions, found):
    front_end(tmp_path, **versions)
    monkeypatch.setattr(jupyter, "server", lambda: tmp_path)
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *names: [str(Path(sys.prefix) / "share/jupyter/labextensions")])
    failed(jupyter.widgets(), found, rf'^"{re.escape(str(tmp_path))}.*python.*" -m pip install --upgrade ipywidgets .*reload the page')


def test_front_end_there(monkeypatch, tmp_path):
    front_end(tmp_path, manager="5.0.16", anywidget="0.9.21")
    monkeypatch.setattr(jupyter, "server", lambda: tmp_path)
    monkeypatch.setattr(jupyter, "prompt", lambda above: True)
    assert jupyter.widgets() == Result("sliders in the browser", True, "jupyterlab-manager 5.0.16, anywidget 0.9.21")


def broken_import(monkeypatch, error: Exception) -> None:
    real = builtins.__import__

    def fake(name, *args, **kw):
        if name == "torchvision":
            raise error
        return real(name, *args, **kw)

    monkeypatch.setattr(builtins, "__import__", fake)


@pytest.mark.parametrize(("version", "cure"), [("2.15.0", r"torch torchvision$"),
                                               ("2.15.0+cpu", r"--index-url https://download\.pytorch\.org/whl/cpu$")])
def test_builds_that_do_not_match(monkeypatch, version, cure):
    broken_import(monkeypatch, RuntimeError("operator torchvision::nms does not exist"))
    for module in (pytorch, cures):
        monkeypatch.setattr(module, "installed", lambda name: version)
    result = pytorch.torch_pair()
    if "conda install" in result.cure:
        cure = "conda-forge --force-reinstall pytorch torchvision"
    failed(result, r"different builds \(operator torchvision::nms does not exist\)", cure)


def test_libraries_that_cannot_be_loaded(monkeypatch):
    broken_import(monkeypatch, OSError("[WinError 126] the module c10.dll could not be found"))
    failed(pytorch.torch_pair(), "own libraries cannot be loaded", "torch")


def test_an_operation_that_gives_nonsense(monkeypatch):
    import torch
    import torchvision

    monkeypatch.setattr(torchvision.ops, "nms", lambda *a: torch.tensor([1, 0]))
    failed(pytorch.torch_pair(), r"gives \[1, 0\]", "torch")


def test_a_device_that_computes_nonsense(monkeypatch):
    monkeypatch.setattr(pytorch, "compute", lambda torch, name: "wrong gradient [[0.0]]")
    failed(pytorch.devices(), "cpu: wrong gradient", "pip install --force-reinstall torch")


def test_a_gpu_whose_driver_fails(monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    real = pytorch.compute

    def compute(torch, name):
        if name != "cpu":
            raise RuntimeError("CUDA error: no kernel image is available for execution on the device\nmore")
        return real(torch, name)

    monkeypatch.setattr(pytorch, "compute", compute)
    failed(pytorch.devices(), "^cuda:0: CUDA error: no kernel image is available for execution on the device$",
           "update the NVIDIA driver")


def test_a_device_asked_for_that_is_not_there(monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    monkeypatch.setenv("COURSE_DEVICE", "cuda")
    failed(pytorch.devices(), "'cuda' was asked for", "unset COURSE_DEVICE")


def test_a_driver_without_a_gpu_in_pytorch_is_worth_a_word(monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    monkeypatch.setattr(pytorch.shutil, "which", lambda name: "/usr/bin/nvidia-smi")
    monkeypatch.setattr(torch.version, "cuda", None)
    result = pytorch.devices()
    assert result.ok and "--torch cu130" in result.cure


@pytest.mark.parametrize(("built", "driver", "ok", "cure"), [
    ("13.0", "CUDA Version: 12.8", False, "update the NVIDIA driver .*--torch cu126"), ("12.6", "CUDA Version: 11.4", False, "update the NVIDIA driver .*COURSE_DEVICE=cpu"),
    ("13.0", "CUDA Version: 13.1", True, "CUDA_VISIBLE_DEVICES"), ("13.0", "NVIDIA-SMI has failed", True, "repair NVIDIA's driver")])
def test_a_driver_too_old_for_this_pytorch(monkeypatch, built, driver, ok, cure):
    import torch

    monkeypatch.setattr(torch.version, "cuda", built)
    monkeypatch.setattr(pytorch.subprocess, "run", lambda *a, **k: SimpleNamespace(stdout=driver))
    result = pytorch.driver(torch, "on cpu")
    assert result.ok == ok and re.search(cure, result.cure), result


def test_a_file_that_hides_a_package(monkeypatch, tmp_path):
    (tmp_path / "torch.py").write_text("")
    (tmp_path / "mine.py").write_text("")
    monkeypatch.chdir(tmp_path)
    failed(installation.packages(), r"torch\.py is imported in place of the package", r"give torch\.py another name")
    (tmp_path / "torch.py").rename(tmp_path / "random.py")           # of the standard library, and in use
    failed(installation.packages(), r"random\.py", "another name")
    (tmp_path / "random.py").unlink()
    assert installation.packages().ok


def test_another_checkout(monkeypatch, tmp_path):
    (tmp_path / "course_utils").mkdir()
    (tmp_path / "course_utils/__init__.py").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    failed(installation.packages(), f"the notebooks here are those of {re.escape(str(tmp_path))}", rf'-m pip install -e "{re.escape(str(tmp_path))}"')


def test_a_kernel_of_another_installation(monkeypatch, tmp_path):
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps({"argv": ["/cluster/bin/python", "-m", "ipykernel_launcher"], "display_name": "x", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    failed(jupyter.kernel(), r"`python3`, which the notebooks ask for, is that of .cluster.bin.python", rf"course_utils lab.*{re.escape(str(folder))}")


def test_sliders_switched_off_in_jupyterlab(monkeypatch, tmp_path):
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig/page_config.json").write_text(json.dumps({"disabledExtensions": {"anywidget": True, "other": True}}))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    failed(jupyter.widgets(), "anywidget is switched off", "labextension enable anywidget")


def test_a_server_without_the_course_s_extension(monkeypatch, tmp_path):
    """Started by a plain `jupyter lab`, in an environment where nobody has enabled it."""
    import psutil
    from jupyter_core import paths

    monkeypatch.setattr(paths, "jupyter_config_path", lambda: [str(tmp_path)])
    assert not jupyter.prompt(tmp_path)
    with monkeypatch.context() as there:
        there.setattr(jupyter, "server", lambda: Path(sys.prefix))
        there.setattr(jupyter, "prompt", lambda above: False)
        result = jupyter.widgets()
        assert result.ok and "-m course_utils kernels" in result.cure
    # as the command leaves it
    kernels.register(tmp_path / "env", Path(sys.executable))
    assert jupyter.prompt(tmp_path / "env")
    # as `lab` does
    monkeypatch.setattr(paths, "jupyter_config_path", lambda: [str(CONFIG)])
    assert jupyter.prompt(tmp_path)
    # as a hub does
    monkeypatch.setattr(paths, "jupyter_config_path", lambda: [])
    assert not jupyter.prompt(tmp_path)
    above = SimpleNamespace(cmdline=lambda: ["jupyterhub-singleuser", "--ServerApp.jpserver_extensions={'course_utils.setup.server': True}"])
    monkeypatch.setattr(psutil, "Process", lambda: SimpleNamespace(parents=lambda: [above]))
    assert jupyter.prompt(tmp_path)


def test_data_that_may_not_be_read(monkeypatch):
    from course_utils.data import archives

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(archives, "read", refuse)
    failed(resources.data_files(), r"t.*ubyte\.gz cannot be read \(Permission denied\)", "COURSE_DATA")


def test_damaged_data(monkeypatch, tmp_path):
    from course_utils.data import archives, fetch

    monkeypatch.setattr(fetch, "raw_folder", lambda: tmp_path)
    result = resources.data_files()
    assert result.ok and "MNIST is not here yet" in result.found and "course_utils data" in result.cure
    (tmp_path / fetch.MNIST[1].name).write_bytes(gzip.compress(b"nonsense"))
    failed(resources.data_files(), "train-labels-idx1-ubyte.gz: its MD5 checksum is wrong", f"{COURSE} data")

    def damaged():
        raise archives.DataError("data/digits/x is damaged (it is empty)")

    monkeypatch.setattr("course_utils.data.images.digits", damaged)
    failed(resources.data_files(), "is damaged", "git checkout -- data/digits")


def test_a_full_disk(monkeypatch):
    monkeypatch.setattr(resources.shutil, "disk_usage", lambda path: SimpleNamespace(free=2e8))
    failed(resources.disk(), r"^0\.2 GB free in ", "COURSE_DATA")


def test_a_folder_that_does_not_exist_yet_has_a_disk(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "not" / "yet"))
    assert str(tmp_path) in resources.disk().found


def test_little_memory(monkeypatch):
    import psutil

    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=3e8))
    failed(resources.memory(), r"^0\.3 GB available", "Shut Down All Kernels")


def test_a_check_that_breaks_is_a_failed_check(monkeypatch):
    def broken_check():
        raise ZeroDivisionError("division by zero")

    failed(doctor.examine(broken_check), "could not be checked: ZeroDivisionError", "pip install|course_utils lab")


def test_where_packages_are_missing_the_rest_is_still_told(monkeypatch):
    def needs_torch():
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.setattr(doctor, "CHECKS", (installation.python, installation.packages, needs_torch))
    assert [r.name for r in doctor.run()] == ["Python", "packages", "needs torch"]
    for module in (installation, doctor):
        monkeypatch.setattr(module, "missing", lambda: [Lack(Requirement("torch", "2.6"), None)])
    assert [r.name for r in doctor.run()] == ["Python", "packages"]


GOOD, BAD = Result("disk", True, "9 GB"), Result("data <x>", False, "it is & broken", "type <this>")


def test_the_table_as_text():
    assert repr(Report([GOOD, BAD])).splitlines() == [
        "OK   disk      9 GB",
        "FAIL data <x>  it is & broken",
        "               → type <this>",
        "1 of 2 checks failed: do what the arrows say.",
    ]
    assert repr(Report([GOOD])).endswith("Everything is fine.")


def test_the_table_as_html():
    table = Report([GOOD, BAD])._repr_html_()
    assert table.count("<tr>") == 3 and "✔ OK" in table and "✘ FAIL" in table
    assert "data &lt;x&gt;" in table and "it is &amp; broken" in table and "type &lt;this&gt;" in table


def test_the_exit_status(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "CHECKS", (lambda: GOOD,))
    assert doctor.main([]) == 0
    monkeypatch.setattr(doctor, "CHECKS", (lambda: GOOD, lambda: BAD))
    assert doctor.main([]) == 1
    assert "→ type <this>" in capsys.readouterr().out


def test_the_command():
    done = subprocess.run([sys.executable, "-m", "course_utils", "doctor"], capture_output=True, text=True, encoding="utf-8",
                          cwd=Path(doctor.__file__).parents[2])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "OK   PyTorch computes" in done.stdout
