"""The two commands: set-up in a folder of its own, its interruptions and failures, and what is started in the end."""
import ast
import errno
import importlib.util
import io
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_utils import __main__ as entry
from course_utils.setup import commands, environment, kernels, lock, pip, progress, requirements, symptoms, typed, venv
from course_utils.setup.requirements import Lack, Requirement, SetupError

AGAIN = "python3 -m course_utils lab"
PACKAGE = Path(entry.__file__).parent


# ---- the command line

def run(*arguments, **env):
    return subprocess.run([sys.executable, "-m", "course_utils", *arguments], capture_output=True, text=True,
                          encoding="utf-8", cwd=PACKAGE.parent, env={**os.environ, "PYTHONUTF8": "1", **env})


def test_without_a_command_there_is_help():
    done = run()
    assert done.returncode == 0 and done.stderr == ""
    for command in ("lab", "test", "doctor", "data", "progress", "kernels", "store", "fresh", "update", "--torch"):
        assert re.search(rf"^\s+.*{command}\b", done.stdout, re.M)


def test_an_unknown_command_is_told():
    done = run("lap")
    assert done.returncode == 2 and "no command 'lap'" in done.stderr and "lab" in done.stderr


def test_too_old_a_python_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    sentence = entry.too_old((3, 8))
    assert sentence.startswith("The course needs Python 3.11 or newer, and this is Python 3.8. ")
    assert "https://www.python.org/downloads/" in sentence
    monkeypatch.setattr(entry, "too_old", lambda: sentence)
    assert entry.main(["lab"]) == 1
    assert capsys.readouterr().err == sentence + "\n"


@pytest.mark.skipif(os.name == "nt", reason="names of programs")
def test_a_newer_python_beside_the_old_one_is_named(monkeypatch, tmp_path):
    program = tmp_path / "python3.12"
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "type: python3.12 -m course_utils lab" in entry.too_old((3, 9))


