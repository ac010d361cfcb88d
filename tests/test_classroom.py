"""Handing in, and what a teacher sees of it: what is in the ZIP, hostile files, answers that run again."""
import csv
import json
import os
import re
import subprocess
import zipfile
from types import SimpleNamespace

import pytest

from course_utils.checks import core
from course_utils.classroom import answers, class_, hand_in, recheck, table, work
from course_utils.figures.style import FONTS
from course_utils.setup.requirements import SetupError

RMSE = "def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).mean().sqrt()"
MSE = "def rmse(y_hat, y):\n    return ((y_hat - y) ** 2).mean()"
NOT_YET = "✘ Exercise 03.1, Root mean squared error: not yet. This is the MSE: the square root is missing."


def cell(id, source, *told):
    outputs = [{"output_type": "execute_result", "data": {"text/plain": [text], "text/html": "<b>" + text}} for text in told]
    return {"id": id, "cell_type": "code", "source": source.splitlines(keepends=True), "outputs": outputs, "metadata": {}}


def notebook(*cells):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


TRIED = notebook(cell("ex-03-1", MSE), cell("ex-03-1-check", "check", NOT_YET))


def home(folder, name, lesson=TRIED, passed=()):
    place = folder / name
    (place / "course/notebooks").mkdir(parents=True)
    (place / "course/notebooks/03_linear_regression.ipynb").write_text(lesson)
    (place / ".local/share/dl-workbook").mkdir(parents=True)
    (place / ".local/share/dl-workbook/progress.json").write_text(json.dumps({"passed": dict.fromkeys(passed, "2026-01-01"), "quiz": {}}))
    return place


