"""The lessons count as this user's own, as after `jupyter trust`.

Jupyter shows the live widgets of a file only where every output in it was made by this user, or where this user has signed
it. The lessons come with outputs: unsigned, a page that is loaded anew, or a second one on the projector, would show
pictures in place of the panels, though the kernel still has them.
"""
from __future__ import annotations

import contextlib
from pathlib import Path

from .requirements import ROOT


def trust(folder: Path = ROOT / "notebooks") -> list[str]:
    """Sign the notebooks in `folder`; returns the names of those that could not be, which stay as they are."""
    from jupyter_core.paths import jupyter_data_dir
    from nbformat import v4
    from nbformat.sign import NotebookNotary

    data, unsigned = Path(jupyter_data_dir()), []
    with contextlib.suppress(OSError):
        data.mkdir(parents=True, exist_ok=True, mode=0o700)          # there is none before the first start
    notary = NotebookNotary(data_dir=str(data))
    for path in sorted(folder.glob("*.ipynb")):
        try:
            notary.sign(v4.reads(path.read_text(encoding="utf-8")))
        except Exception:           # a damaged file, or no place for signatures: JupyterLab says what it has to say of either
            unsigned.append(path.name)
    return unsigned
