"""Mirrors and data folders that behave badly, with four tiny archives in MNIST's place: each wait ends, each cause is named."""
import gzip
import os
import shutil
import subprocess
import sys
import time
import zlib
from functools import partial
from hashlib import md5

import pytest
from mirror import Quiet, address, serve, serve_untrusted

from course_utils import data
from course_utils.data import download, fetch, images, turns
from course_utils.data.archives import Archive

posix = pytest.mark.skipif(os.name == "nt", reason="modes of POSIX systems")


@pytest.fixture
def archives(tmp_path, monkeypatch):
    """A folder with the four archives; `fetch.MNIST` describes them."""
    folder, told = tmp_path / "archives", []
    folder.mkdir()
    for archive, shape in zip(fetch.MNIST, ((3, 28, 28), (3,), (2, 28, 28), (2,)), strict=True):
        content = Archive(archive.name, "", shape, 0).header + bytes(range(shape[0])) * (784 if len(shape) == 3 else 1)
        packed = gzip.compress(content, mtime=0)
        (folder / archive.name).write_bytes(packed)
        told.append(Archive(archive.name, md5(packed).hexdigest(), shape, zlib.crc32(content), len(packed)))
    monkeypatch.setattr(fetch, "MNIST", tuple(told))
    return folder


@pytest.fixture
def loopback(nowhere, monkeypatch):
    """Loopback addresses can be reached, and nothing else; a function that sets the mirror."""
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    monkeypatch.setattr(download, "mirrors", lambda real=download.mirrors: real()[:1])
    servers = []

    def start(folder, handler=Quiet):
        servers.append(serve(folder, handler))
        monkeypatch.setenv("COURSE_MNIST_MIRROR", address(servers[-1]))
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()


def test_a_plain_mirror(archives, loopback):
    loopback(archives)
    found = data.mnist()
    assert (found.name, found.source, len(found.x_train)) == ("MNIST", "downloaded from 127.0.0.1", 3)


class Choosy(Quiet):
    """No HEAD, and nothing for the name that Python gives itself."""

    def do_HEAD(self):
        self.send_error(405)

    def do_GET(self):
        if "urllib" in self.headers["User-Agent"]:
            self.send_error(403)
        else:
            super().do_GET()


def test_a_mirror_that_refuses_questions_and_serves_files(archives, loopback):
    loopback(archives, Choosy)
    assert data.mnist().name == "MNIST"


@pytest.mark.parametrize("form", ["uri", "path"])
def test_a_folder_is_a_mirror(archives, loopback, monkeypatch, form):
    monkeypatch.setenv("COURSE_MNIST_MIRROR", archives.as_uri() if form == "uri" else str(archives))
    assert data.mnist().name == "MNIST"


class Refusing(Quiet):
    def do_GET(self):
        self.send_error(403)