def notes(folder):
    return {one.name: one.note for one in work.of_folder(folder)}


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A course folder with one answer in it, and a private file beside it."""
    (tmp_path / "course/notebooks").mkdir(parents=True)
    text = notebook(cell("ex-03-1", MSE), cell("ex-03-1-check", "check", NOT_YET), cell("my-note", "password = 'secret'"),
                    cell("ex-03-2", answers.originals()["03.2"]))
    (tmp_path / "course/notebooks/03_linear_regression.ipynb").write_text(text)
    (tmp_path / "course/private.txt").write_text("secret")
    monkeypatch.setattr(hand_in, "ROOT", tmp_path / "course")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    (tmp_path / "progress.json").write_text(json.dumps({"passed": {"00.1": "2026-01-01"}, "quiz": {"00": [3, 4]}, "other": "secret"}))
    return tmp_path


def test_hand_in_holds_answers_progress_and_versions_only(learner, capsys):
    assert hand_in.main(["--name", "Ada Łove/../lace", "--to", str(learner)]) == 0
    path, = learner.glob("hand-in-*.zip")
    assert re.fullmatch(r"hand-in-Ada-Łove-lace-\d{8}\.zip", path.name) and "1 answer, 1 passed" in capsys.readouterr().out
    with zipfile.ZipFile(path) as zipped:
        held = {name: zipped.read(name).decode() for name in zipped.namelist()}
    assert set(held) == {"answers.json", "progress.json", "versions.json"}
    assert "secret" not in "".join(held.values()) and str(learner) not in "".join(held.values())
    assert json.loads(held["answers.json"])["answers"] == {"03.1": MSE}, "an untouched starter is no answer"
    assert json.loads(held["progress.json"]) == {"passed": {"00.1": "2026-01-01"}, "quiz": {"00": [3, 4]}}
    assert json.loads(held["versions.json"])["packages"]["torch"]


def test_hand_in_never_overwrites_and_says_what_it_cannot_read(learner, capsys):
    (learner / "course/notebooks/04_broken.ipynb").write_text("{")
    for _ in range(2):
        assert hand_in.main(["--name", "ada", "--to", str(learner)]) == 0
    assert len(list(learner.glob("hand-in-*.zip"))) == 2 and "04_broken.ipynb could not be read" in capsys.readouterr().err
    assert hand_in.main(["--name", "ada", "--to", str(learner / "nowhere")]) == 1
    assert "--to" in capsys.readouterr().err


def test_a_lesson_that_hand_in_could_not_read_is_told_to_the_teacher(learner):
    """Otherwise its exercises look as if they had never been started."""
    folder = learner / "class"
    folder.mkdir()
    (learner / "course/notebooks/04_broken.ipynb").write_text("{")
    assert hand_in.main(["--name", "ada", "--to", str(folder)]) == 0
    zipped(folder / "odd.zip", **{"versions.json": '{"name": "eve", "unread": ["<b>\\u001b", 4, "04_x.ipynb"]}'})
    zipped(folder / "odder.zip", **{"versions.json": '{"name": "mallory", "unread": 7}'})
    ada, eve, mallory = (one.note for one in sorted(work.of_folder(folder), key=lambda one: one.name))
    assert ada.startswith("04_broken.ipynb could not be read on the student's machine")
    assert eve.startswith("04_x.ipynb could not") and "\x1b" not in eve and "<" not in eve and not mallory


def test_class_table_csv_picture_and_what_holds_it_up(learner, capsys):
    folder = learner / "class"
    folder.mkdir()
    assert hand_in.main(["--name", "ada", "--to", str(folder)]) == 0
    home(folder, "ben", passed=["03.1", "00.2"])
    home(folder, "=cmd|calc")
    capsys.readouterr()
    assert class_.main([str(folder)]) == 0
    said = capsys.readouterr().out
    assert "03.1  2 tried and have not passed, most often: This is the MSE: the square root is missing." in said
    rows = {row["student"]: row for row in csv.DictReader((folder / "class.csv").read_text("utf-8-sig").splitlines())}
    ada = "ada"
    assert set(rows) == {ada, "ben", "'=cmd|calc"}, "a name is no formula"
    assert (rows["ben"]["03.1"], rows["ben"]["00.2"], rows["ben"]["passed"]) == ("passed", "passed", "2")
    assert (rows[ada]["03.1"], rows[ada]["00.1"], rows[ada]["03.2"]) == ("tried", "passed", "not started")
    assert len(rows["ben"]) == len(core.listing()) + 3
    assert (folder / "class.png").read_bytes().startswith(b"\x89PNG") and (folder / "class.png").stat().st_size > 10_000
    assert class_.main([str(folder)]) == 0, "its own files are not students"
    assert set(notes(folder)) == {ada, "ben", "=cmd|calc"}


def test_a_row_has_the_name_that_was_given(learner, capsys):
    folder = learner / "class"
    folder.mkdir()
    for name in ("Ada Lovelace", "王小明", "Ben", "ben", "ben"):
        assert hand_in.main(["--name", name, "--to", str(folder)]) == 0
    home(folder, "Ben")
    zipped(folder / "nameless.zip")
    zipped(folder / "odd.zip", **{"versions.json": '{"name": ["a"]}'})
    zipped(folder / "tagged.zip", **{"versions.json": '{"name": "<b>Eve</b>\\u001b[31m"}'})
    names = [one.name for one in work.of_folder(folder)]
    assert {"Ada Lovelace", "王小明", "Ben", "nameless", "odd"} < set(names) and len(set(names)) == len(names) == 9
    assert sorted(name for name in names if name.startswith(("Ben (", "ben ("))) == sorted(
        f"{'Ben' if 'Ben' in path.name else 'ben'} ({path.stem})" for path in folder.glob("hand-in-[Bb]en*")), "two of one name are told apart"
    assert any("Eve" in name and "<" not in name and "\x1b" not in name for name in names)


def test_the_table_stands_straight_whatever_the_letters():
    rows = [(name, dict.fromkeys(core.listing(), "passed"), "") for name in ("王小明", "Zoe\u0308", "Ada")]
    lines = str(table.Table(tuple(core.listing()), rows, {})).splitlines()[1:4]
    assert [line.partition("✔")[0] for line in lines] == ["王小明   ", "Zoe\u0308      ", "Ada      "]


@pytest.mark.skipif(len(FONTS) == 1, reason="no font with Chinese letters is installed")
def test_names_in_the_picture_have_their_letters(tmp_path, recwarn):
    rows = [(name, dict.fromkeys(core.listing(), "tried"), "") for name in ("王小明", "Łucja $x$", "Ada")]
    table.Table(tuple(core.listing()), rows, {}).draw(tmp_path / "class.png")
    assert not [w for w in recwarn if "Glyph" in str(w.message)]


def test_no_names(tmp_path, capsys):
    folder = tmp_path / "class"
    home(folder, "ben", lesson="{ Ben's")
    home(folder, "ada")
    assert class_.main([str(folder), "--no-names"]) == 0
    everything = capsys.readouterr().out.replace(str(folder), "") + (folder / "class.csv").read_text("utf-8-sig")
    assert "ben" not in everything.lower() and "ada" not in everything and "student 1" in everything and "could not be read" in everything


def test_damaged_foreign_and_missing_files_are_told_in_their_row(tmp_path, capsys):
    folder = tmp_path
    home(folder, "broken", lesson='{"cells": [')
    (home(folder, "edited") / ".local/share/dl-workbook/progress.json").write_text("[1, 2")
    (folder / "empty").mkdir()
    (folder / "essay.docx").write_text("x")
    (folder / "half.zip").write_bytes(b"PK\x03\x04 half")
    with zipfile.ZipFile(folder / "holiday.zip", "w") as zipped:
        zipped.writestr("beach.txt", "x")
    deep = home(folder, "deep", lesson="[" * 100_000)
    home(folder, "odd", lesson=json.dumps({"cells": [1, None, {"id": 5}, {"id": "ex-03-1", "cell_type": "code", "source": {"a": 1}},
                                                     {"id": "ex-03-1-check", "cell_type": "code", "outputs": [3, {"data": []}]}]}))
    told = notes(folder)
    assert "no notebook" in told["broken"] and "its progress file is damaged" in told["edited"] and "nothing of this course" in told["empty"]
    assert "neither" in told["essay.docx"] and "damaged" in told["half"] and "not made by hand-in" in told["holiday"]
    assert "no notebook" in told["deep"] and deep.exists() and told["odd"] == ""
    assert class_.main([str(folder)]) == 0
    assert class_.main([str(folder / "nowhere")]) == 1 and class_.main([str(folder / "empty")]) == 1
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes of POSIX")
def test_links_pipes_and_devices_are_not_followed(tmp_path):
    secret = home(tmp_path / "elsewhere", "secret")
    folder = tmp_path / "class"
    place = folder / "eve/course/notebooks"
    place.mkdir(parents=True)
    (place / "03_linear_regression.ipynb").symlink_to(secret / "course/notebooks/03_linear_regression.ipynb")
    os.mkfifo(place / "04_pipe.ipynb")
    (folder / "eve/all").symlink_to("/")
    (folder / "mallory").symlink_to(secret)
    os.mkfifo(folder / "pipe.zip")
    (folder / "zero.zip").symlink_to("/dev/zero")
    found = {one.name: one for one in work.of_folder(folder)}
    assert not found["eve"].answers and "no ordinary file" in found["eve"].note
    assert "a link" in found["mallory"].note and "no ordinary file" in found["pipe"].note and "a link" in found["zero"].note
    # what is written replaces a planted link, and does not write through it
    (folder / "class.csv").symlink_to(secret / "course/notebooks/03_linear_regression.ipynb")
    before = (secret / "course/notebooks/03_linear_regression.ipynb").read_bytes()
    assert class_.main([str(folder)]) == 0
    assert (secret / "course/notebooks/03_linear_regression.ipynb").read_bytes() == before and not (folder / "class.csv").is_symlink()


def zipped(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answers.json", json.dumps({"answers": {"03.1": RMSE}}))
        for name, content in files.items():
            archive.writestr(name, content)


def test_hostile_zips(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    zipped(folder / "slip.zip", **{"../../evil.txt": "x", "../03_evil.ipynb": notebook(cell("ex-03-2", "x"))})
    zipped(folder / "bomb.zip", **{"03_bomb.ipynb": b"0" * (work.LARGEST + 2_000_000)})
    zipped(folder / "many.zip", **{f"{n}.txt": "" for n in range(300)})
    link = zipfile.ZipInfo("04_link.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "link.zip", "w") as archive:
        archive.writestr("answers.json", "{}")
        archive.writestr(link, "/etc/passwd")
    (folder / "large.zip").write_bytes(b"")
    os.truncate(folder / "large.zip", work.LARGEST + 1)
    told = notes(folder)
    assert "leads out" in told["slip"] and "unpacks to more than" in told["bomb"] and "301 files" in told["many"]
    assert "a link" in told["link"] and "damaged" in told["link"] and "larger than" in told["large"]
    assert {one.name: one.answers for one in work.of_folder(folder)}["slip"] == {"03.1": RMSE}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["class"], "nothing is unpacked"


def test_what_strangers_write_is_one_harmless_line():
    text = answers.plain("<script>alert(1)</script>\x1b[31m red\nline &lt;b&gt;" + "x" * 1000)
    assert "<script" not in text and "\x1b" not in text and "\n" not in text and len(text) == 300
    assert [table._harmless(t)[0] for t in ("=1", "+1", "-1", "@a", "a")] == ["'"] * 4 + ["a"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that are copies")
def test_recheck_believes_answers_not_progress_files(tmp_path, monkeypatch):
    home(tmp_path, "ada", lesson=notebook(cell("ex-03-1", RMSE)))
    home(tmp_path, "ben", passed=["03.1", "03.2"])                        # edited: the answer is the MSE
    home(tmp_path, "eve", lesson=notebook(cell("ex-03-1", "while True: pass")))
    home(tmp_path, "kim", lesson=notebook(cell("ex-03-1", "import os; os._exit(3)")))
    home(tmp_path, "mem", lesson=notebook(cell("ex-03-1", "x = bytearray(4 << 30)\n" + RMSE)))
    home(tmp_path, "net", lesson=notebook(cell("ex-03-1", "import socket; socket.create_connection(('127.0.0.1', 9), 1)\n" + RMSE)))
    target = tmp_path / "written.txt"
    home(tmp_path, "pen", lesson=notebook(cell("ex-03-1", f"open({str(target)!r}, 'w').write('x')\n" + RMSE)))
    home(tmp_path, "bad", lesson=notebook(cell("ex-03-1", "def rmse(:")))
    works = work.of_folder(tmp_path)
    found = recheck.verdicts(works, seconds=8)
    told = {works[n].name: verdict for (n, _), verdict in found.items()}
    assert told["ada"][0] == "passed" and told["ben"] == ("tried", "This is the MSE: the square root is missing.")
    assert "stopped after 8 seconds" in told["eve"][1] and "ended its process" in told["kim"][1]
    assert {told[name][0] for name in ("eve", "kim", "mem", "net", "bad")} == {"tried"} and "memory" in told["mem"][1].lower()
    assert target.exists() == (recheck.shut_in()[0] != "disk")
    rows = {name: (states, note) for name, states, note in table.standing(works, found).rows}
    assert rows["ben"][0]["03.1"] == "tried" and rows["ben"][0]["03.2"] == "not started"
    assert rows["ben"][1] == "marked as passed, answer does not pass: 03.1; marked as passed, answer missing: 03.2"


STAYS = """
import os, time
if os.fork() == 0:
    os.setsid()                      # out of its group
    time.sleep(60)
    os._exit(0)