def test_this_python_will_do():
    assert entry.too_old() == ""


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_the_first_two_files_can_be_read_by_any_python(name):
    source = (PACKAGE / name).read_text(encoding="utf-8")
    assert source.isascii()
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Starred, ast.AsyncFunctionDef))
        assert not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None and not any(a.annotation for a in node.args.args)
            assert not node.args.kwonlyargs and not node.args.posonlyargs


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.8", "3.10"])
def test_an_old_python_says_so_itself(version):
    import shutil

    program = shutil.which(f"python{version}")
    if not program or subprocess.run([program, "-c", ""], capture_output=True).returncode:
        pytest.skip(f"no Python {version} here")
    done = subprocess.run([program, "-B", "-m", "course_utils", "lab"], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert done.returncode == 1 and done.stdout == ""
    assert re.fullmatch(rf"The course needs Python 3\.11 or newer, and this is Python {re.escape(version)}\. .+\n", done.stderr)


# ---- what the course needs

def test_requirements_are_lower_bounds():
    assert Requirement.parse("numpy>=1.26") == Requirement("numpy", "1.26")
    assert str(Requirement.parse(" ruff ")) == "ruff"
    for line in ("torch==2.6", "numpy>=1.26,<3", "torch @ https://example.org/x.whl", "a; python_version<'4'"):
        with pytest.raises(ValueError, match="lower bound"):
            Requirement.parse(line)


@pytest.mark.parametrize(("low", "high"), [("2.9", "2.10"), ("8.1", "8.1.3"), ("2.15.0", "2.15.1+cu130"), ("", "0.1"), ("1.26", "2.0rc1")])
def test_versions_are_compared_by_their_numbers(low, high):
    assert requirements.release(low) < requirements.release(high)
    assert requirements.release("2.15.0+cpu") == requirements.release("2.15")


def test_missing_and_old_packages_are_found(monkeypatch):
    have = {r.name: "99.0" for r in requirements.requirements("test")} | {"torch": "1.13.1+cu117"}
    have.pop("anywidget")

    def version(name):
        if name not in have:
            raise metadata.PackageNotFoundError(name)
        return have[name]

    monkeypatch.setattr(metadata, "version", version)
    assert [str(lack) for lack in requirements.missing("test")] == [
        "anywidget>=0.9.13 (not installed)", "torch>=2.10 (1.13.1+cu117 is here)"]


# ---- pip in one line, its failures in words

@pytest.mark.parametrize(("line", "says"), [
    ("Collecting torch>=2.10 (from dl-workbook==0.1.0)", "looking up torch"),
    ("  Downloading torch-2.15.0-cp311-cp311-manylinux_2_28_x86_64.whl (532.1 MB)", "downloading torch 2.15.0 (532.1 MB)"),
    ("  Downloading https://example.org/whl/cpu/torch-2.15.0%2Bcpu-cp311-win_amd64.whl (110 MB)", "downloading torch 2.15.0%2Bcpu (110 MB)"),
    ("  Using cached numpy-2.4.6-cp311-cp311-win_amd64.whl.metadata (62 kB)", "downloading numpy 2.4.6 (62 kB)"),
    ("Installing collected packages: six, numpy, torch", "installing 3 packages (a minute or two)"),
    ("Requirement already satisfied: six", "before"),
])
def test_pips_lines_are_folded(line, says):
    assert progress.fold(line, "before") == says


def test_a_downloads_share_is_shown():
    assert progress.fold("Progress 133000000 of 532000000", "downloading torch 2.15.0 (532 MB)") == "downloading torch 2.15.0 (532 MB) · 25%"
    assert progress.fold("Progress 9 of 10", "downloading torch 2.15.0 (532 MB) · 25%") == "downloading torch 2.15.0 (532 MB) · 90%"


@pytest.mark.parametrize(("output", "words"), [
    ("OSError: [Errno 28] No space left on device", "The disk is full: make room"),
    ("ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: 'x'", "may not be written"),
    ("ERROR: [WinError 5] Access is denied: 'torch.dll'", "close the program that uses it"),
    ("OSError: [WinError 33] Der Prozess kann nicht auf die Datei zugreifen", "used by another program: close JupyterLab"),
    ("OSError: [WinError 1224] xyz", "used by another program: close JupyterLab"), ("OSError: [WinError 1295] xyz", "The disk is full"),
    ("WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(... Failed to establish a new connection"
     "')': /simple/setuptools/\nERROR: No matching distribution found for setuptools>=77", "The package index cannot be reached"),
    ("ReadTimeoutError: HTTPSConnectionPool: Read timed out.", "check the network connection"),
    ("ERROR: Could not find a version that satisfies the requirement torch>=2.10 (from versions: 2.2.2)\n", "has no torch for Python"),
    ("ERROR: Something quite different.", "pip could not install the packages: Something quite different."),
    ("ERROR: Could not install packages due to an OSError: [WinError 206] Der Dateiname oder die Erweiterung ist zu lang", "move the folder"),
    ("OSError: [Errno 36] File name too long: 'x'", "A file name is too long for this system"),
    ("OSError: [WinError 112] Espace insuffisant sur le disque", "The disk is full: make room"),
    ("OSError: [WinError 32] 文件正由另一进程使用", "used by another program: close JupyterLab"),
    ("", "it gave no reason"),
])
def test_pips_failures_are_explained(output, words):
    sentence = symptoms.explain(output, AGAIN)
    assert words in sentence and sentence.endswith(f"type again: {AGAIN}") and "\n" not in sentence


@pytest.mark.parametrize(("system", "machine", "bits", "abi", "words"), [
    ("darwin", "x86_64", 64, "", "no longer makes packages for Intel Macs"), ("win32", "AMD64", 32, "", "This is a 32-bit Python"),
    ("linux", "i686", 32, "", "This is a 32-bit Python"), ("win32", "ARM64", 64, "", "install the 64-bit Python for x86-64"),
    ("linux", "x86_64", 64, "x86_64-pc-linux-musl", "musl"), ("linux", "riscv64", 64, "", "This machine is a riscv64"),
    ("linux", "x86_64", 64, "x86_64-pc-linux-gnu", ""), ("linux", "aarch64", 64, "aarch64-unknown-linux-gnu", ""),
    ("darwin", "arm64", 64, "", ""), ("win32", "AMD64", 64, "", "")])
def test_platforms_without_pytorch_are_named(monkeypatch, system, machine, bits, abi, words):
    monkeypatch.setattr(symptoms.sys, "platform", system)
    monkeypatch.setattr(symptoms.sys, "maxsize", 2 ** (bits - 1) - 1)
    monkeypatch.setattr(symptoms.platform, "machine", lambda: machine)
    monkeypatch.setattr(symptoms.sysconfig, "get_config_var", lambda name: abi)
    monkeypatch.setattr(symptoms, "translated", lambda: False)
    told = symptoms.explain("ERROR: No matching distribution found for torch>=2.10", AGAIN)
    assert words in told and told.endswith(f"type again: {AGAIN}")
    assert (symptoms.PLATFORMS in told and "version older or newer" not in told) == bool(words)
    assert "torch" not in symptoms.explain("ERROR: No matching distribution found for anywidget", AGAIN)


def test_an_intel_python_on_apple_silicon_is_named(monkeypatch):
    monkeypatch.setattr(symptoms.sys, "platform", "darwin")
    monkeypatch.setattr(symptoms.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: SimpleNamespace(stdout="1\n"))
    assert "install the universal Python" in symptoms.without_pytorch()


def test_the_readme_lists_the_platforms():
    assert f"It runs where PyTorch has packages: {symptoms.PLATFORMS}." in (PACKAGE.parent / "README.md").read_text(encoding="utf-8")


def test_real_pip_without_network(tmp_path, monkeypatch):
    if not pip.version(Path(sys.executable)):          # importing pip here would change how setuptools is imported later
        pytest.skip("an environment made by uv has no pip")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    screen = progress.Progress(io.StringIO())
    arguments = ["--index-url", "http://127.0.0.1:9/simple", "--retries", "1", "--no-cache-dir", "--target", str(tmp_path / "t")]
    with pytest.raises(SetupError, match="The package index cannot be reached") as caught:
        pip.install(Path(sys.executable), [*arguments, "no-such-distribution-for-the-course"], log=tmp_path / "log",
                    again=AGAIN, progress=screen)
    assert str(tmp_path / "log") in str(caught.value) and "127.0.0.1" in (tmp_path / "log").read_text()


@pytest.mark.parametrize(("system", "path", "typed_as"), [
    ("posix", "/home/a b/python", '"/home/a b/python"'), ("nt", r"C:\course\python.exe", r"C:\course\python.exe"),
    ("nt", r"C:\my course\python.exe", r'& "C:\my course\python.exe"')])       # PowerShell takes a quoted path for a text
def test_a_program_is_named_so_that_it_can_be_typed(monkeypatch, system, path, typed_as):
    monkeypatch.setattr(typed, "os", SimpleNamespace(name=system))
    assert typed.program(path) == typed_as


def test_progress_is_one_line_on_a_terminal_and_rare_elsewhere(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(progress.shutil, "get_terminal_size", lambda *_, **__: os.terminal_size((30, 20)))
    screen = Terminal()
    line = progress.Progress(screen)
    for part in range(50):
        line.show(f"downloading torch 2.15.0 (532 MB) · {part}%")
    line.close()
    assert "\n" not in screen.getvalue() and max(map(len, screen.getvalue().split("\r"))) < 30
    paper = io.StringIO()
    line = progress.Progress(paper)
    line.show("looking up torch")
    assert paper.getvalue() == ""
    line.last -= progress.QUIET
    line.show("looking up torch")
    assert paper.getvalue().count("\n") == 1


# ---- the set-up in .venv

@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder whose `.venv` the set-up may make, in a Python that lacks everything; `calls` are pip's arguments."""
    place = tmp_path / ".venv"
    monkeypatch.setattr(venv, "ASIDE", tmp_path / ".venv-removed")
    held = set()
    monkeypatch.setattr(environment, "absent", lambda *extras: [] if (environment.needs(), *extras) in held else ["torch"])
    monkeypatch.setattr(environment, "link", lambda: None)
    monkeypatch.setattr(venv, "VENV", place)
    monkeypatch.setattr(environment, "missing", lambda *extras: [Lack(Requirement("torch"), None)])
    monkeypatch.delenv("COURSE_TORCH", raising=False)
    calls = []

    def install(python, arguments, *, log, again, progress):
        assert python.exists()
        calls.append(arguments)
        if "--editable" in arguments:
            held.add((environment.needs(), *re.findall(r"\[(.*)\]$", arguments[-1])))

    monkeypatch.setattr(pip, "install", install)
    monkeypatch.setattr(environment, "calls", calls, raising=False)
    return tmp_path


def quick(monkeypatch):
    """Environments without pip: made in a moment."""
    real = subprocess.run

    def fake(command, **kw):
        if command[1:3] == ["-m", "venv"]:
            command = [*command[:3], "--without-pip", *command[3:]]
        return real(command, **kw)

    monkeypatch.setattr(venv.subprocess, "run", fake)
    monkeypatch.setattr(pip, "version", lambda python: "25.0")


def test_set_up_makes_an_environment_once(folder, monkeypatch, capsys):
    quick(monkeypatch)
    python = environment.ensure(again=AGAIN)
    assert python == environment.interpreter() and python.exists()
    assert environment.calls == [["--editable", str(environment.ROOT)]]
    assert (venv.VENV / "share/jupyter/kernels/course-cpu/kernel.json").exists()
    assert "Set-up complete" in capsys.readouterr().out
    assert environment.ready() and not environment.ready("test")
    assert environment.ensure(again=AGAIN) == python
    assert len(environment.calls) == 1 and capsys.readouterr().out == ""


def test_the_tests_extra_is_added_later_and_stays(folder, monkeypatch):
    quick(monkeypatch)
    environment.ensure(again=AGAIN)
    environment.ensure("test", again=AGAIN)
    assert environment.calls[-1] == ["--editable", f"{environment.ROOT}[test]"]
    assert environment.ready() and environment.ready("test")
    monkeypatch.setattr(environment, "needs", lambda: "something new")
    environment.ensure(again=AGAIN)
    assert environment.calls[-1] == ["--editable", f"{environment.ROOT}[test]"], "new needs, the same extras"


def test_two_set_ups_at_once_take_turns(folder, monkeypatch, capfd):
    quick(monkeypatch)
    holder = subprocess.Popen([sys.executable, "-c", "import sys, time\nfrom pathlib import Path\nfrom course_utils.setup import lock\n"
                               "lock.path = lambda: Path(sys.argv[1])\nwith lock.alone('again'):\n    print('held', flush=True)\n    sys.stdin.read()",
                               str(folder / "one.lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PACKAGE.parent)
    monkeypatch.setattr(lock, "path", lambda: folder / "one.lock")
    try:
        assert holder.stdout.readline() == "held\n"
        second = threading.Thread(target=environment.ensure, kwargs={"again": AGAIN})
        second.start()
        second.join(1.2)
        assert second.is_alive() and environment.calls == [], "it must wait"
        # what the first one did need not be done again
        monkeypatch.setattr(environment, "ready", lambda *a, **kw: True)
    finally:
        holder.communicate("")
    second.join(10)
    assert not second.is_alive() and environment.calls == []
    assert capfd.readouterr().out.count("Another set-up of this folder is running") == 1


def test_a_set_up_goes_on_where_no_lock_can_be_had(folder, monkeypatch):
    quick(monkeypatch)
    monkeypatch.setattr(lock, "path", lambda: folder / "missing" / "one.lock")
    environment.ensure(again=AGAIN)
    assert environment.ready()


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), SetupError("no network")])
def test_a_set_up_cut_short_is_completed_next_time(folder, monkeypatch, failure):
    quick(monkeypatch)
    real = pip.install

    def cut(*arguments, **kw):
        raise failure

    monkeypatch.setattr(pip, "install", cut)
    with pytest.raises(type(failure)):
        environment.ensure(again=AGAIN)
    assert not environment.ready()
    site = venv.site_packages()[0]
    for name, files in {"half-1.0.dist-info": ["METADATA"], "whole-1.0.dist-info": ["METADATA", "RECORD"]}.items():
        (site / name).mkdir()
        for file in files:
            (site / name / file).write_text("")
    made = environment.interpreter().stat().st_ino
    monkeypatch.setattr(pip, "install", real)
    environment.ensure(again=AGAIN)
    assert environment.ready() and environment.interpreter().stat().st_ino == made
    assert sorted(p.name for p in site.glob("*.dist-info")) == ["whole-1.0.dist-info"]


def test_other_peoples_files_are_not_removed(folder):
    venv.VENV.mkdir()
    (venv.VENV / "thesis.docx").write_text("")
    with pytest.raises(SetupError, match=r"holds other things \(thesis.docx\)"):
        environment.ensure(again=AGAIN)
    assert (venv.VENV / "thesis.docx").exists()


def test_a_broken_marker_counts_as_none(folder, monkeypatch):
    quick(monkeypatch)
    environment.ensure(again=AGAIN)
    for text in ("", "[]", "{", '{"needs": "old"}'):
        environment.marker().write_text(text)
        assert not environment.ready()


def test_a_wheel_index_is_asked_for_pytorch_alone(folder, monkeypatch):
    quick(monkeypatch)
    environment.ensure(torch="cpu", again=AGAIN)
    first, second = environment.calls
    assert first == ["--index-url", "https://download.pytorch.org/whl/cpu", "torch>=2.10", "torchvision>=0.25"]
    assert second[0] == "--editable"
    environment.ensure(again=AGAIN)
    assert len(environment.calls) == 2, "the choice is remembered"
    (venv.site_packages()[0] / "torch-2.15.0.dist-info").mkdir()
    (venv.site_packages()[0] / "torch-2.15.0.dist-info/RECORD").write_text("")
    (venv.site_packages()[0] / "torch-2.15.0.dist-info/METADATA").write_text("Name: torch\nVersion: 2.15.0\n")
    environment.ensure(torch="cu130", again=AGAIN)
    assert environment.calls[2][:3] == ["--force-reinstall", "--index-url", "https://download.pytorch.org/whl/cu130"]
    assert json.loads(environment.marker().read_text())["torch"] == "cu130"


def test_an_unknown_wheel_index_is_told(folder):
    with pytest.raises(SetupError, match="--torch gpu is not known: give cpu, cu130"):
        environment.ensure(torch="gpu", again=AGAIN)
    assert not venv.VENV.exists()
    assert environment.wheel_index("file:///wheels") == "file:///wheels"


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_no_venv_module(folder, monkeypatch, module):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == module else real(name, *a))
    with pytest.raises(SetupError, match=rf"lacks its module {module}\. On Debian and Ubuntu type: sudo apt install python3\.\d+-venv"):
        environment.ensure(again=AGAIN)


@pytest.mark.parametrize(("number", "words"), [(errno.EROFS, "is read-only for you: copy it"), (errno.EACCES, "is read-only for you"),
                                               (errno.ENOSPC, "The disk is full"), (errno.EIO, "could not write its files")])
def test_a_folder_that_cannot_be_written(folder, monkeypatch, number, words):
    def refuse(*args, **kw):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SetupError, match=words) as caught:
        environment.ensure(again=AGAIN)
    assert str(caught.value).endswith(f"type again: {AGAIN}")


