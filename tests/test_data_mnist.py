"""MNIST: the order of sources, every kind of damage, no network, two processes at once."""
import gzip
import os
import shutil
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
import torch
from mirror import ARCHIVES, Quiet, address, serve

from course_utils import data
from course_utils.data import command, fetch, images, unpacked
from course_utils.setup.typed import COURSE

MISSING = not (ARCHIVES / "train-images-idx3-ubyte.gz").exists()
needs_mnist = pytest.mark.skipif(MISSING, reason="MNIST's archives are not next to the repository")
LABELS = "t10k-labels-idx1-ubyte.gz"


@pytest.fixture
def mirror(nowhere, monkeypatch):
    """A loopback mirror and an empty data folder; nothing else can be reached. Counts the GET requests."""
    class Counting(Quiet):
        def do_GET(self):
            server.asked.append(self.path)
            super().do_GET()

    server = serve(ARCHIVES, Counting)
    server.asked = []
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("COURSE_MNIST_MIRROR", address(server))
    yield server
    server.shutdown()


@pytest.fixture
def filled(nowhere):
    """A data folder with the four archives; returns the folder they are in."""
    raw = nowhere / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for archive in fetch.MNIST:
        shutil.copyfile(ARCHIVES / archive.name, raw / archive.name)
    return raw


def damaged(raw):
    return sorted(path.name for path in raw.glob("*.damaged-*"))


def test_no_network_falls_to_the_digits_in_seconds(nowhere, capsys):
    images._announced.clear()
    import torchvision  # noqa: F401 - its import is not what is timed
    start = time.monotonic()
    found = data.mnist()
    assert time.monotonic() - start < 15
    assert found.name == "digits" and tuple(found.x_train.shape) == (1500, 1, 28, 28)
    line = capsys.readouterr().out
    assert line.count("\n") == 1 and f"{COURSE} data" in line
    data.mnist()
    assert capsys.readouterr().out == ""