"""
FORGES = r"""
import os
for number in range(3, 100):
    try:
        os.write(number, b'["passed", "forged"]\n' * 3)
    except OSError:
        pass
os._exit(0)
"""
KILLS = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that are copies")
def test_an_answer_changes_no_other_verdict_and_leaves_nothing_running(tmp_path, monkeypatch):
    recheck.shut_in.cache_clear()
    for name, answer in (("a", FORGES), ("b", "def rmse(y_hat, y):\n    return y"), ("c", STAYS + RMSE), ("d", KILLS + RMSE), ("e", RMSE)):
        home(tmp_path, name, lesson=notebook(cell("ex-03-1", answer)))
    works = work.of_folder(tmp_path)
    monkeypatch.setattr(recheck.tempfile, "tempdir", str(tmp_path))      # which the checker's command names
    found = recheck.verdicts(works, seconds=8)
    told = [verdict for _, verdict in sorted(found.items())]
    assert told[1][0] == "tried" and told[1][1] != "forged", "the first answer's words are not the second's verdict"
    assert told[2][0] == told[4][0] == "passed"
    if recheck.shut_in()[0]:
        assert told[3][0] == "passed", "no answer ends the checker"
        running = subprocess.run(["ps", "-eo", "args="], capture_output=True, text=True, check=True).stdout
        assert str(tmp_path) not in running


def test_a_system_that_cannot_shut_in_says_so(monkeypatch):
    recheck.shut_in.cache_clear()
    monkeypatch.setattr(recheck.subprocess, "run", lambda *a, **k: (_ for _ in ()).throw(FileNotFoundError))
    assert recheck.shut_in()[0] == "" and "cannot shut answers in" in recheck.shut_in()[1]
    monkeypatch.setattr(recheck.subprocess, "run", lambda command, **k: SimpleNamespace(returncode="-m" in command))
    recheck.shut_in.cache_clear()
    assert recheck.shut_in()[0] == "network" and "your rights" in recheck.shut_in()[1]
    recheck.shut_in.cache_clear()
    monkeypatch.delattr(os, "fork")
    with pytest.raises(SetupError, match="WSL"):
        recheck.verdicts([])