def test_a_disk_too_small_is_told_before_the_download(folder, monkeypatch):
    quick(monkeypatch)
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: SimpleNamespace(free=1e9))
    with pytest.raises(SetupError, match=r"Only 1\.0 GB are free"):
        environment.ensure(again=AGAIN)
    assert environment.calls == []


def test_an_environment_that_has_everything_is_left_alone(folder, monkeypatch, capsys):
    monkeypatch.setattr(environment, "missing", lambda *extras: [])
    assert environment.ensure("test", again=AGAIN) == Path(sys.executable)
    assert environment.ensure(torch="cpu", again=AGAIN) == Path(sys.executable)
    assert "--torch and --mirror are only for" in capsys.readouterr().out
    assert environment.calls == [] and not venv.VENV.exists()


def test_an_environment_without_the_test_packages_is_left_alone_too(folder, monkeypatch):
    monkeypatch.setattr(environment, "missing", lambda *extras: [Lack(Requirement("nbval", "0.11"), None)] if extras else [])
    with pytest.raises(SetupError, match=r'lacks nbval>=0\.11 \(not installed\)\. Type: .* -m pip install -e ".*\[test\]"'):
        environment.ensure("test", again=AGAIN)
    assert environment.calls == [] and not venv.VENV.exists()


def test_failures_end_with_status_1_and_no_traceback(monkeypatch, capsys):
    def fail(*a, **k):
        raise SetupError("One sentence.")

    monkeypatch.setattr(environment, "ensure", fail)
    assert commands.main(["lab"]) == 1
    assert capsys.readouterr().err == "One sentence.\n"

    def stop(*a, **k):
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "ensure", stop)
    assert commands.main(["test", "-k", "x"]) == 130
    assert capsys.readouterr().err.strip().endswith("type again: python3 -m course_utils test -k x".replace("python3", commands.PYTHON))


