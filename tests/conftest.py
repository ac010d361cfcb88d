"""The surroundings of all tests: MNIST by loopback where its archives lie next to the repository, no learner's files touched."""
from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import lab
import pytest
from mirror import ARCHIVES, address, serve


def pytest_configure(config):
    # workers of pytest-xdist are started by this process and inherit what it sets
    if hasattr(config, "workerinput"):
        return
    config.course_before = dict(os.environ)
    config.course_folder = folder = Path(tempfile.mkdtemp(prefix="course-tests-"))
    os.environ["COURSE_PROGRESS"] = str(folder / "progress.json")
    # two workers on two cores: one thread each, unless the caller chose
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if (ARCHIVES / "train-images-idx3-ubyte.gz").exists() and "COURSE_DATA" not in os.environ:
        config.course_server = serve(ARCHIVES)
        os.environ["COURSE_MNIST_MIRROR"] = address(config.course_server)
        os.environ["COURSE_DATA"] = str(folder / "data")


def pytest_unconfigure(config):
    if not hasattr(config, "course_folder"):
        return
    if hasattr(config, "course_server"):
        config.course_server.shutdown()
    os.environ.clear()
    os.environ.update(config.course_before)
    shutil.rmtree(config.course_folder, ignore_errors=True)


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No data and no network: an empty data folder, and every address refused at once by a closed proxy."""
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "empty"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY", "COURSE_MNIST_MIRROR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "empty"


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for all: Playwright cannot be started twice in a process."""
    with lab.browser() as opened:
        yield opened
