"""An extension of Jupyter's server: pictures leave at once, widgets do not make the page blink, the lessons are trusted from the start.

`lab` enables it (jupyter/jupyter_server_config.d/dl_workbook.json), .hub/jupyterhub_config.py does for a hub's servers, and
`kernels.register` for whatever else is started in an environment where `lab`, `test` or `kernels` has been typed once.
"""
from __future__ import annotations

import asyncio
import json
from typing import Any

from .trust import trust

BRIEF = 0.1     # seconds: nobody reads a sign that is gone sooner
SHORT = 100     # bytes: no message that tells a state is longer


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app) -> None:
    settings = app.web_app.settings
    kind = "kernel_websocket_connection_class"
    settings[kind] = calm(prompt(settings[kind]))
    trust()


def prompt(connection: type) -> type:
    """`connection`, a class of Jupyter's connections from kernel to page, made to send each message at once.

    By default TCP holds a small message back until the one before is acknowledged (Nagle's algorithm, RFC 896), and a
    page that has nothing to say acknowledges up to 40 ms late on Linux, later elsewhere (RFC 1122, 4.2.3.2): of
    pictures 20 ms apart every other one came late, together with the next.
    """
    class Prompt(connection):
        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return Prompt


def calm(connection: type) -> type:
    """`connection` made to keep back that the kernel is busy with a widget's message, unless that takes longer than BRIEF.

    Each move of a slider is such a message, and each time JupyterLab showed the kernel busy, then idle: it laid out the
    page twice, for 3 to 4 ms each, just when the picture was due. An "idle" that comes soon now comes alone, and tells
    what is shown already. Cells are busy at once, as before. A gateway's connections are other ones: they stay as they are.
    """
    from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
    if not issubclass(connection, ZMQChannelsWebsocketConnection):
        return connection

    class Calm(connection):
        def __init__(self, *args: Any, **kwargs: Any):
            super().__init__(*args, **kwargs)
            self._kept: dict[str, asyncio.TimerHandle] = {}     # a widget's message -> when its "busy" goes out

        def handle_outgoing_message(self, stream, outgoing_msg):
            asked, state = sign(self.session.feed_identities(outgoing_msg)[1])
            if state == "busy":
                self._kept[asked] = asyncio.get_running_loop().call_later(BRIEF, self._show, asked, stream, outgoing_msg)
                return
            if state == "idle" and asked in self._kept:
                self._kept.pop(asked).cancel()
            super().handle_outgoing_message(stream, outgoing_msg)

        def _show(self, asked, stream, outgoing_msg):
            del self._kept[asked]
            super().handle_outgoing_message(stream, outgoing_msg)

        def disconnect(self):
            for timer in self._kept.values():
                timer.cancel()
            self._kept.clear()
            return super().disconnect()

    return Calm


def sign(parts: list[bytes]) -> tuple[str, str]:
    """(a widget's message, "busy" or "idle") where that is what a kernel's message tells, else two empty texts.

    `parts`: signature, header, parent's header, metadata, content, buffers, as jupyter_client's Session sends them.
    """
    try:
        content = parts[4]
        if len(content) > SHORT:            # pictures are not read
            return "", ""
        state, parent = json.loads(content).get("execution_state"), json.loads(parts[2])
    except (ValueError, AttributeError, IndexError):
        return "", ""
    return (parent["msg_id"], state) if state in ("busy", "idle") and parent.get("msg_type") == "comm_msg" else ("", "")
