"""environment.yml, pyproject.toml and the workflow ask for the same things."""
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
                   "CONTRIBUTING.md", "LICENSE", ".gitignore", ".gitattributes", ".github", ".ci"}


def test_both_licences_are_told():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in licence and "creativecommons.org/licenses/by/4.0" in licence
    assert re.search(r"MIT.*CC BY 4\.0", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
