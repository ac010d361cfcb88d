"""fresh and update: nothing of the learner's is lost, whatever both sides did and whenever it is interrupted."""
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_utils.renewal import cells, fresh, originals, sources, swap, update

LESSON = "notebooks/03_lines.ipynb"


def notebook(**sources_by_id):
    return cells.dump({"cells": [{"cell_type": "code", "id": id.replace("_", "-"), "metadata": {}, "outputs": [], "execution_count": None,
                                  "source": text.splitlines(keepends=True)} for id, text in sources_by_id.items()],
                       "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def read(content):
    return [(cell["id"], cells.text(cell)) for cell in json.loads(content)["cells"]]


OLD = notebook(title="# Lines", setup="import torch", ex_1="def f(x):\n    return ...", ex_2="def g(x):\n    return ...", gone="old remark")
NEW = notebook(title="# Straight lines", setup="import torch", added="a new cell", ex_1="def f(x):\n    return ...",
               ex_2="def g(x, y):\n    return ...")
MINE = notebook(title="# Lines", setup="import torch", ex_1="def f(x):\n    return 2 * x", my_note="my note", ex_2="def g(x):\n    return 3 * x",
                gone="old remark")


def files(lesson, helper):
    return {"pyproject.toml": b"[project]", "course_utils/__init__.py": b"", "course_utils/renewal/swap.py": b"",
            "course_utils/helper.py": helper, LESSON: lesson}


OLDER, NEWER = files(OLD, b"version = 1"), files(NEW, b"version = 2")


def lay(folder, content):
    for inside, text in content.items():
        (folder / inside).parent.mkdir(parents=True, exist_ok=True)
        (folder / inside).write_bytes(text)
    return folder


def state(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and not {".course", ".git"} & set(path.relative_to(folder).parts)}


@pytest.fixture
def course(tmp_path):
    """A course as a ZIP is unpacked, whose originals were kept, with a learner's work in it."""
    folder = lay(tmp_path / "course", OLDER)
    originals.keep(folder)
    (folder / LESSON).write_bytes(MINE)
    (folder / "mine.txt").write_text("mine")
    return folder


@pytest.fixture
def newer(tmp_path):
    path = tmp_path / "newer.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for inside, text in NEWER.items():
            zipped.writestr(f"course-main/{inside}", text)
    return path


JOINED = [("title", "# Straight lines"), ("setup", "import torch"), ("added", "a new cell"), ("ex-1", "def f(x):\n    return 2 * x"),
          ("my-note", "my note"), ("ex-2", "def g(x):\n    return 3 * x"), ("ex-2-new", "def g(x, y):\n    return ...")]


def test_update_carries_answers_and_notes_over(course, newer, capsys):
    assert update.main([str(newer)], course) == 0
    said = capsys.readouterr().out
    assert read((course / LESSON).read_bytes()) == JOINED
    assert "ex-1" in said and "ex-2" in said and "course_utils/helper.py" in said and "1 cells of your own" in said
    assert (course / "course_utils/helper.py").read_bytes() == b"version = 2" and (course / "mine.txt").read_text() == "mine"
    before, = (course / ".course").glob("before-*")
    assert (before / LESSON).read_bytes() == MINE and (before / "course_utils/helper.py").read_bytes() == b"version = 1"


def test_update_twice_touches_nothing(course, newer, capsys):
    update.main([str(newer)], course)
    times = {path: path.stat().st_mtime_ns for path in course.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert update.main([str(newer)], course) == 0
    assert "up to date: nothing was changed" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in course.rglob("*") if path.is_file()} == times


def test_a_third_version_after_both_changed(course, newer):
    update.main([str(newer)], course)
    third = notebook(title="# Straight lines", setup="import torch", added="a newer cell", ex_1="def f(x):\n    return ...", ex_2="def g(x, y):\n    return ...")
    update.update(files(third, b"version = 3"), course)
    assert read((course / LESSON).read_bytes()) == [(i, "a newer cell" if i == "added" else t) for i, t in JOINED]


def test_without_originals_nothing_is_lost(course, newer):
    shutil.rmtree(course / ".course")
    assert update.main([str(newer)], course) == 0
    found = dict(read((course / LESSON).read_bytes()))
    assert set(read(MINE)) <= set(found.items()) and found["title-new"] == "# Straight lines" and found["ex-2-new"]


@pytest.mark.parametrize("mine", [b"", b"{", b"[]", b'{"cells": [{"source": "no id"}], "nbformat": 4, "nbformat_minor": 4}'])
def test_an_unreadable_notebook_is_kept_and_replaced(course, newer, mine, capsys):
    (course / LESSON).write_bytes(mine)
    assert update.main([str(newer)], course) == 0
    assert (course / LESSON).read_bytes() == NEW and "it is kept" in capsys.readouterr().out
    assert next((course / ".course").glob(f"before-*/{LESSON}")).read_bytes() == mine


def test_removed_moved_and_doubled_cells():
    mine = json.loads(MINE)
    mine["cells"] = [cell for cell in mine["cells"] if cell["id"] not in ("setup", "title")]
    mine["cells"].append({**mine["cells"][0], "source": "a copy"})
    joined = read(cells.join(cells.dump(mine), NEW, [OLD]).content)
    assert ("title", "# Straight lines") in joined, "removed by the learner, changed by the course: it is shown"
    assert "setup" not in dict(joined), "removed by the learner, and the same as ever: it stays away"
    assert ("ex-1-copy", "a copy") in joined and len({id for id, _ in joined}) == len(joined)


def test_outputs_of_the_learners_run_stay(course):
    ran = json.loads(OLD)
    ran["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "my run"}]
    assert "my run" in cells.join(cells.dump(ran), NEW, [OLD]).content.decode()


class Killed(BaseException):
    """The power is gone."""


STEPS = ["replace", "unlink", "fsync", "mkdir"]


@pytest.mark.parametrize("stop", range(40))
def test_killed_at_any_write_either_the_old_or_the_new_state_stands(course, newer, monkeypatch, stop):
    """Every call that changes the disk is counted, and the one numbered `stop` never happens, nor any after it."""
    old, count = state(course), iter(range(10_000))

    def counted(real):
        def call(*args, **kwargs):
            if next(count) >= stop:
                raise Killed
            return real(*args, **kwargs)
        return call

    with monkeypatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, counted(getattr(os, name)))
        patch.setattr(shutil, "copyfile", counted(shutil.copyfile))
        try:
            update.main([str(newer)], course)
        except Killed:
            pass
    for inside, content in state(course).items():
        assert content in (old.get(inside), NEWER.get(inside)) or read(content) == JOINED, f"{inside} is half-written"
    decided = swap.pending(course) or read((course / LESSON).read_bytes()) == JOINED
    swap.go_on(course)                                    # the first thing that the next command does
    if not decided:
        assert state(course) == old
    assert not swap.pending(course)
    update.main([str(newer)], course)
    assert read((course / LESSON).read_bytes()) == JOINED and (course / "course_utils/helper.py").read_bytes() == b"version = 2"
    assert MINE in [path.read_bytes() for path in (course / ".course").glob(f"before-*/{LESSON}")]


def test_work_done_between_an_interruption_and_its_end_is_kept(course):
    changes, _ = update.plan(NEWER, course)
    swap.stage(course, changes)
    (course / LESSON).write_bytes(b"written later")
    before = swap.finish(course)
    assert (before / LESSON).read_bytes() == b"written later" and read((course / LESSON).read_bytes()) == JOINED


def test_two_at_once(course, newer, capsys):
    with swap.alone(course):
        code = f"import sys; sys.path.insert(0, {str(Path(update.__file__).parents[2])!r}); from course_utils.renewal import update; " \
               f"from pathlib import Path; sys.exit(update.main([{str(newer)!r}], Path({str(course)!r})))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1 and "Another terminal is changing the course" in done.stderr and done.stderr.count("\n") == 1
    assert (course / LESSON).read_bytes() == MINE


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", ".git/hooks/evil", "C:evil", ".course/plan.json"])
def test_paths_that_lead_out_are_refused(course, tmp_path, name, capsys):
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for inside, text in (NEWER | {name: b"x"}).items():
            zipped.writestr(inside, text)
    code, old = update.main([str(path)], course), state(course)
    assert not (tmp_path / "evil").exists() and not (course / ".git").exists() and not swap.pending(course)
    assert state(course) == old and (code == 1 or "evil" not in "".join(old))
    capsys.readouterr()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_the_course_is_not_written_through(course, newer, tmp_path, capsys):
    (tmp_path / "other.py").write_text("other")
    (course / "course_utils/helper.py").unlink()
    (course / "course_utils/helper.py").symlink_to(tmp_path / "other.py")
    assert update.main([str(newer)], course) == 1 and "a link?" in capsys.readouterr().err
    assert (tmp_path / "other.py").read_text() == "other" and (course / LESSON).read_bytes() == MINE


def test_what_is_no_course_is_told_in_a_sentence(course, tmp_path, capsys):
    (tmp_path / "broken.zip").write_bytes(b"PK")
    (tmp_path / "empty").mkdir()
    for source in ("broken.zip", "empty", "nowhere.zip"):
        assert update.main([str(tmp_path / source)], course) == 1
    assert update.main([], course) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 4 and "no git clone" in said and (course / LESSON).read_bytes() == MINE
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("zeros", bytes(2000))
    with pytest.MonkeyPatch.context() as patch, pytest.raises(swap.Refused, match="it is not the course"):
        patch.setattr(sources, "LARGEST", 1000)
        sources.from_zip(bomb)


def git(folder, *arguments):
    return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(folder), *arguments], check=True,
                          capture_output=True, text=True).stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_update_by_git(tmp_path, capsys):
    there = lay(tmp_path / "there", OLDER | {"tests/old.py": b"old", "tests/mine.py": b"old"})
    git(there, "init", "-q", "-b", "main")
    git(there, "add", "-A")
    git(there, "commit", "-qm", "old")
    here = tmp_path / "here"
    subprocess.run(["git", "clone", "-q", str(there), str(here)], check=True)
    (here / LESSON).write_bytes(MINE)
    (here / "tests/mine.py").write_bytes(b"changed by me")
    lay(there, NEWER)
    git(there, "rm", "-q", "tests/old.py", "tests/mine.py")
    git(there, "add", "-A")
    git(there, "commit", "-qm", "new")
    assert update.main([], here) == 0
    assert read((here / LESSON).read_bytes()) == JOINED and git(here, "rev-parse", "HEAD") == git(there, "rev-parse", "HEAD")
    assert not (here / "tests/old.py").exists() and (here / "tests/mine.py").read_bytes() == b"changed by me"
    assert git(here, "diff", "--name-only") == LESSON, "git sees the learner's work, and nothing else"
    capsys.readouterr()
    assert update.main([], here) == 0 and "nothing was changed" in capsys.readouterr().out
    assert fresh.fresh("3", here).startswith("03_lines.ipynb is the original again") and (here / LESSON).read_bytes() == NEW


