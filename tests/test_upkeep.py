"""`fresh` and `update`: the lesson as it came, a newer course under half-solved notebooks, and nothing lost at any moment."""
import io
import json
import os
import random
import stat
import subprocess
import zipfile

import nbformat
import pytest

from course_utils.setup import files
from course_utils.setup.requirements import ROOT, SetupError
from course_utils.upkeep import aside, fresh, journal, merge, original, trees, update

PYPROJECT = b'[project]\nname = "dl-workbook"\n'
LESSON, OTHER = "notebooks/03_linear_regression.ipynb", "notebooks/04_activations.ipynb"


def notebook(**sources: str) -> bytes:
    """A notebook whose cells have these ids (with _ for -) and sources; those that begin with `ex` or `my` are code."""
    cells = [{"cell_type": "code", "id": id.replace("_", "-"), "metadata": {}, "execution_count": None, "outputs": [], "source": text}
             if id.startswith(("ex", "my")) else {"cell_type": "markdown", "id": id.replace("_", "-"), "metadata": {}, "source": text}
             for id, text in sources.items()]
    return (json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n").encode()


def texts(content: bytes) -> dict[str, str]:
    """Cell id -> source; the notebook is a valid one."""
    nbformat.validate(nbformat.reads(content.decode(), 4))
    return {id: merge.source(cell) for id, cell in merge.cells(content)[1].items()}


BASE = notebook(title="# 3", ex_03_1="answer = ...", why="because", ex_03_2="other = ...", end="bye")
COURSE = {"pyproject.toml": PYPROJECT, LESSON: BASE, OTHER: notebook(title="# 4"), "course_utils/help.py": b"x = 1\n",
          "course_utils/old.py": b"gone soon\n", ".ci/run": b"#!/bin/sh\n"}
NEWER = {**COURSE, LESSON: notebook(title="# 3, better", ex_03_1="answer = ...", added="more", why="since", ex_03_2="other = None", end="bye"),
         "course_utils/help.py": b"x = 2\n", "course_utils/new.py": b"y = 1\n"}
del NEWER["course_utils/old.py"]
MINE = notebook(title="# 3", ex_03_1="answer = 42", why="because", my_note="mine", ex_03_2="other = 7", end="bye")


def lay(root, files):
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def state(root) -> dict[str, bytes]:
    """Everything that lies there, but for git's own folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}


def git(root, *command):
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *command], cwd=root, check=True, capture_output=True)


@pytest.fixture(params=["zip", "git"])
def place(request, tmp_path):
    """A learner's course with the original known, and how the newer one comes: (root, arguments of `update`)."""
    root = lay(tmp_path / "mine", COURSE)
    if request.param == "zip":
        original.keep(root)
        source = tmp_path / "newer.zip"
        source.write_bytes(original.packed({f"course-main/{path}": content for path, content in NEWER.items()}))
        return root, [str(source)]
    upstream = lay(tmp_path / "upstream", COURSE)
    git(upstream, "init", "-q", "-b", "main")
    git(upstream, "add", "-A")
    git(upstream, "commit", "-qm", "one")
    for path in sorted(root.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    root.rmdir()
    git(tmp_path, "clone", "-q", str(upstream), "mine")
    (upstream / "course_utils/old.py").unlink()
    lay(upstream, NEWER)
    git(upstream, "add", "-A")
    git(upstream, "commit", "-qm", "two")
    return root, []


# ---- cell by cell

@pytest.mark.parametrize(("base", "mine", "new", "want"), [
    ({"a": "1"}, {"a": "1"}, {"a": "2"}, {"a": "2"}),                                                     # only the course
    ({"a": "1"}, {"a": "mine"}, {"a": "1"}, {"a": "mine"}),                                               # only the learner
    ({"a": "1"}, {"a": "mine"}, {"a": "2"}, {"a": "mine", "a-new": "2"}),                                 # both
    ({"a": "1"}, {"a": "2"}, {"a": "2"}, {"a": "2"}),                                                     # both the same
    ({"a": "1"}, {"a": "1  "}, {"a": "2"}, {"a": "2"}),                                                   # spaces that an editor left
    ({"a": "1", "b": "1"}, {"a": "1"}, {"a": "1", "b": "1"}, {"a": "1"}),                                 # removed by the learner
    ({"a": "1", "b": "1"}, {"a": "1"}, {"a": "1", "b": "2"}, {"a": "1", "b": "2"}),                       # removed, but it says something new
    ({"a": "1"}, {"a": "1"}, {"a": "1", "b": "1"}, {"a": "1", "b": "1"}),                                 # added by the course
    ({"a": "1"}, {"x": "0", "a": "1", "my": "2"}, {"a": "3"}, {"x": "0", "a": "3", "my": "2"}),           # added by the learner
    ({"a": "1", "b": "1"}, {"a": "1", "b": "mine"}, {"a": "1"}, {"a": "1", "b": "mine"}),                 # dropped by the course, changed here
    ({"a": "1", "b": "1"}, {"a": "1", "b": "1"}, {"a": "1"}, {"a": "1"}),                                 # dropped by the course
    ({"a": "1", "b": "1"}, {"a": "1", "b": "1", "my": "2"}, {"b": "1", "a": "1"}, {"b": "1", "my": "2", "a": "1"}),   # moved by the course
    (None, {"a": "mine", "b": "1"}, {"a": "1", "b": "1"}, {"a": "mine", "a-new": "1", "b": "1"}),         # no original: theirs comes first
])
def test_each_way_in_which_a_cell_can_change(base, mine, new, want):
    merged = merge.merge(base and notebook(**base), notebook(**mine), notebook(**new))
    assert texts(merged.content) == want and list(texts(merged.content)) == list(want)
    assert merged.both == [id.removesuffix("-new") for id in want if id.endswith("-new")]


def test_a_second_update_replaces_what_the_first_one_put_below():
    first = merge.merge(notebook(a="1"), notebook(a="mine"), notebook(a="2")).content
    assert texts(merge.merge(notebook(a="2"), first, notebook(a="3")).content) == {"a": "mine", "a-new": "3"}
    changed = first.replace(b'"2"', b'"2, with my remark"')
    assert texts(merge.merge(notebook(a="2"), changed, notebook(a="3")).content) == {"a": "mine", "a-new-2": "3", "a-new": "2, with my remark"}


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost_whatever_both_did(seed):
    """Random edits on both sides: each text that the learner wrote is there, each new one of the course too, and again changes nothing."""
    rng = random.Random(seed)
    base = {f"c{n}": f"text {n}" for n in range(8)}

    def edited(side):
        out = {id: f"{side} {id}" if rng.random() < 0.3 else text for id, text in base.items() if rng.random() < 0.85}
        items = list(out.items())
        for n in range(rng.randrange(3)):
            items.insert(rng.randrange(len(items) + 1), (f"{side}{n}", f"{side} added {n}"))
        return dict(items)

    mine, new = edited("my"), edited("the")
    merged = texts(merge.merge(notebook(**base), notebook(**mine), notebook(**new)).content)
    assert {text for text in mine.values() if text.startswith("my")} <= set(merged.values())
    assert {text for text in new.values() if text.startswith("the")} <= set(merged.values())
    again = merge.merge(notebook(**new), merge.merge(notebook(**base), notebook(**mine), notebook(**new)).content, notebook(**new))
    assert texts(again.content) == merged and not again.both


def test_outputs_of_the_learners_run_stay():
    mine = json.loads(BASE)
    mine["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "I ran this\n"}]
    merged = merge.merge(BASE, json.dumps(mine).encode(), NEWER[LESSON])
    assert b"I ran this" in merged.content and merged.kept == 0


# ---- fresh

def test_fresh_puts_the_lesson_back_and_keeps_the_learners(place, capsys):
    root, _ = place
    for answer in (MINE, MINE.replace(b"42", b"43"), MINE):
        (root / LESSON).write_bytes(answer)
        assert fresh.main(["03"], root) == 0
        assert (root / LESSON).read_bytes() == BASE
    kept = {path.name: path.read_bytes() for path in (root / aside.FOLDER).iterdir()}
    assert sorted(kept.values()) == sorted({MINE, MINE.replace(b"42", b"43")}) and all("03_linear_regression 20" in name for name in kept)
    assert "as it came" in capsys.readouterr().out
    before = state(root)
    assert fresh.main(["3", "04_activations.ipynb"], root) == 0
    assert state(root) == before and capsys.readouterr().out.count("nothing to do") == 2
    (root / LESSON).unlink()
    assert fresh.main([LESSON], root) == 0 and (root / LESSON).read_bytes() == BASE


@pytest.mark.parametrize("lesson", ["5", "99", "", "notes.ipynb", "0", ".."])
def test_fresh_names_the_lessons_there_are(place, lesson):
    with pytest.raises(SetupError, match=r"Give one of these numbers: 03, 04"):
        fresh.main([lesson], place[0])


def test_fresh_without_an_original_takes_a_download(tmp_path):
    root = lay(tmp_path / "mine", {**COURSE, LESSON: MINE})
    with pytest.raises(SetupError, match=r"--from FILE\.zip"):
        fresh.main(["03"], root)
    lay(tmp_path / "again", COURSE)
    assert fresh.main(["03", "--from", str(tmp_path / "again")], root) == 0 and (root / LESSON).read_bytes() == BASE
    with pytest.raises(SetupError, match="is not there"):
        fresh.main(["03", "--from", str(tmp_path / "nowhere.zip")], root)


def test_the_original_is_kept_once_and_git_needs_none(place):
    root, _ = place
    before = state(root)
    (root / LESSON).write_bytes(MINE)
    original.keep(root)
    assert (".original.zip" in before) == (not original.is_clone(root))
    assert original.tree(root)[LESSON] == BASE


# ---- update

def check_updated(root):
    """The newer course stands, with everything of the learner's."""
    found = texts((root / LESSON).read_bytes())
    assert found == {"title": "# 3, better", "ex-03-1": "answer = 42", "added": "more", "why": "since", "my-note": "mine",
                     "ex-03-2": "other = 7", "ex-03-2-new": "other = None", "end": "bye"}
    for path in set(NEWER) - {LESSON}:
        assert (root / path).read_bytes() == NEWER[path]
    assert not (root / "course_utils/old.py").exists() and (root / "notes.txt").read_bytes() == b"keep"
    assert not any(path.name.startswith(".update") for path in root.iterdir())


def test_update_brings_the_newer_course_under_the_answers(place, capsys):
    root, arguments = place
    (root / LESSON).write_bytes(MINE)
    (root / "notes.txt").write_bytes(b"keep")
    (root / "course_utils/help.py").write_bytes(b"x = 'changed by the learner'\n")
    assert update.main(arguments, root) == 0
    check_updated(root)
    said = capsys.readouterr().out
    assert "3 newer" not in said and "4 cells newer, 3 cells of yours kept; changed by both, yours first and the course's below: ex-03-2" in said
    with zipfile.ZipFile(next((root / aside.FOLDER).glob("course *.zip"))) as archive:
        assert archive.read("course_utils/help.py") == b"x = 'changed by the learner'\n"
    assert original.tree(root)[LESSON] == NEWER[LESSON]

    before, times = state(root), {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}
    assert update.main(arguments, root) == 0
    assert "nothing was touched" in capsys.readouterr().out and state(root) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times
    # the next `fresh` gives the newer lesson
    assert fresh.main(["03"], root) == 0 and (root / LESSON).read_bytes() == NEWER[LESSON]


def test_every_file_of_the_course_belongs_to_it():
    """A folder that nobody named is never brought by an update."""
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if told.returncode:
        pytest.skip("needs a git clone")
    assert [path for path in told.stdout.splitlines() if not trees.belongs(path)] == []


def test_git_stands_at_the_newer_commit_and_own_commits_stay(place):
    root, arguments = place
    if arguments:
        pytest.skip("a clone only")
    (root / LESSON).write_bytes(MINE)
    git(root, "commit", "-qam", "my answers")
    mine = original.git(root, "rev-parse", "HEAD")
    (root / "notes.txt").write_bytes(b"keep")
    assert update.main([], root) == 0
    check_updated(root)
    assert original.git(root, "rev-parse", "HEAD") == mine, "the learner's own commit is not thrown away"
    assert update.main([], root) == 0                      # and the second time nothing is left to do
    check_updated(root)


def test_a_clone_without_own_commits_moves_on(place):
    root, arguments = place
    if arguments:
        pytest.skip("a clone only")
    (root / "notes.txt").write_bytes(b"keep")
    assert update.main([], root) == 0
    assert original.git(root, "rev-parse", "HEAD") == original.git(root, "rev-parse", "@{upstream}")
    assert original.git(root, "status", "--porcelain") == "?? notes.txt"


def test_update_without_an_original_keeps_both(tmp_path):
    root, newer = lay(tmp_path / "mine", {**COURSE, LESSON: MINE}), lay(tmp_path / "newer", NEWER)
    assert update.main([str(newer)], root) == 0
    found = texts((root / LESSON).read_bytes())
    assert found["ex-03-1"] == "answer = 42" and found["ex-03-1-new"] == "answer = ..." and found["my-note"] == "mine"
    assert (root / original.KEPT).exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"cells": 3}', b'{"cells": [{"source": "no id"}]}', b"\xff\xfe", b"[" * 100_000,
                                     b'{"cells": [{"id": "a"}, {"id": "a"}]}'])
