"""Files that are written whole or not at all, and names that are never taken from anybody."""
import os
import threading
import time
from pathlib import Path

import pytest

from course_utils.setup import files

posix = pytest.mark.skipif(os.name == "nt", reason="modes of POSIX systems")


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "deep" / "x"
    files.write(path, b"old, ", memoryview(b"in pieces"))
    assert path.read_bytes() == b"old, in pieces"
    monkeypatch.setattr(os, "replace", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"new")
    assert path.read_bytes() == b"old, in pieces" and names(path.parent) == ["x"]


@posix
@pytest.mark.parametrize(("content", "rights", "got"), [(b"text", None, 0o644), (b"#!/bin/sh\n", None, 0o755), (b"", None, 0o644), (b"mine", 0o600, 0o600)])
def test_rights_of_a_new_file_and_of_one_that_was_there(tmp_path, content, rights, got):
    path = tmp_path / "x"
    files.write(path, content, rights=rights)
    assert path.stat().st_mode & 0o777 == got
    path.chmod(0o640)
    files.write(path, content, rights=rights)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_reader_who_is_in_the_way_is_waited_for(tmp_path, monkeypatch):
    path, real, refused = tmp_path / "x", os.replace, [PermissionError(13, "in use")] * 2

    def replace(*names):
        if refused:
            raise refused.pop()
        real(*names)

    monkeypatch.setattr(os, "replace", replace)
    files.write(path, b"new")
    assert path.read_bytes() == b"new" and not refused
    refused += [PermissionError(13, "for ever in use")] * 4
    with pytest.raises(PermissionError):
        files.write(path, b"newer")
    assert path.read_bytes() == b"new" and names(tmp_path) == ["x"]


def test_what_killed_writers_left_goes_and_what_is_being_written_stays(tmp_path):
    for name in (".x.old.part", ".x.now.part", ".y.old.part"):
        (tmp_path / name).write_text("half")
        if "old" in name:
            os.utime(tmp_path / name, (time.time() - 2 * files.LEFTOVER,) * 2)
    files.clear(tmp_path / "x")
    assert names(tmp_path) == [".x.now.part", ".y.old.part"]
    files.clear(tmp_path / "x", after=-1)
    assert names(tmp_path) == [".y.old.part"]


def test_moved_to_the_first_name_that_is_free(tmp_path):
    def name(number):
        return tmp_path / f"x.old-{number}"

    for n in range(3):
        (tmp_path / "x").write_text(str(n))
        assert files.move_aside(tmp_path / "x", name) == name(n + 1)
    assert [name(n).read_text() for n in (1, 2, 3)] == ["0", "1", "2"]
    assert files.move_aside(tmp_path / "x", name) is None


def test_thousands_of_names_that_are_taken_are_an_error(tmp_path):
    (tmp_path / "x").write_text("")
    with pytest.raises(OSError, match="ten thousand"):
        files.move_aside(tmp_path / "x", lambda number: tmp_path)


def test_many_writers_leave_one_of_their_contents(tmp_path):
    path, contents = tmp_path / "x", [bytes([k]) * 100_000 for k in range(8)]
    threads = [threading.Thread(target=files.write, args=(path, content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in contents and names(tmp_path) == ["x"]