class Dripping(Quiet):
    """A byte now and then, for ever."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"\0")
            self.wfile.flush()
            time.sleep(0.05)


class Endless(Quiet):
    """A body without end; the smallest archive is served as it is."""

    def do_GET(self):
        if "t10k-labels" in self.path:
            return super().do_GET()
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"\0" * 60_000)


class Stopping(Endless):
    def do_GET(self):
        if "t10k-labels" in self.path:
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"\0" * 100)
        self.wfile.flush()
        time.sleep(30)


class DrippingLate(Endless):
    def do_GET(self):
        return super().do_GET() if "t10k-labels" in self.path else Dripping.do_GET(self)


@pytest.mark.parametrize(("handler", "cause"), [
    (Refusing, "127.0.0.1: it refuses (status 403"), (Dripping, "it is too slow"), (DrippingLate, "it is too slow"),
    (Endless, "has no end"), (Stopping, "it stopped in the middle of train-images")])
def test_mirrors_that_would_wait_for_ever(archives, loopback, nowhere, monkeypatch, handler, cause):
    monkeypatch.setattr(download, "GRACE", 0.5)
    monkeypatch.setattr(download, "STALL", 1.0)
    loopback(archives, handler)
    found = data.mnist(patience=1.0)
    assert found.name == "digits" and cause in found.source, found.source
    assert not list(nowhere.rglob("*.gz")) and not list(nowhere.rglob(".fetch-*"))


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_certificate_that_is_not_trusted_has_its_name(archives, loopback, monkeypatch, tmp_path):
    server, there = serve_untrusted(archives, tmp_path)
    monkeypatch.setenv("COURSE_MNIST_MIRROR", there)
    assert "its certificate is not trusted here" in data.mnist().source
    server.shutdown()


HOLD = ("import sys, time\nfrom pathlib import Path\nfrom course_utils.data import turns\n"
        "with turns.turn(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(100)")


def test_who_holds_the_download_is_said_and_the_lesson_goes_on(archives, loopback, nowhere, monkeypatch, capsys):
    loopback(archives)
    images._announced.clear()
    (nowhere / "MNIST").mkdir(parents=True)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(nowhere / "MNIST")], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(fetch.turns, "turn", partial(turns.turn, still=1.5))
        found = data.mnist()
        assert found.name == "digits" and f"process {holder.pid} is fetching it and has made no progress" in found.source
        said = capsys.readouterr().out
        assert said.count("\n") == 2 and said.startswith(f"Waiting for another notebook or terminal (process {holder.pid})")
    finally:
        holder.kill()
        holder.communicate()
    (nowhere / "MNIST/.fetch-dead").mkdir()
    assert data.mnist().name == "MNIST"
    assert not list((nowhere / "MNIST").glob(".fetch-*")), "what killed downloads leave is cleared"


@posix
def test_a_network_disk_without_locks(archives, loopback, monkeypatch):
    import filelock

    def refuse(self):
        raise NotImplementedError("no flock here")

    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)
    loopback(archives)
    assert data.mnist().name == "MNIST"


def test_a_folder_in_an_archives_place(archives, loopback, nowhere):
    loopback(archives)
    raw = nowhere / "MNIST/raw"
    (raw / fetch.MNIST[0].name / "deep").mkdir(parents=True)
    assert data.mnist().name == "MNIST"
    assert (raw / f"{fetch.MNIST[0].name}.damaged-1" / "deep").is_dir()


def test_an_archive_that_may_not_be_read(archives, loopback, nowhere, monkeypatch):
    raw = nowhere / "MNIST/raw"
    shutil.copytree(archives, raw)
    assert data.mnist().name == "MNIST"
    fetch.unpacked_file().unlink()

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(fetch, "read", refuse)
    source = data.mnist().source
    assert "cannot be read (Permission denied)" in source and "set COURSE_DATA to a folder of your own" in source
    assert sorted(p.name for p in raw.glob("*")) == sorted(a.name for a in fetch.MNIST), "nothing is set aside for that"


def test_a_full_disk_is_named(archives, loopback, monkeypatch):
    loopback(archives)
    monkeypatch.setattr(fetch.os, "replace", lambda *a: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert "the disk is full" in data.mnist().source


def test_an_error_nobody_thought_of_does_not_end_the_lesson(nowhere, monkeypatch):
    monkeypatch.setattr(fetch, "mnist_arrays", lambda patience: 1 / 0)
    found = data.mnist()
    assert found.name == "digits" and "ZeroDivisionError" in found.source and "doctor" in found.source


def test_a_default_dtype_set_elsewhere_changes_nothing():
    import torch

    torch.set_default_dtype(torch.float64)
    try:
        found = data.digits()
        assert found.x_train.dtype == torch.float32
        for name in ("house_prices", "polynomial", "moons", "circles", "spirals", "xor", "gaussians"):
            made = getattr(data, name)()
            assert {t.dtype for t in made if t.is_floating_point()} == {torch.float32}, name
    finally:
        torch.set_default_dtype(torch.float32)
