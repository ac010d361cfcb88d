"""Every notebook that uses `data.mnist()` passes on the digits that ship as well, against the same stored outputs."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
CLOSED = "http://127.0.0.1:9"          # nothing listens there: every address is refused at once
USES = re.compile(r"\bmnist\(|MNISTLab|MnistLab")


def uses_mnist(path: Path) -> bool:
    return any(cell.cell_type == "code" and USES.search(cell.source) for cell in nbformat.read(path, as_version=4).cells)


NOTEBOOKS = [path for path in sorted((ROOT / "notebooks").rglob("*.ipynb"))
             if ".ipynb_checkpoints" not in path.parts and uses_mnist(path)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_passes_on_the_digits(path, tmp_path):
    environment = {name: value for name, value in os.environ.items()
                   if name.lower() not in ("no_proxy", "course_mnist_mirror")}
    environment |= {name: CLOSED for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
    environment["COURSE_DATA"] = str(tmp_path / "empty")
    # tests/conftest.py is not loaded for a path in notebooks/, so nothing serves MNIST to this process
    done = subprocess.run([sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", str(path)],
                          cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-6000:]
    assert not list((tmp_path / "empty").rglob("*.gz"))
