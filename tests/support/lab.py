"""A real JupyterLab in Chromium, for tests and benchmarks."""
from __future__ import annotations

import ast
import contextlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat

from course_utils.setup.surroundings import CONFIG

CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync"]
IDLE = ("() => { const w = window.jupyterapp && jupyterapp.shell.currentWidget;"
        " const k = w && w.context && w.context.sessionContext.session && w.context.sessionContext.session.kernel;"
        " return !!k && k.status === 'idle'; }")


def chromium() -> str | None:
    """The browser to use: CHROMIUM, or the first found on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextlib.contextmanager
def server(root: Path):
    """The address of a JupyterLab of its own on the loopback interface; it ends on leaving."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    state = Path(tempfile.mkdtemp(prefix="course-lab-"))
    # the question about news covers what lies under it
    (state / "config" / "labconfig").mkdir(parents=True)
    (state / "config" / "labconfig" / "page_config.json").write_text(
        json.dumps({"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}))
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "JUPYTER_CONFIG_DIR": str(state / "config"), "JUPYTER_RUNTIME_DIR": str(state / "run"),
           "JUPYTER_CONFIG_PATH": os.environ.get("JUPYTER_CONFIG_PATH", str(CONFIG)),          # as `lab` does
           "JUPYTERLAB_SETTINGS_DIR": str(state / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(state / "workspaces"),
           "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"), "COURSE_DEVICE": "cpu"}
    root_user = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with open(state / "lab.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", *root_user,
             "--expose-app-in-browser", "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={root}",
             "--ServerApp.disable_check_xsrf=True", "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
            stdout=log, stderr=log, env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url + "/api/status", timeout=2)
                break
            if process.poll() is not None:
                raise RuntimeError((state / "lab.log").read_text())
            time.sleep(0.25)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(state, ignore_errors=True)


def of_jupyterlab(error) -> bool:
    """An error seen now and then on a busy machine while JupyterLab takes cells away; our module (a blob) has no part in it."""
    return "'removeChild' on 'Node'" in str(error) and "blob:" not in (error.stack or "")


class Notebook:
    """A notebook open in the browser. Cells are added and run from code; the panel's parts are found by what they say."""

    def __init__(self, url: str, page, root: Path, name: str, *, new: bool = True):
        self.page, self.path, self.address = page, root / name, f"{url}/doc/tree/{name}"
        self.errors: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" and "favicon" not in m.text else None)
        page.on("pageerror", lambda e: self.errors.append(f"{e}\n{e.stack}") if not of_jupyterlab(e) else None)
        self.count = 0
        if new:
            empty = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
            empty.cells.append(nbformat.v4.new_code_cell(""))
            nbformat.write(empty, self.path)
        self.open()

    def open(self) -> None:
        """Load the page (anew): the file as it was saved, with the kernel that runs for it, or a new one."""
        self.page.goto(f"{self.address}?reset")
        # on a busy machine the first kernel's greeting can be lost: the server then asks once more after a minute
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=150_000)
        self.page.wait_for_function(IDLE, timeout=150_000)

    def command(self, name: str, args: str = "{}") -> None:
        self.page.evaluate(f"() => jupyterapp.commands.execute('{name}', {args})")

    def run(self, code: str, wait: bool = True, timeout: float = 60) -> int:
        """Write `code` into the last cell, run it, add a new one; returns the number of the cell."""
        number = self.count
        self.page.evaluate(
            "(code) => { const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = n.widgets.length - 1;"
            " n.activeCell.model.sharedModel.setSource(code); jupyterapp.commands.execute('notebook:run-cell-and-insert-below'); }", code)
        self.count += 1
        if wait:
            self.page.wait_for_function(
                "(n) => { const c = jupyterapp.shell.currentWidget.content.widgets[n];"
                " return c && c.model.executionCount !== null && c.model.executionState !== 'running'; }", arg=number, timeout=timeout * 1000)
            self.page.wait_for_function(IDLE, timeout=timeout * 1000)
        return number

    def again(self, number: int) -> None:
        """Run cell `number` once more."""
        self.page.evaluate("(n) => { jupyterapp.shell.currentWidget.content.activeCellIndex = n;"
                           " jupyterapp.commands.execute('notebook:run-cell'); }", number)
        self.page.wait_for_timeout(300)
        self.page.wait_for_function(IDLE, timeout=60_000)

    def text(self, number: int) -> str:
        """What cell `number` has printed."""
        return self.page.evaluate(
            "(n) => (jupyterapp.shell.currentWidget.content.widgets[n].model.sharedModel.outputs || [])"
            ".map(o => o.text ? (Array.isArray(o.text) ? o.text.join('') : o.text) : o.evalue || '').join('')", number)

    def value(self, code: str):
        """The value (numbers, words, lists) of an expression in the kernel; asks beside the cells, so that nothing scrolls."""
        told = self.page.evaluate(
            "async (code) => { const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;"
            " const asked = kernel.requestExecute({code: '', silent: true, store_history: false, user_expressions: {it: code}});"
            " return (await asked.done).content.user_expressions.it; }", f"repr(({code}))")
        assert told["status"] == "ok", f"{code}: {told.get('evalue')}"
        return ast.literal_eval(ast.literal_eval(told["data"]["text/plain"]))

    def ask(self, code: str) -> str:
        """What `print(code)` gives."""
        return self.value(f"str({code})").strip()

    def cell(self, number: int):
        return self.page.locator(f".jp-Cell[data-windowed-list-index='{number}']")

    def panel(self, number: int, view: int = 0):
        """The panel that cell `number` shows; `view` 1: its second view in the page."""
        if view:
            return self.page.locator(".jp-LinkedOutputView .cu-root").nth(view - 1)
        return self.cell(number).locator(".cu-root").first

    def caption(self, number: int) -> str:
        return (self.panel(number).locator(".cu-caption").text_content() or "").replace("\u00a0", " ")

    def pixels(self, number: int) -> int:
        """A number that changes with the drawing."""
        return self.panel(number).locator("canvas").evaluate(
            "(c) => { const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);"
            " let h = 0; for (let i = 0; i < d.length; i++) h = (Math.imul(h, 31) + d[i]) | 0; return h; }")

    def drawn(self, number: int) -> int:
        """How many frames the picture has drawn."""
        return int(self.panel(number).locator(".cu-picture canvas").get_attribute("data-drawn") or 0)

    def until(self, true, seconds: float = 40) -> None:
        """Wait until `true()`; long, because a test machine may be busy."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "it did not happen in the browser"
            self.page.wait_for_timeout(30)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def focused(self) -> str:
        """What has the keyboard: the name a screen reader would say."""
        return self.page.evaluate(
            "() => { const e = document.activeElement; return e.getAttribute('aria-label')"
            " || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || e.tagName; }").strip()

    def hide(self, hidden: bool) -> None:
        """The page goes into the background, or comes back, as far as it can tell."""
        self.page.evaluate("(hidden) => { if (hidden) Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});"
                           " else delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }", hidden)

    def lengthen(self) -> None:
        """A long cell at the end, so that the notebook can be scrolled."""
        self.page.evaluate("() => { const m = jupyterapp.shell.currentWidget.content.model.sharedModel;"
                           " m.insertCell(m.cells.length, {cell_type: 'code', source: '#\\n'.repeat(200)}); }")

    def scroll(self, to: int) -> None:
        """So many CSS pixels from the top of the notebook."""
        self.page.evaluate("(to) => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = to; }", to)

    def clear(self) -> None:
        """Back to one empty cell, with the same kernel."""
        self.page.set_viewport_size({"width": 1200, "height": 1000})
        self.page.evaluate("() => { delete document.hidden; const m = jupyterapp.shell.currentWidget.content.model.sharedModel;"
                           " m.insertCell(m.cells.length, {cell_type: 'code', source: ''}); m.deleteCellRange(0, m.cells.length - 1); }")
        self.count = 0
        self.errors.clear()

    def start(self) -> None:
        """What the tests' cells need."""
        self.run("from course_utils import live\nfrom course_utils.live import Panel, show\n"
                 "from small_demos import Training, Wave\nimport threading, time", timeout=150)

    def restart(self) -> None:
        """Restart the kernel without asking."""
        self.page.evaluate("async () => { await jupyterapp.shell.currentWidget.context.sessionContext.restartKernel(); }")
        self.page.wait_for_timeout(300)
        self.page.wait_for_function(IDLE, timeout=60_000)

    def save(self) -> nbformat.NotebookNode:
        self.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
        self.page.wait_for_timeout(500)
        return nbformat.read(self.path, as_version=4)

    def close(self) -> None:
        self.page.evaluate("() => jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
        self.page.close()


@contextlib.contextmanager
def browser():
    """Chromium through Playwright, one at a time in a process; the test is skipped, with the reason, where it cannot be had."""
    import pytest

    if importlib.util.find_spec("playwright") is None:
        pytest.skip("needs Playwright: pip install playwright")
    if chromium() is None:
        pytest.skip("needs Chromium or Chrome on PATH (or its path in CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
        yield opened
        opened.close()
