"""What the course adds to Jupyter's server: whoever starts it, pictures leave at once, widgets do not make the page blink, and the lessons are trusted."""
import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from course_utils.setup import kernels
from course_utils.setup.server import BRIEF, calm, prompt, sign
from course_utils.setup.surroundings import CONFIG

# a server, a kernel and a page's socket in one process, so that the server's end of the connection can be asked;
# the kernel is then asked for a cell, and for two messages of a widget, one of them slow
SERVE = """
import asyncio, json, socket, sys, uuid
from jupyter_server.serverapp import ServerApp
from tornado.websocket import websocket_connect

app = ServerApp.instance()
app.initialize(["--ip=127.0.0.1", "--port=0", "--no-browser", "--allow-root", "--ServerApp.log_level=ERROR", "--ServerApp.root_dir=.",
                "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"])

async def ask():
    kernel = await app.kernel_manager.start_kernel()
    port = next(iter(app.http_server._sockets.values())).getsockname()[1]
    page = await websocket_connect(f"ws://127.0.0.1:{port}/api/kernels/{kernel}/channels?session_id=a")
    kind = app.web_app.settings["kernel_websocket_connection_class"]
    while not (opened := list(kind._open_sockets)):
        await asyncio.sleep(0.05)
    told = opened[0].websocket_handler.ws_connection.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    print("nodelay", told != 0)

    async def say(kind, content):
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": "a", "date": "", "version": "5.3"}
        page.write_message(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": [], "channel": "shell"}))
        states = []
        while "idle" not in states:
            message = json.loads(await page.read_message())
            if message["msg_type"] == "status" and message["parent_header"].get("msg_id") == header["msg_id"]:
                states.append(message["content"]["execution_state"])
        return states

    code = "import time\\ndef ready(comm, _): comm.on_msg(lambda m: time.sleep(m['content']['data']))\\nget_ipython().kernel.comm_manager.register_target('t', ready)"
    cell = await say("execute_request", {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False})
    await say("comm_open", {"comm_id": "c", "target_name": "t", "data": {}})
    quick, slow = [await say("comm_msg", {"comm_id": "c", "data": seconds}) for seconds in (0, 0.5)]
    print("states", json.dumps({"cell": cell, "quick": quick, "slow": slow}))
    page.close()
    await app.kernel_manager.shutdown_kernel(kernel, now=True)
    app.stop()

app.io_loop.add_callback(ask)
app.start()
"""


def serve(tmp_path, **variables) -> str:
    env = {**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "data"), "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
           "JUPYTER_RUNTIME_DIR": str(tmp_path / "run"), **variables}
    done = subprocess.run([sys.executable, "-c", SERVE], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def states(told: str) -> dict[str, list[str]]:
    return json.loads(told.partition("states ")[2].splitlines()[0])


def test_a_message_to_the_page_waits_for_no_acknowledgement_and_a_quick_widget_shows_no_sign(tmp_path):
    told = serve(tmp_path, JUPYTER_CONFIG_PATH=str(CONFIG))
    assert "nodelay True" in told
    assert states(told) == {"cell": ["busy", "idle"], "quick": ["idle"], "slow": ["busy", "idle"]}


def test_jupyters_own_server_still_lets_them_wait(tmp_path):
    """Where this fails, Jupyter has mended it and `prompt`, or `calm`, can go."""
    # over what this environment may say
    off = tmp_path / "off"
    off.mkdir()
    (off / "jupyter_server_config.json").write_text('{"ServerApp": {"jpserver_extensions": {"course_utils.setup.server": false}}}')
    told = serve(tmp_path, JUPYTER_CONFIG_PATH=str(off))
    assert "nodelay False" in told
    assert states(told)["quick"] == ["busy", "idle"]


def test_whichever_connection_is_used_is_made_prompt():
    """A gateway's, for one: the order counts, as the connection sends while it is being made."""
    class Handler:
        def set_nodelay(self, value):
            did.append(value)

    class Connection:
        websocket_handler = Handler()

        def connect(self):
            did.append("connect")
            return "a future"

    did = []
    assert prompt(Connection)().connect() == "a future" and did == [True, "connect"]


def test_an_environment_in_which_the_kernels_were_registered_has_it(tmp_path):
    """A plain `jupyter lab` of conda's environment, or of Binder's image; here the environment is named by its folder of settings."""
    kernels.register(tmp_path / "env", Path(sys.executable))
    assert "nodelay True" in serve(tmp_path, JUPYTER_CONFIG_PATH=str(tmp_path / "env" / "etc" / "jupyter"))


def message(state: dict, kind: str = "comm_msg") -> list[bytes]:
    return [b"signature", b"{}", json.dumps({"msg_id": "m", "msg_type": kind}).encode(), b"{}", json.dumps(state).encode()]


def test_only_the_signs_of_widgets_are_told_from_other_messages():
    assert sign(message({"execution_state": "busy"})) == ("m", "busy")
    assert sign(message({"execution_state": "idle"})) == ("m", "idle")
    assert sign(message({"execution_state": "busy"}, "execute_request")) == ("", "")
    assert sign(message({"execution_state": "starting"})) == sign(message({"data": "busy"})) == ("", "")
    for broken in ([], [b"s"], [b"s", b"{}", b"{}", b"{}", b"not JSON"], [b"s", b"{}", b"{}", b"{}", b"[1]"], message({"data": "x" * 1000})):
        assert sign(broken) == ("", "")


def test_a_page_that_has_left_is_told_nothing_late():
    class Connection(ZMQChannelsWebsocketConnection):
        def __init__(self):
            self.sent = []

        def handle_outgoing_message(self, stream, outgoing_msg):
            self.sent.append(outgoing_msg)

        def disconnect(self):
            self.sent.append("bye")

    async def visit(leaves: bool) -> list:
        connection = calm(Connection)()
        connection.handle_outgoing_message("iopub", busy)
        if leaves:
            connection.disconnect()
        await asyncio.sleep(2 * BRIEF)
        return connection.sent

    busy = [b"<IDS|MSG>", *message({"execution_state": "busy"})]
    with ThreadPoolExecutor(1) as beside:          # this thread may have a loop already, that of a browser's driver
        assert beside.submit(asyncio.run, visit(leaves=False)).result() == [busy]
        assert beside.submit(asyncio.run, visit(leaves=True)).result() == ["bye"]


def test_a_gateways_connection_stays_as_it_is():
    class Gateway:
        pass

    assert calm(Gateway) is Gateway