def test_a_notebook_that_cannot_be_read_is_put_aside_whole(place, content, capsys):
    root, arguments = place
    (root / LESSON).write_bytes(content)
    assert update.main(arguments, root) == 0
    assert (root / LESSON).read_bytes() == NEWER[LESSON]
    assert [path.read_bytes() for path in (root / aside.FOLDER).glob("03*")] == [content]
    assert "could not be read cell by cell" in capsys.readouterr().out


def hostile(*members, size=None):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in NEWER.items():
            archive.writestr(f"c/{path}", content)
        for name, mode, content in members:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return made.getvalue()


@pytest.mark.parametrize("members", [
    [("c/../../evil.txt", 0o644, b"x")], [("c/notebooks/../../../evil.txt", 0o644, b"x")], [("/evil.txt", 0o644, b"x")],
    [("c/notebooks/link.ipynb", stat.S_IFLNK | 0o777, b"/etc/passwd")], [("c/.git/hooks/post-checkout", 0o755, b"x")], [("c/.venv/evil.py", 0o644, b"x")],
    [("c/notebooks\\..\\..\\evil.txt", 0o644, b"x")]])
def test_a_hostile_zip_writes_nothing_outside_the_course(tmp_path, members):
    root = lay(tmp_path / "place" / "mine", COURSE)
    original.keep(root)
    (tmp_path / "evil.zip").write_bytes(hostile(*members))
    if members[0][0].startswith("/"):                       # then there is no common folder: not this course
        with pytest.raises(SetupError, match="does not hold this course"):
            update.main([str(tmp_path / "evil.zip")], root)
    else:
        assert update.main([str(tmp_path / "evil.zip")], root) == 0
        assert set(state(root)) == set(NEWER) | {original.KEPT}
    assert {path.name for path in tmp_path.rglob("evil*")} == {"evil.zip"} and not list(root.rglob("link.ipynb"))


