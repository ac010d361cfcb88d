"""An extension of Jupyter's server: pictures leave at once, and the lessons are trusted from the start.

`lab` enables it (jupyter/jupyter_server_config.d/dl_workbook.json), .hub/jupyterhub_config.py does for a hub's servers, and
`kernels.register` for whatever else is started in an environment where `lab`, `test` or `kernels` has been typed once.
"""
from __future__ import annotations

from .trust import trust


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app) -> None:
    settings = app.web_app.settings
    settings["kernel_websocket_connection_class"] = prompt(settings["kernel_websocket_connection_class"])
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