def test_other_commands_ask_for_the_set_up(folder, monkeypatch, capsys):
    monkeypatch.setattr(commands, "missing", lambda: ["torch"])
    assert commands.main(["data"]) == 1
    assert "not set up yet" in capsys.readouterr().err
    started = []
    monkeypatch.setattr(environment, "ready", lambda *a, **k: True)
    monkeypatch.setattr(commands, "become", lambda python, arguments, *_, **__: started.append((python, arguments)) or 0)
    assert commands.main(["progress", "--where"]) == 0
    assert started == [(environment.interpreter(), ["-m", "course_utils", "progress", "--where"])]


# ---- what is started

@pytest.fixture
def started(monkeypatch):
    """The program, arguments and environment that would replace this process."""
    seen = {}

    def ensure(*extras, torch=None, mirror=None, again):
        seen["asked"] = (extras, torch, again)
        return Path(sys.executable)

    def become(python, arguments, env=None):
        seen.update(python=python, arguments=arguments, env=env or commands.surroundings(python))
        return 0

    monkeypatch.setattr(environment, "ensure", ensure)
    monkeypatch.setattr(commands, "become", become)
    monkeypatch.setattr(kernels, "register", lambda prefix, python: [])
    monkeypatch.delenv("COURSE_TORCH", raising=False)
    return seen