def test_fresh_sets_aside_under_a_date_and_never_overwrites(course, capsys):
    for work in (MINE, b"second", b"third"):
        (course / LESSON).write_bytes(work)
        assert fresh.main(["03"], course) == 0
        assert (course / LESSON).read_bytes() == OLD
    kept = sorted((course / "notebooks").glob("03_lines.mine-*.ipynb"))
    assert sorted(path.read_bytes() for path in kept) == sorted([MINE, b"second", b"third"])
    capsys.readouterr()
    assert fresh.main(["3"], course) == 0 and "nothing was changed" in capsys.readouterr().out
    assert sorted((course / "notebooks").glob("*.mine-*")) == kept
    assert fresh.main(["7"], course) == 1 and "it is one of 03" in capsys.readouterr().err
    (course / LESSON).unlink()
    assert fresh.main(["03"], course) == 0 and (course / LESSON).read_bytes() == OLD
    shutil.rmtree(course / ".course")
    (course / LESSON).write_bytes(MINE)
    assert fresh.main(["03"], course) == 1 and (course / LESSON).read_bytes() == MINE
    assert "update COURSE.zip" in capsys.readouterr().err


def test_fresh_killed_at_any_write(course, monkeypatch):
    for name in ("link", "replace"):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(fresh.os, name, lambda *_: (_ for _ in ()).throw(Killed))
            fresh.fresh("03", course)
        assert (course / LESSON).read_bytes() == MINE
    fresh.fresh("03", course)
    assert (course / LESSON).read_bytes() == OLD and MINE in [p.read_bytes() for p in (course / "notebooks").glob("*.mine-*")]


def test_fresh_on_a_disk_without_second_names(course, monkeypatch):
    monkeypatch.setattr(fresh.os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "Operation not permitted")))
    assert fresh.main(["03"], course) == 0
    assert next((course / "notebooks").glob("*.mine-*")).read_bytes() == MINE and (course / LESSON).read_bytes() == OLD