def test_what_is_no_course_is_refused_and_nothing_changes(tmp_path):
    root = lay(tmp_path / "mine", COURSE)
    before = state(root)
    lay(tmp_path / "else", {"pyproject.toml": b'[project]\nname = "other"\n', "notebooks/a.ipynb": b"{}"})
    (tmp_path / "text.zip").write_bytes(b"not a zip")
    (tmp_path / "bomb.zip").write_bytes(hostile(("c/data/text/zeros", 0o644, bytes(trees.LARGEST + 1))))
    for source, why in (("else", "does not hold this course"), ("text.zip", "cannot be read as a ZIP"), ("bomb.zip", "unpack to more than"),
                        ("nowhere", "is not there"), ("mine", "this very folder")):
        with pytest.raises(SetupError, match=why):
            update.main([str(tmp_path / source)], root)
    with pytest.raises(SetupError, match="no git clone"):
        update.main([], root)
    assert state(root) == before


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_a_files_place_is_not_followed(place, tmp_path):
    root, arguments = place
    (tmp_path / "precious").write_bytes(b"precious")
    (root / "course_utils/help.py").unlink()
    (root / "course_utils/help.py").symlink_to(tmp_path / "precious")
    with pytest.raises(SetupError, match="no ordinary file"):
        update.main(arguments, root)
    assert (tmp_path / "precious").read_bytes() == b"precious" and (root / LESSON).read_bytes() == BASE


