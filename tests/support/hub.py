"""A JupyterHub of its own on the loopback interface, and learners who use it as their browsers do: HTTP and WebSocket over the proxy."""
from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tests" / "hub" / "node_modules"
CONFIG = ROOT / ".hub" / "jupyterhub_config.py"
PASSWORD = "workbook"


def proxy() -> list[str]:
    """The command of configurable-http-proxy; skips, in words, where the hub cannot be run."""
    import importlib.util

    import pytest

    if os.name == "nt":
        pytest.skip("JupyterHub does not run on Windows")
    if importlib.util.find_spec("jupyterhub") is None:
        pytest.skip('needs JupyterHub: pip install -e ".[hub]"')
    if found := shutil.which("configurable-http-proxy"):
        return [found]
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("needs Node.js and npm, for configurable-http-proxy")
    program = TOOLS / ".bin" / "configurable-http-proxy"
    if not program.exists():
        done = subprocess.run(["npm", "install", "--prefix", str(TOOLS.parent), "--no-save", "--no-package-lock", "--no-audit", "--no-fund",
                               "configurable-http-proxy"], capture_output=True, text=True, timeout=300)
        if done.returncode or not program.exists():
            pytest.skip(f"npm could not fetch configurable-http-proxy: {done.stderr.strip().splitlines()[-1:]}")
    return [str(program)]


def ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in sockets]


@contextlib.contextmanager
def running(command: list[str]):
    """(address, process, folder) of a hub with the course's configuration, whose proxy is `command`; everything ends on leaving.

    In `folder` lie hub.log, and home/NAME of each learner.
    """
    folder = Path(tempfile.mkdtemp(prefix="course-hub-"))
    public, api, hub = ports(3)
    (folder / "settings").mkdir()
    (folder / "settings" / "jupyter_server_config.json").write_text('{"ServerApp": {"jpserver_extensions": {"course_utils.setup.server": false}}}')
    config = folder / "config.py"
    config.write_text(f"""
exec(open({str(CONFIG)!r}, encoding="utf-8").read())
import os
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = {command!r}
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {PASSWORD!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {str(folder / "home")!r} + "/{{username}}"
c.Spawner.cmd = [{sys.executable!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.ip = "127.0.0.1"
c.Spawner.start_timeout = c.Spawner.http_timeout = 150
# signing in together is what is tested
c.JupyterHub.concurrent_spawn_limit = 0
c.Spawner.args = [*c.Spawner.args, "--ServerApp.log_level=WARN"] + ["--allow-root"] * (os.geteuid() == 0)
# what this environment says of the course's extension counts for nothing: the hub's configuration loads it
c.Spawner.environment["JUPYTER_CONFIG_PATH"] = {str(folder / "settings")!r}
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", *(k for k in os.environ if k.startswith(("COURSE_", "PYTHON")))]
""", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
           "JUPYTERHUB_CRYPT_KEY": uuid.uuid4().hex * 2, "COURSE_DEVICE": "cpu"}
    with open(folder / "hub.log", "w") as log:
        process = subprocess.Popen([sys.executable, "-m", "jupyterhub", "-f", str(config)], cwd=folder, stdout=log, stderr=log, env=env)
    address = f"http://127.0.0.1:{public}"
    try:
        import requests

        for _ in range(240):
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{address}/hub/login", timeout=2).ok:
                    break
            if process.poll() is not None:
                raise RuntimeError((folder / "hub.log").read_text()[-4000:])
            time.sleep(0.25)
        yield address, process, folder
    finally:
        process.terminate()              # the hub stops its learners' servers, and its proxy
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)


