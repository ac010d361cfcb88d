"""What the course adds to Jupyter's server: whoever starts it, pictures leave at once and the lessons are trusted."""
import os
import subprocess
import sys
from pathlib import Path

from course_utils.setup import kernels
from course_utils.setup.server import prompt
from course_utils.setup.surroundings import CONFIG

# a server, a kernel and a page's socket in one process, so that the server's end of the connection can be asked
SERVE = """
import asyncio, socket, sys
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


def test_a_message_to_the_page_waits_for_no_acknowledgement(tmp_path):
    assert "nodelay True" in serve(tmp_path, JUPYTER_CONFIG_PATH=str(CONFIG))


def test_jupyters_own_server_still_lets_them_wait(tmp_path):
    """Where this fails, Jupyter has mended it and `prompt` can go."""
    # over what this environment may say
    off = tmp_path / "off"
    off.mkdir()
    (off / "jupyter_server_config.json").write_text('{"ServerApp": {"jpserver_extensions": {"course_utils.setup.server": false}}}')
    assert "nodelay False" in serve(tmp_path, JUPYTER_CONFIG_PATH=str(off))


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
