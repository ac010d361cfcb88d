"""environment.yml, pyproject.toml and the workflow ask for the same things."""
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from course_utils.setup.requirements import Requirement, requirements

ROOT = Path(__file__).parents[1]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# what conda-forge calls by another name
NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base", "playwright": "playwright-python"}


def conda_packages() -> dict[str, str]:
    """Name -> lowest version of everything conda installs."""
    lines = [Requirement.parse(line) for line in CONDA["dependencies"] if isinstance(line, str) and not line.startswith("python=")]
    return {line.name: line.lowest for line in lines}


def test_conda_and_pip_ask_for_the_same():
    wanted = {NAMES.get(r.name, r.name): r.lowest for r in requirements("test")}
    wanted |= {r.name: r.lowest for r in map(Requirement.parse, PROJECT["build-system"]["requires"])}
    found = conda_packages()
    found.pop("pip")
    assert found == wanted


def test_binder_installs_the_same():
    """repo2docker reads `.binder/` alone where it exists; pip runs in that folder, hence `..`."""
    theirs = yaml.safe_load((ROOT / ".binder/environment.yml").read_text(encoding="utf-8"))
    assert theirs["dependencies"].pop() == {"pip": ["-e .."]}
    ours = [line for line in CONDA["dependencies"] if line != {"pip": ["-e ."]}]
    assert theirs["dependencies"] == ours and theirs["channels"] == CONDA["channels"]


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_binder_goes_on_without_mnist(tmp_path):
    """postBuild is run by repo2docker in the course's folder; a mirror that fails must not fail the image."""
    script = ROOT / ".binder/postBuild"
    assert os.access(script, os.X_OK)
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho \"asked for: $*\"\nexit 1\n")
    fake.chmod(0o755)
    done = subprocess.run([str(script)], cwd=ROOT, env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}, capture_output=True, text=True)
    assert done.returncode == 0 and "asked for: -m course_utils data" in done.stdout and "digits that ship" in done.stdout
    assert "asked for: -m course_utils kernels" in done.stdout


def test_codespaces_types_the_readme_s_commands():
    made = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    for command in (made["onCreateCommand"].partition(" && ")[0], made["postAttachCommand"]):
        assert command.startswith("python3 -m course_utils lab --torch cpu")
    assert f"--port {made['forwardPorts'][0]}" in made["postAttachCommand"]
    version = tuple(map(int, made["image"].rpartition(":")[2].split(".")))
    assert version >= tuple(map(int, PROJECT["project"]["requires-python"].removeprefix(">=").split(".")))


def test_repo2docker_finds_the_python():
    line = next(line for line in CONDA["dependencies"] if str(line).startswith("python"))
    found = re.match(r"python\s*=+\s*([\d.]*)", line)               # the pattern it uses
    assert found and tuple(map(int, found[1].split("."))) >= tuple(map(int, PROJECT["project"]["requires-python"].removeprefix(">=").split(".")))


def test_line_ends_are_kept_on_every_system():
    done = subprocess.run(["git", "check-attr", "eol", "text", "--", ".ci/run", "notebooks/00_environment.ipynb", "data/digits/x.gz"], cwd=ROOT,
                          capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a clone")
    for line in (".ci/run: eol: lf", "notebooks/00_environment.ipynb: eol: lf", "data/digits/x.gz: text: unset"):
        assert line in done.stdout
    assert b"\r" not in (ROOT / ".ci/run").read_bytes()


def test_the_environment_is_found_and_holds_the_package():
    assert CONDA["name"] == "dl-workbook" and CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert {"pip": ["-e ."]} in CONDA["dependencies"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "conda env create -f environment.yml" in readme and f"conda activate {CONDA['name']}" in readme


def test_nothing_is_pinned():
    table = PROJECT["project"]
    every = [*table["dependencies"], *(line for extra in table["optional-dependencies"].values() for line in extra)]
    for line in every:
        assert Requirement.parse(line).lowest, f"{line}: a lower bound, and nothing else"


def test_the_workflow_covers_systems_and_versions():
    flow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    matrix = flow["jobs"]["clone"]["strategy"]["matrix"]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert matrix["python"][0] == lowest and len(matrix["python"]) >= 2
    commands = str(flow["jobs"])
    assert "environment.yml" in commands and "--resolution lowest-direct" in commands
    lowest_job = [step["run"] for step in flow["jobs"]["lowest"]["steps"] if "run" in step]
    # the environment is uv's: the course uses it as it is, and says that it did
    assert lowest_job[-1].count("test ! -e .venv/setup.log") == 1 and "VIRTUAL_ENV" not in "".join(lowest_job)


def test_main_knows_the_oldest_python():
    from course_utils.__main__ import OLDEST

    assert ".".join(map(str, OLDEST)) == PROJECT["project"]["requires-python"].removeprefix(">=")


def test_top_level():
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a clone")
    top = {name.partition("/")[0] for name in done.stdout.splitlines()}
    assert top <= {"environment.yml", "notebooks", "course_utils", "tests", "data", "README.md", "pyproject.toml",
                   "CONTRIBUTING.md", "LICENSE", ".gitignore", ".gitattributes", ".github", ".ci", ".hub", ".binder", ".devcontainer"}


def test_both_licences_are_told():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in licence and "creativecommons.org/licenses/by/4.0" in licence
    assert re.search(r"MIT.*CC BY 4\.0", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