# ---- interrupted at any moment

class Killed(BaseException):
    pass


CALLS = [(os, "replace"), (os, "open"), (os, "fsync"), (os, "unlink"), (original, "git")]


def killed_at(monkeypatch, number, command):
    """Run `command`, killed just before its `number`-th call that touches the disk; whether it was."""
    left = [number]

    def counting(real):
        def call(*arguments, **keywords):
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return real(*arguments, **keywords) if left[0] > 0 else dead(real, *arguments, **keywords)
        return call

    def dead(real, *arguments, **keywords):
        raise Killed                                        # a killed process cleans nothing up

    with monkeypatch.context() as patch:
        for module, name in CALLS:
            patch.setattr(module, name, counting(getattr(module, name)))
        try:
            command()
        except Killed:
            return True
    return False


def test_killed_at_any_moment_either_course_stands_and_no_answer_is_lost(place, monkeypatch, tmp_path):
    import shutil

    root, arguments = place
    (root / LESSON).write_bytes(MINE)
    (root / "notes.txt").write_bytes(b"keep")
    old, moments = state(root), 0
    template = tmp_path / "template"
    shutil.copytree(root, template)
    for number in range(1, 400):
        shutil.rmtree(root)
        shutil.copytree(template, root)
        if not killed_at(monkeypatch, number, lambda: update.main(arguments, root)):
            break
        moments += 1
        journal.recover(root)                               # what the next command does first
        now = {path: content for path, content in state(root).items() if not path.startswith("notebooks/aside")}
        assert not [path for path in now if path.endswith(".part")], "nothing half-written is left"
        if now == old:
            assert update.main(arguments, root) == 0        # and it can be done again
        check_updated(root)
    assert moments > 20