def test_silent_mirror_is_given_up(nowhere, monkeypatch):
    import socket
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setenv("COURSE_MNIST_MIRROR", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        start = time.monotonic()
        assert data.mnist(patience=1.0).name == "digits"
        assert time.monotonic() - start < 10


def test_unwritable_folder_is_said(nowhere, monkeypatch):
    nowhere.parent.mkdir(exist_ok=True)
    nowhere.write_text("a file where the folder should be")
    found = data.mnist()
    assert found.name == "digits" and "cannot be written" in found.source


def test_command_says_what_to_do(nowhere, capsys):
    assert command.main([]) == 1
    said = capsys.readouterr()
    assert "digits: 1,500" in said.out and said.err.count("\n") == 1 and "copy its four .gz files" in said.err


@needs_mnist
def test_download_then_reused(mirror, capsys):
    first = data.mnist()
    assert (first.name, first.source) == ("MNIST", "downloaded from 127.0.0.1")
    requests = len(mirror.asked)              # torchvision asks for each file twice: for redirects, for the file
    assert set(mirror.asked) == {f"/{archive.name}" for archive in fetch.MNIST} and requests <= 8
    again = data.mnist()
    assert again.source == "from the data folder" and len(mirror.asked) == requests
    raw = fetch.raw_folder()
    assert sorted(os.listdir(raw)) == sorted(archive.name for archive in fetch.MNIST)
    assert not list(raw.parent.glob(".fetch-*"))
    assert command.main([]) == 0
    captured = capsys.readouterr()
    assert "60,000" in captured.out and captured.err == ""


@needs_mnist
def test_torchvision_reads_the_same(filled, tmp_path):
    from torchvision.datasets import MNIST

    ours = data.mnist()
    shutil.copytree(filled, tmp_path / "tv" / "MNIST" / "raw")
    for train, x, y in ((True, ours.x_train, ours.y_train), (False, ours.x_test, ours.y_test)):
        theirs = MNIST(str(tmp_path / "tv"), train=train, download=True)       # unpacks, fetches nothing
        assert torch.equal((x[:, 0] * 255).round().to(torch.uint8), theirs.data)
        assert torch.equal(y, theirs.targets) and y.dtype == torch.int64
        view = ours.dataset(train)
        assert len(view) == len(theirs) and view[7][1] == theirs[7][1]
        assert np.array_equal(np.asarray(view[7][0]), np.asarray(theirs[7][0]))


def empty(path):
    path.write_bytes(b"")


def truncated(path):
    path.write_bytes(path.read_bytes()[:-100])


def garbage(path):
    path.write_bytes(b"<html>not found</html>" * 10)


def one_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def other_contents(path):
    path.write_bytes(gzip.compress(b"\0" * 10008))


@needs_mnist
@pytest.mark.parametrize("harm", [empty, truncated, garbage, one_bit, other_contents])
def test_damaged_archive_is_set_aside_and_fetched_again(filled, mirror, harm):
    harm(filled / LABELS)
    bad = (filled / LABELS).read_bytes()
    found = data.mnist()
    assert found.name == "MNIST" and set(mirror.asked) == {f"/{LABELS}"}
    assert damaged(filled) == [f"{LABELS}.damaged-1"]
    assert (filled / f"{LABELS}.damaged-1").read_bytes() == bad
    assert fetch.MNIST[3].archive_fault((filled / LABELS).read_bytes()) == ""


@needs_mnist
def test_damaged_without_network_is_never_trained_on(filled):
    one_bit(filled / LABELS)
    assert data.mnist().name == "digits"
    assert damaged(filled) == [f"{LABELS}.damaged-1"]


@needs_mnist
def test_mirror_with_damaged_files(nowhere, monkeypatch, tmp_path):
    bad = tmp_path / "bad"
    shutil.copytree(ARCHIVES, bad, copy_function=shutil.copyfile)
    bad.chmod(0o755)
    truncated(bad / LABELS)
    server = serve(bad)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("COURSE_MNIST_MIRROR", address(server))
    found = data.mnist()
    server.shutdown()
    assert found.name == "digits" and f"{LABELS} arrived damaged" in found.source
    assert not list(nowhere.rglob("*.gz"))


@pytest.mark.parametrize(("content", "fault"), [
    (b"", "empty"), (b"\0" * 9, "bytes instead of"), (b"\1" * 1508, "header"),
    (images.DIGITS[1].header + b"\0" * 1500, "contents are damaged")])
def test_unpacked_contents_are_checked(content, fault):
    assert fault in images.DIGITS[1].fault(content)


PROCESS = "from course_utils import data; print(data.mnist())"


@needs_mnist
def test_two_processes_at_once(mirror):
    both = [subprocess.Popen([sys.executable, "-c", PROCESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0 and "MNIST: 60,000" in out and err == ""
    assert len(mirror.asked) <= 8                            # the second waited for the first
    assert damaged(fetch.raw_folder()) == []


@needs_mnist
def test_killed_half_way(nowhere, monkeypatch):
    halfway = threading.Event()

    class Stuck(Quiet):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "9912422")
            self.end_headers()
            self.wfile.write(b"\0" * 100_000)
            self.wfile.flush()
            halfway.set()
            time.sleep(8)

    server = serve(ARCHIVES, Stuck)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("COURSE_MNIST_MIRROR", address(server))
    process = subprocess.Popen([sys.executable, "-c", PROCESS], stdout=subprocess.DEVNULL)
    assert halfway.wait(60)
    process.kill()
    process.wait()
    assert list(fetch.raw_folder().iterdir()) == []          # nothing half-written where it is looked for
    server.shutdown()
    whole = serve(ARCHIVES)
    monkeypatch.setenv("COURSE_MNIST_MIRROR", address(whole))
    assert data.mnist().name == "MNIST"
    whole.shutdown()


@needs_mnist
def test_kernels_share_one_checked_file(filled, monkeypatch):
    first = data.mnist()
    file = fetch.unpacked_file()
    assert file.stat().st_size == sum(archive.size for archive in fetch.MNIST)
    monkeypatch.setattr(fetch, "_load", lambda **_: pytest.fail("the archives are not unpacked again"))
    again = data.mnist()
    assert again.source == "from the data folder" and torch.equal(first.pixels_train, again.pixels_train)
    assert again.pixels_train.dtype == torch.uint8 and tuple(again.pixels_test.shape) == (10000, 1, 28, 28)
    before = file.read_bytes()
    again.pixels_train.fill_(7)                              # a learner's slip stays in the learner's kernel
    assert file.read_bytes() == before and torch.equal(data.mnist().pixels_train, first.pixels_train)
    assert torch.equal(first.x_test, first.pixels_test / 255) and first.x_test is first.x_test


@needs_mnist
@pytest.mark.parametrize("harm", [empty, truncated, garbage, one_bit])
def test_damaged_unpacked_file_is_written_again(filled, harm):
    right = data.mnist().pixels_test.clone()
    file = fetch.unpacked_file()
    whole = file.read_bytes()
    harm(file)
    assert torch.equal(data.mnist().pixels_test, right) and file.read_bytes() == whole


@needs_mnist
def test_something_else_in_the_unpacked_files_place(filled):
    for make in (os.mkfifo, os.mkdir):
        file = fetch.unpacked_file()
        make(file)
        assert data.mnist().name == "MNIST"                  # neither waits for the pipe nor fails at the folder
        file.unlink() if not file.is_dir() else file.rmdir()


@needs_mnist
def test_no_file_where_the_folder_is_read_only_or_full(filled, monkeypatch):
    monkeypatch.setattr(unpacked.os, "access", lambda *_: False)
    assert data.mnist().pixels_train.sum() > 0
    monkeypatch.undo()
    monkeypatch.setenv("COURSE_DATA", str(filled.parents[1]))
    for part in filled.parent.glob("*.idx"):
        part.unlink()
    monkeypatch.setattr(unpacked.files, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert data.mnist().name == "MNIST" and not fetch.unpacked_file().exists()


@needs_mnist
def test_killed_while_unpacking_leaves_no_half_file(filled, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        data.mnist()
    assert not fetch.unpacked_file().exists() and not list(fetch.unpacked_file().parent.glob("*.part"))


@needs_mnist
def test_the_command_checks_the_archives_behind_the_unpacked_file(filled, mirror, capsys):
    data.mnist()
    one_bit(filled / LABELS)
    assert command.main([]) == 0 and damaged(filled) == [f"{LABELS}.damaged-1"] and mirror.asked


LAB = """
from course_utils.demos import MnistLab
from course_utils.demos.mnist_lab import digits_on
import torch
def own():
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/smaps_rollup") if line.startswith("Anonymous"))
torch.ones(64, 64) @ torch.ones(64, 64)
before = own()
name, x, *_ = digits_on(torch.device("cpu"))
assert name == "MNIST" and x.dtype == torch.uint8 and x.sum() > 0
print(own() - before)
"""


@needs_mnist
@pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="Linux counts what memory is a process's own")
def test_the_lab_needs_little_memory_of_its_own(filled):
    data.mnist()                                             # unpacked once, by whoever comes first
    done = subprocess.run([sys.executable, "-c", LAB], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) < 60, "as float32 the training images alone would take 188 MB"
