"""The four original MNIST archives behind a loopback address, where they lie next to the repository."""
from __future__ import annotations

import http.server
import os
import threading
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = Path(os.environ.get("COURSE_TEST_MNIST") or ROOT.parent / "shared" / "mnist")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args):
        """A client that leaves early is nothing to report."""


def serve(folder: Path, handler=Quiet) -> Server:
    """A loopback mirror of `folder` on a free port, running in a thread."""
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def address(server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/"