def test_lab_passes_options_on(started):
    assert commands.main(["lab", "--no-browser", "--torch", "cu130", "--port", "8890", "--ServerApp.ip=*"]) == 0
    assert started["asked"][:2] == ((), "cu130")
    assert started["arguments"][:2] == ["-m", "jupyterlab"]
    assert started["arguments"][-4:] == ["--no-browser", "--port", "8890", "--ServerApp.ip=*"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00_environment.ipynb" in started["arguments"]


def test_test_passes_options_on(started, monkeypatch):
    monkeypatch.setenv("COURSE_TORCH", "cpu")
    assert commands.main(["test", "-k", "mlp and not lab", "tests/test_nets.py"]) == 0
    assert started["asked"] == (("test",), "cpu", f"{commands.PYTHON} -m course_utils test -k mlp and not lab tests/test_nets.py")
    assert started["arguments"] == ["-m", "pytest", "-k", "mlp and not lab", str(Path("tests/test_nets.py").resolve())]


def test_the_package_is_found_from_the_notebooks_folder(started, tmp_path):
    commands.main(["lab"])
    code = "import course_utils, os; print(course_utils.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=started["env"], capture_output=True, text=True)
    assert Path(done.stdout.strip()) == PACKAGE / "__init__.py"
    assert started["env"]["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be replaced on Windows")
def test_the_process_is_replaced(monkeypatch):
    seen = []
    monkeypatch.setattr(os, "execve", lambda *a: seen.append(a))
    monkeypatch.setattr(os, "chdir", seen.append)
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: type("P", (), {"wait": lambda self: 0})())
    commands.become(Path("/x/python"), ["-m", "pytest"])
    assert seen[0] == commands.ROOT and seen[1][:2] == ("/x/python", ["/x/python", "-m", "pytest"])


