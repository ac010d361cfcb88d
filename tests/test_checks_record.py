"""Progress is remembered atomically, survives damage, and never stops a lesson."""
import json
import os
import subprocess
import sys
from pathlib import Path

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
    assert {p.name for p in file.parent.iterdir()} == {file.name, f"{file.name}.lock"}, "temporary files must not stay"


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", '{"passed": 3}', "\x00\xff"])
def test_a_damaged_file_is_set_aside(file, damage):
    file.parent.mkdir()
    file.write_bytes(damage.encode("latin-1"))
    shown = repr(progress())
    assert "damaged" in shown and "0 of 3" in shown
    aside = [p for p in file.parent.iterdir() if "damaged" in p.name]
    assert "is kept as" in shown and len(aside) == 1 and aside[0].read_bytes() == damage.encode("latin-1")
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
    assert verdict.state == "passed" and "cannot be read (Not a directory)" in verdict.message
    assert "exercises passed" in repr(progress())


def test_a_write_that_fails_leaves_the_old_file(file, monkeypatch):
    record.remember("03.1")
    before = file.read_text()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert "No space left" in record.remember("03.2")
    assert file.read_text() == before and {p.name for p in file.parent.iterdir()} == {file.name, f"{file.name}.lock"}


@pytest.mark.skipif(sys.platform != "linux", reason="each system names its own place")
def test_default_place_is_the_users_own(monkeypatch):
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert record.path().as_posix() == "/somewhere/dl-workbook/progress.json"


def test_command_prints_and_loads_no_torch(file):
    code = ("import sys; from course_utils.checks import record; record.main([]); record.main(['--where']);"
            " assert not {'torch', 'ipywidgets', 'matplotlib'} & set(sys.modules)")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "exercises passed" in out and str(file) in out


def test_a_passed_check_tells_what_was_set_aside(file, monkeypatch):
    file.parent.mkdir()
    file.write_text("{")
    monkeypatch.setattr(core, "lesson", lambda number: None)
    monkeypatch.setattr(core, "_REGISTRY", {"90.1": core.Exercise("Anything", lambda answer: None)})
    message = core.check("90.1", 1).message
    assert message.startswith("Well done. ") and "was damaged" in message
    assert core.check("90.1", 1).message == "Well done."
    file.write_text("[]")
    record.remember_quiz("03", 1, 5)
    assert len(list(file.parent.glob("*damaged*"))) == 2, "two on one day, or in one second, are both kept"


def test_many_kernels_at_once_lose_nothing(file):
    code = ("import sys; from course_utils.checks import record\n"
            "for k in range(25): assert record.remember(f'{sys.argv[1]}.{k}') == ''")
    running = [subprocess.Popen([sys.executable, "-c", code, str(n)]) for n in range(8)]
    assert [p.wait(120) for p in running] == [0] * 8
    assert len(json.loads(file.read_text())["passed"]) == 200


def test_what_a_newer_course_keeps_there_stays(file):
    file.parent.mkdir()
    file.write_text(json.dumps({"passed": {"03.1": "x"}, "quiz": {}, "notes": {"a": [1]}, "theme": "dark"}))
    assert record.remember("03.2") == ""
    kept = json.loads(file.read_text())
    assert kept["notes"] == {"a": [1]} and kept["theme"] == "dark" and set(kept["passed"]) == {"03.1", "03.2"}
    for newer in ({"format": 2, "passed": {"03.1": "x"}}, {"format": 2, "passed": ["03.1"]}):
        file.write_text(json.dumps(newer))
        assert "newer version" in record.remember("03.2") and json.loads(file.read_text()) == newer
        assert "exercises passed" in repr(progress())


def test_never_written_after_a_failed_read(file, monkeypatch):
    record.remember("03.1")
    before = file.read_bytes()

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as denied:
        denied.setattr(type(file), "read_text", refuse)
        assert "cannot be read (Permission denied)" in record.remember("03.2")
        assert "cannot be read" in repr(progress())
    assert file.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path, monkeypatch):
    real, link = tmp_path / "real.json", tmp_path / "progress.json"
    link.symlink_to(real)
    monkeypatch.setenv("COURSE_PROGRESS", str(link))
    for id in ("03.1", "03.2"):
        assert record.remember(id) == ""
    assert link.is_symlink() and set(json.loads(real.read_text())["passed"]) == {"03.1", "03.2"}


def test_only_ordinary_files_are_written(tmp_path, monkeypatch):
    for place in (os.devnull, str(tmp_path)):
        if sys.platform == "win32" and place == os.devnull:
            continue
        monkeypatch.setenv("COURSE_PROGRESS", place)
        assert "no ordinary file" in record.remember("03.1") and "no ordinary file" in repr(progress())
        assert not os.path.exists(f"{place}.lock")
    assert not os.path.isfile(os.devnull)


def test_somebody_without_a_home(monkeypatch):
    for name in ("HOME", "XDG_DATA_HOME", "USERPROFILE", "APPDATA", "COURSE_PROGRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)        # what it does for a user the system does not know
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: Path("~/.local/share/dl-workbook"))
    assert "COURSE_PROGRESS" in record.remember("03.1") and "no home folder" in repr(progress())
    assert record.main(["--where"]) == 1
    monkeypatch.setenv("COURSE_PROGRESS", "~/progress.json")
    assert "no home folder" in record.remember("03.1")


def test_a_lock_that_is_held_is_waited_for_and_told(file, monkeypatch):
    import filelock

    from course_utils.checks import progress_file

    record.remember("03.1")
    monkeypatch.setattr(progress_file, "WAIT", 0.2)
    with filelock.FileLock(f"{file}.lock"):
        assert "another program has held" in record.remember("03.2")
    assert record.remember("03.2") == ""


def test_a_file_system_without_locks_is_written_all_the_same(file, monkeypatch):
    import filelock

    def none(self, *_, **__):
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", none)
    assert record.remember("03.1") == "" and "1 of 3" in repr(progress())


def test_nothing_from_the_file_runs_in_the_page(file):
    file.parent.mkdir()
    evil = "<img src=x onerror=alert(1)>"
    file.write_text(json.dumps({"passed": {evil: evil, "03.1": evil}, "quiz": {"03": [evil, evil], "04": evil, evil: [1, 2]}}))
    assert "<img" not in progress()._repr_html_() and "1 of 3" in repr(progress())
    assert record.remember_quiz("03", 2, 5) == "" and "2/5" in progress()._repr_html_()


def test_the_rights_of_the_file_stay(file):
    record.remember("03.1")
    file.chmod(0o640)
    record.remember("03.2")
    assert file.stat().st_mode & 0o777 == 0o640 or sys.platform == "win32"
