"""`lab --present`: the course in front of a class, without touching the teacher's own JupyterLab."""
import json

import pytest

from course_utils.setup import commands, environment, present
from course_utils.setup.requirements import ROOT, SetupError
from course_utils.setup.surroundings import CONFIG


@pytest.fixture
def cache(monkeypatch, tmp_path):
    monkeypatch.setattr(present.folders, "own", lambda: tmp_path / "cache")
    monkeypatch.setattr(present.folders, "home", lambda: tmp_path / "home")
    return tmp_path


def test_settings_are_the_courses_own(cache):
    env = present.surroundings({"JUPYTER_CONFIG_PATH": str(CONFIG), "PATH": "/bin"})
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        assert env[name].startswith(str(cache / "cache/present"))
    path = env["JUPYTER_CONFIG_PATH"].split(present.os.pathsep)
    # what the user's server needs (a password, certificates) is still read, and comes last
    assert path == [str(present.PRESENT), str(CONFIG), str(cache / "home/.jupyter")]
    assert env["PATH"] == "/bin"
    assert (cache / "cache/present/config/custom/custom.css").read_bytes() == (present.PRESENT / "custom.css").read_bytes()
    assert present.surroundings({"JUPYTER_CONFIG_DIR": "/mine"})["JUPYTER_CONFIG_PATH"].endswith(present.os.pathsep + "/mine")


def test_each_lecture_begins_with_a_window_of_its_own(cache):
    env = present.surroundings({})
    old = present.Path(env["JUPYTERLAB_WORKSPACES_DIR"]) / "default.jupyterlab-workspace"
    old.parent.mkdir(parents=True)
    old.write_text("{}")
    changed = present.Path(env["JUPYTERLAB_SETTINGS_DIR"]) / "theme.json"
    changed.parent.mkdir(parents=True)
    changed.write_text("dark")
    present.surroundings({})
    assert not old.exists() and changed.read_text() == "dark"


def test_a_notebook_can_be_named():
    lesson = "notebooks/03_linear_regression.ipynb"
    assert present.opened_at("first", [str(ROOT / lesson), "--no-browser"]) \
        == ([f"--LabApp.default_url=/doc/tree/{lesson}", "--LabApp.custom_css=True"], ["--no-browser"])
    options, rest = present.opened_at("notebooks/00_environment.ipynb", ["--port", "8890", "/elsewhere/x.ipynb"])
    assert "/doc/tree/notebooks/00_environment.ipynb" in options[0] and rest == ["--port", "8890", "/elsewhere/x.ipynb"]


def test_what_is_set_exists_in_jupyterlab():
    """A setting that JupyterLab does not know would be ignored without a word."""
    import sys
    from pathlib import Path

    told = json.loads((present.PRESENT / "labconfig/default_setting_overrides.json").read_text(encoding="utf-8"))
    for name, values in told.items():
        package, _, plugin = name.partition(":")
        found = [p for p in (Path(sys.prefix) / "share/jupyter").rglob(f"{package}/{plugin}.json") if "schemas" in p.parts]
        if package == "jupyterlab-slideshow" and not found:
            continue                     # an extra
        assert found, name
        assert set(values) <= set(json.loads(found[0].read_text(encoding="utf-8"))["properties"]), name


def started(monkeypatch, *arguments):
    """(arguments, environment) with which `lab` becomes JupyterLab."""
    told = []
    monkeypatch.setattr(commands, "become", lambda python, options, env=None: told.append((options, env)) or 0)
    monkeypatch.setattr(commands.kernels, "register", lambda *_: False)
    assert commands.lab(list(arguments)) == 0
    return told[0]


def test_the_command(monkeypatch, cache):
    asked = []
    monkeypatch.setattr(environment, "ensure", lambda *extras, **_: asked.append(extras) or environment.interpreter())
    options, env = started(monkeypatch, "--present", "--port", "8890")
    assert "--present" not in options and options[-2:] == ["--port", "8890"] and asked == [("present",)]
    assert "--LabApp.default_url=/doc/tree/notebooks/00_environment.ipynb" in options and "JUPYTERLAB_SETTINGS_DIR" in env
    options, env = started(monkeypatch, "--port", "8890")
    assert env is None and "--LabApp.default_url=/lab/tree/notebooks/00_environment.ipynb" in options


def test_a_class_is_not_kept_waiting_for_slides(monkeypatch, cache, capsys):
    def ensure(*extras, **_):
        if extras:
            raise SetupError("This environment lacks jupyterlab-slideshow. Type: pip install …")
        return environment.interpreter()

    monkeypatch.setattr(environment, "ensure", ensure)
    started(monkeypatch, "--present")
    assert "lacks jupyterlab-slideshow" in capsys.readouterr().err