def test_a_start_for_real():
    """JupyterLab comes up at lesson 0, with both kernels and without the question about news."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "course_utils", "lab", "--no-browser", f"--port={port}",
                               "--ServerApp.port_retries=0", "--IdentityProvider.token=course"],
                              cwd=PACKAGE.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def ask(path):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}?token=course", timeout=20) as answer:
            return json.load(answer)

    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "/lab/tree/" in line:
                break
        assert any("/lab/tree/notebooks/00_environment.ipynb" in line for line in said), "".join(said)
        for _ in range(100):
            try:
                names = ask("/api/kernelspecs")["kernelspecs"]
                break
            except OSError:
                time.sleep(0.1)
        assert {"course-cpu", "course-cuda"} <= set(names)
        schema = ask("/lab/api/settings/@jupyterlab/apputils-extension:notification")["schema"]
        assert schema["properties"]["fetchNews"]["default"] == "false"
    finally:
        server.terminate()
        server.communicate(timeout=30)


# ---- the kernels

def test_kernels_are_registered_once(tmp_path):
    assert len(kernels.register(tmp_path, Path(sys.executable))) == 2
    assert kernels.register(tmp_path, Path(sys.executable)) == []
    for name, device in (("course-cpu", "cpu"), ("course-cuda", "cuda")):
        spec = json.loads((tmp_path / "share/jupyter/kernels" / name / "kernel.json").read_text())
        assert spec["env"]["COURSE_DEVICE"] == device and spec["argv"][0] == sys.executable
    assert len(kernels.register(tmp_path, Path("/another/python"))) == 2


def test_the_kernel_chooses_the_device(tmp_path, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    kernels.register(tmp_path, Path(sys.executable))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    source = "import os; from course_utils import device\nprint(os.environ['COURSE_DEVICE'], device.choose())"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="course-cpu", timeout=120,
                   resources={"metadata": {"path": str(PACKAGE.parent)}}).execute()
    assert notebook.cells[0].outputs[0].text == "cpu cpu\n"


def test_the_kernels_command(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(commands.sys, "prefix", str(tmp_path))
    assert commands.main(["kernels"]) == 0
    assert "course-cuda: " in capsys.readouterr().out

    def refuse(prefix, python):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(kernels, "register", refuse)
    assert commands.main(["kernels"]) == 1
    assert "cannot be written (Permission denied)" in capsys.readouterr().err


def test_a_registered_kernel_ignores_what_was_set_up_for_other_work(tmp_path, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    other = tmp_path / "ipython" / "profile_default"
    (other / "startup").mkdir(parents=True)
    (other / "startup" / "00.py").write_text("import builtins; builtins.sum = None")
    (other / "ipython_kernel_config.py").write_text("c.InteractiveShellApp.exec_lines = ['len = None']")
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path / "matplotlibrc"))
    monkeypatch.setenv("PYTHONSTARTUP", str(other / "startup" / "00.py"))
    kernels.register(tmp_path, Path(sys.executable))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(
        "import matplotlib\nprint(sum([1, 2]), len('abc'), matplotlib.rcParams['lines.linewidth'])")])
    NotebookClient(notebook, kernel_name="course-cpu", timeout=120).execute()
    assert notebook.cells[0].outputs[0].text == "3 3 1.5\n"
