"""Progress is remembered atomically, survives damage, and never stops a lesson."""
import json
import os
import subprocess
import sys

import pytest

from course_utils.checks import core, progress, record


@pytest.fixture
def file(monkeypatch, tmp_path):
    path = tmp_path / "deep" / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    monkeypatch.setattr(core, "listing", lambda: {"03.1": "One", "03.2": "Two", "04.1": "Three"})
    return path


def test_nothing_is_passed_at_first(file):
    assert "0 of 3 exercises passed" in repr(progress()) and not file.exists()


def test_remembered_once_and_shown(file):
    assert record.remember("03.2") == "" and record.remember_quiz("03", 3, 5) == ""
    first = file.read_text()
    assert record.remember("03.2") == "" and record.remember_quiz("03", 2, 5) == ""
    assert file.read_text() == first
    shown = progress()
    assert "1 of 3 exercises passed" in repr(shown) and "3/5" in repr(shown)
    assert "✔ 03.2" in shown._repr_html_() and "○ 03.1" in shown._repr_html_()
    assert [p.name for p in file.parent.iterdir()] == [file.name], "temporary files must not stay"


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", '{"passed": 3}', "\x00\xff"])
def test_a_damaged_file_is_set_aside(file, damage):
    file.parent.mkdir()
    file.write_bytes(damage.encode("latin-1"))
    shown = repr(progress())
    assert "damaged" in shown and "0 of 3" in shown
    aside = [p for p in file.parent.iterdir() if "damaged" in p.name]
    assert len(aside) == 1 and aside[0].read_bytes() == damage.encode("latin-1")
    assert record.remember("03.1") == "" and "1 of 3" in repr(progress())


def test_odd_entries_do_not_break_the_table(file):
    file.parent.mkdir()
    file.write_text(json.dumps({"passed": {"99.9": "x", "03.1": None}, "quiz": {"03": "?", "04": [1]}}))
    assert "1 of 3" in repr(progress()) and "table" in progress()._repr_html_()


def test_where_nothing_can_be_written_the_verdict_says_so(monkeypatch, tmp_path):
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "a file" / "progress.json"))
    monkeypatch.setattr(core, "_REGISTRY", {"90.1": core.Exercise("Anything", lambda answer: None)})
    verdict = core.check("90.1", 1)
    assert verdict.state == "passed" and "could not be remembered" in verdict.message
    assert "exercises passed" in repr(progress())


def test_a_write_that_fails_leaves_the_old_file(file, monkeypatch):
    record.remember("03.1")
    before = file.read_text()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert "No space left" in record.remember("03.2")
    assert file.read_text() == before and len(list(file.parent.iterdir())) == 1


def test_default_place_is_the_users_own(monkeypatch):
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    monkeypatch.setattr(sys, "platform", "linux")
    assert record.path().as_posix() == "/somewhere/dl-workbook/progress.json"


def test_command_prints_and_loads_no_torch(file):
    code = ("import sys; from course_utils.checks import record; record.main([]); record.main(['--where']);"
            " assert not {'torch', 'ipywidgets', 'matplotlib'} & set(sys.modules)")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "exercises passed" in out and str(file) in out