def test_fresh_killed_at_any_moment_keeps_the_answer(place, monkeypatch):
    root, _ = place
    for number in range(1, 60):
        (root / LESSON).write_bytes(MINE)
        killed = killed_at(monkeypatch, number, lambda: fresh.main(["03"], root))
        kept = [path.read_bytes() for path in (root / aside.FOLDER).glob("*")] if (root / aside.FOLDER).exists() else []
        assert (root / LESSON).read_bytes() == MINE or MINE in kept
        if not killed:
            break
    assert number > 4


def test_what_is_saved_while_it_runs_is_put_aside(place, monkeypatch):
    root, arguments = place
    (root / LESSON).write_bytes(MINE)
    real, late = os.replace, MINE.replace(b"42", b"saved a second later")

    def replace(source, target):
        if str(target).endswith(journal.NAME):
            (root / LESSON).write_bytes(late)
        return real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    assert update.main(arguments, root) == 0
    assert late in [path.read_bytes() for path in (root / aside.FOLDER).glob("03*")]


def test_a_full_disk_changes_nothing(place, monkeypatch):
    root, arguments = place
    (root / LESSON).write_bytes(MINE)
    before = state(root)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(SetupError, match=r"No space left.*nothing was changed"):
        update.main(arguments, root)
    assert state(root) == before


def test_the_command_line_knows_both(tmp_path, monkeypatch, capsys):
    from course_utils.setup import commands

    monkeypatch.setattr(commands, "ROOT", tmp_path)
    lay(tmp_path, {f"{journal.NAME}/plan.json": json.dumps({"paths": ["a.txt"], "had": {"a.txt": None}, "removed": [], "head": ""}).encode(),
                   f"{journal.NAME}/files/0": b"new"})
    assert commands.main(["fresh", "77"]) == 1
    said = capsys.readouterr().err
    assert "interrupted is finished now" in said and (tmp_path / "a.txt").read_bytes() == b"new"
    assert "no lesson '77'" in said or "original is not here" in said
    assert commands.main(["update", str(tmp_path / "no.zip")]) == 1 and "is not there" in capsys.readouterr().err


def test_two_updates_wait_for_one_another(place, tmp_path, monkeypatch):
    import threading

    from course_utils.setup import lock

    root, arguments = place
    (root / LESSON).write_bytes(MINE)
    monkeypatch.setattr(lock, "path", lambda: tmp_path / "lock")
    inside, most, real = [0], [0], update.compare

    def slow(*given):
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.2)
        inside[0] -= 1
        return real(*given)

    monkeypatch.setattr(update, "compare", slow)
    both = [threading.Thread(target=update.main, args=(arguments, root)) for _ in range(2)]
    [thread.start() for thread in both]
    [thread.join(30) for thread in both]
    assert most == [1] and texts((root / LESSON).read_bytes())["ex-03-1"] == "answer = 42"
