"""The four original MNIST archives behind a loopback address, where they lie next to the repository."""
from __future__ import annotations

import http.server
import os
import ssl
import subprocess
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


def serve_untrusted(folder: Path, keys: Path) -> tuple[Server, str]:
    """The same over https with a certificate that nobody knows, made in `keys` by openssl; and its address."""
    key, certificate = keys / "key.pem", keys / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                    "-subj", "/CN=localhost"], check=True, capture_output=True)
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"https://localhost:{server.server_address[1]}"


def address(server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/"