class Learner:
    """One who signs in, opens a lesson, and moves a slider. Speaks what JupyterLab and the panel's page speak."""

    def __init__(self, address: str, name: str, folder: Path | None = None):
        import requests

        self.folder = folder            # of the hub, whose log says why a server or a kernel ended
        self.address, self.name, self.http = address, name, requests.Session()
        self.base = f"{address}/user/{name}"
        self.received, self.frames, self.numbers, self.page = 0, 0, itertools.count(1), uuid.uuid4().hex[:8]
        self.comm, self.seen, self.state, self.replied = None, 0, {}, {}
        self.changed, self.closed = threading.Condition(), ""

    def xsrf(self) -> str:
        return next(cookie.value for cookie in self.http.cookies if cookie.name == "_xsrf" and cookie.path.startswith("/hub"))

    def sign_in(self) -> None:
        """Through the hub's own form; then wait for the server of one's own."""
        self.http.get(f"{self.address}/hub/login", timeout=60).raise_for_status()
        self.http.post(f"{self.address}/hub/login", params={"_xsrf": self.xsrf()}, timeout=60,
                       data={"username": self.name, "password": PASSWORD}, allow_redirects=False).raise_for_status()
        self.http.get(f"{self.address}/hub/home", timeout=60).raise_for_status()
        made = self.http.post(f"{self.address}/hub/api/users/{self.name}/tokens", headers={"X-XSRFToken": self.xsrf(), "Referer": f"{self.address}/hub/token"},
                              json={"note": "the learner's browser"}, timeout=60)
        made.raise_for_status()
        self.token = {"Authorization": f"token {made.json()['token']}"}
        self.http.post(f"{self.address}/hub/api/users/{self.name}/server", headers=self.token, timeout=150).raise_for_status()
        self.wait(lambda: self.http.get(f"{self.address}/hub/api/users/{self.name}", headers=self.token, timeout=60).json().get("server"), 150, 0.3)

    def put(self, path: Path) -> None:
        """Upload a notebook, over the proxy."""
        content = json.loads(path.read_text(encoding="utf-8"))
        self.http.put(f"{self.base}/api/contents/{path.name}", headers=self.token, timeout=60,
                      json={"type": "notebook", "format": "json", "content": content}).raise_for_status()

    def open(self, name: str) -> dict:
        """The notebook as JupyterLab gets it, with a kernel of its own."""
        import websocket

        found = self.http.get(f"{self.base}/api/contents/{name}", headers=self.token, timeout=60)
        found.raise_for_status()
        session = self.http.post(f"{self.base}/api/sessions", headers=self.token, timeout=150, json={
            "path": name, "name": name, "type": "notebook", "kernel": {"name": "python3"}})
        session.raise_for_status()
        self.kernel = session.json()["kernel"]["id"]
        self.socket = websocket.create_connection(
            f"{self.base.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels?session_id={self.page}", header=self.token, timeout=150)
        self.sending = threading.Lock()
        threading.Thread(target=self.listen, daemon=True).start()
        return found.json()["content"]

    def send(self, kind: str, content: dict) -> str:
        number = uuid.uuid4().hex
        with self.sending:
            self.socket.send(json.dumps({"channel": "shell", "header": {
                "msg_id": number, "msg_type": kind, "username": self.name, "session": self.page, "version": "5.3", "date": ""},
                "parent_header": {}, "metadata": {}, "content": content}))
        return number

    def run(self, code: str, seconds: float = 150) -> None:
        """Run a cell; raises with its error."""
        number = self.send("execute_request", {"code": code, "silent": False, "store_history": False, "user_expressions": {},
                                               "allow_stdin": False, "stop_on_error": True})
        self.wait(lambda: number in self.replied, seconds)
        reply = self.replied[number]
        assert reply["status"] == "ok", re.sub("\x1b\\[[\\d;]*m", "", "\n".join(reply.get("traceback", [str(reply)])))

    def say(self, **message) -> int:
        """What the page of a panel sends; the number it is confirmed by."""
        k = next(self.numbers)             # two threads speak: the one that moves, the one that answers
        self.send("comm_msg", {"comm_id": self.comm, "data": {"method": "custom", "content": {"page": self.page, "k": k, **message}}})
        return k

    def show(self, code: str) -> None:
        """Run a cell that shows a panel, and look at it."""
        self.comm = None
        self.run(code)
        self.wait(lambda: self.comm)
        self.say(type="here", visible=True, have=0)
        self.wait(lambda: self.frames)

    def move(self, **values) -> float:
        """Move controls; the seconds until the first frame that shows it."""
        start = time.perf_counter()
        k = self.say(type="set", values=values)
        self.wait(lambda: self.seen >= k)
        return time.perf_counter() - start

    def listen(self) -> None:
        why = "closed by the server"
        try:
            while told := self.socket.recv():
                self.received += len(told)
                self.hear(message(told))
        except Exception as error:
            why = repr(error)
        with self.changed:
            self.closed = why
            self.changed.notify_all()

    def hear(self, told: dict) -> None:
        kind, content, ack = told["header"]["msg_type"], told["content"], None
        with self.changed:
            if kind == "execute_reply":
                self.replied[told["parent_header"]["msg_id"]] = content
            elif kind == "comm_open" and "spec" in content["data"].get("state", {}):
                self.comm = content["comm_id"]
            elif kind == "comm_msg" and content["comm_id"] == self.comm and content["data"].get("method") == "custom":
                frame = content["data"]["content"]
                self.frames += 1
                self.state = frame["state"] or self.state
                self.seen = frame["seen"].get(self.page, self.seen)
                ack = frame["n"] if frame["ask"] else None
            self.changed.notify_all()
        if ack is not None:
            self.say(type="ack", n=ack)

    def wait(self, true, seconds: float = 60, pause: float = 0.0):
        """Wait until `true()`."""
        end = time.monotonic() + seconds
        while not true():
            assert not self.closed, f"{self.name}: its line to the kernel is gone: {self.closed}{self.log()}"
            assert time.monotonic() < end, f"{self.name}: it did not happen in {seconds} s{self.log()}"
            if pause:
                time.sleep(pause)
            else:
                with self.changed:
                    if not true():
                        self.changed.wait(0.5)

    def log(self) -> str:
        """The end of the hub's log, and of its learners' servers, for a message."""
        return f"\n{(self.folder / 'hub.log').read_text(encoding='utf-8', errors='replace')[-6000:]}" if self.folder else ""

    def leave(self) -> None:
        with contextlib.suppress(Exception):
            self.socket.close()


def message(told: str | bytes) -> dict:
    """The JSON of a Jupyter message as it comes over the WebSocket, with or without buffers."""
    if isinstance(told, bytes):
        count = struct.unpack(">I", told[:4])[0]
        starts = struct.unpack(f">{count}I", told[4:4 + 4 * count])
        told = told[starts[0]:starts[1] if count > 1 else None].decode()
    return json.loads(told)


def together(learners: list[Learner], act) -> list:
    """`act(learner)` for all at once; what they returned. The first failure is raised."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(learners)) as pool:
        return list(pool.map(act, learners))
