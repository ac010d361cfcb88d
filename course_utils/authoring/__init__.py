"""For contributors: run a notebook on a clean kernel and store its outputs the way the tests compare them."""
from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from ..live.output import NEXT_DAY, WIDGET_VIEW, is_view
from ..setup import files, folders
from ..setup.requirements import ROOT
from ..setup.typed import COURSE
from . import slides

HOME = "/home/you/dl-workbook"         # where the course lies in stored outputs
# in a traceback: everything before a library's own folder, or before the course's
ELSEWHERE = re.compile(r"[^\s'\"(]*[/\\](?=(?:site-packages|dist-packages|course_utils|python3\.\d+)[/\\])")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# whole, so that editors colour a notebook that never ran and exports are called .py; without the version, which differs
LANGUAGE = {"codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "mimetype": "text/x-python",
            "name": "python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3"}


def at_home(text: str) -> str:
    """`text` with this machine's folders replaced by ones that a learner could have."""
    for folder, told in ((sys.prefix, f"{HOME}/.venv"), (str(ROOT), HOME), (str(folders.home() or "/"), "/home/you")):
        text = re.sub(re.escape(folder) + r"(?![\w.-])", told, text) if len(folder) > 3 else text
    return text


def tidy(notebook) -> None:
    """Leave what is the same everywhere: no widget state or views, no timings, no folders of this machine, one kernel.

    And give each cell its slide type, which follows from the cells and what they put out.
    """
    notebook.metadata = {"kernelspec": dict(KERNEL), "language_info": dict(LANGUAGE)}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        cell.outputs = [o for o in cell.outputs if not is_view(o.get("data", {}))]
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.get("metadata", {}).pop(WIDGET_VIEW, None)
            if output.output_type == "error":
                output.traceback = [ELSEWHERE.sub("…/", line) for line in output.traceback]
            if "text" in output:
                output.text = at_home(output.text)
            for kind in {"text/plain", "text/html"} & set(output.get("data", ())):
                output.data[kind] = at_home(output.data[kind]).removeprefix(NEXT_DAY)
    slides.write(notebook)


class Changed(RuntimeError):
    """The notebook was saved while it ran; what was saved is kept."""


def store(path: Path, kernel: str = "python3", timeout: int = 300, execute: bool = True) -> None:
    """Execute the notebook at `path` in its own folder and write it back with its outputs.

    `execute=False`: only tidy what is stored. Raises nbclient's CellExecutionError if a cell fails, its CellTimeoutError if
    one takes longer than `timeout` seconds, and Changed if the file was saved meanwhile; the file is then left as it is.
    """
    import nbformat
    from nbclient import NotebookClient

    before = path.read_bytes()
    notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
    if execute:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        NotebookClient(notebook, timeout=timeout, kernel_name=kernel, coalesce_streams=True,
                       resources={"metadata": {"path": str(path.parent)}}).execute()
    tidy(notebook)
    nbformat.validate(notebook)
    text = nbformat.writes(notebook)
    if path.read_bytes() != before:
        raise Changed(f"{path} was saved while it ran: what was saved is kept, and no outputs are stored")
    files.write(path, f"{text}\n".encode())


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog=f"{COURSE} store", description=__doc__)
    parser.add_argument("notebook", type=Path, nargs="+")
    parser.add_argument("--kernel", default="python3", help="name of the kernel (default: python3)")
    parser.add_argument("--tidy", action="store_true", help="run nothing: tidy what is stored, and write the slide types")
    args = parser.parse_args(argv)
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellExecutionError, CellTimeoutError
    from nbformat.reader import NotJSONError

    for path in args.notebook:
        if not path.is_file():
            print(f"There is no notebook {path}: give its path, as in notebooks/00_environment.ipynb.", file=sys.stderr)
            return 1
        start = time.monotonic()
        try:
            store(path, args.kernel, execute=not args.tidy)
        except CellExecutionError as error:
            print(f"{path}: a cell failed, the file is unchanged.\n{error}", file=sys.stderr)
            return 1
        except Changed as error:
            print(f"{error}. Save it in the editor, then type again: {COURSE} store {path}", file=sys.stderr)
            return 1
        except CellTimeoutError:
            print(f"{path}: a cell ran for more than five minutes, the file is unchanged. Lessons run within one minute.", file=sys.stderr)
            return 1
        except NotJSONError:
            print(f"{path} is not a notebook: restore it (git checkout -- {path}).", file=sys.stderr)
            return 1
        except NoSuchKernel:
            print(f"There is no kernel {args.kernel!r} here: {COURSE} kernels registers course-cpu and course-cuda; "
                  "without --kernel it is python3.", file=sys.stderr)
            return 1
        print(f"{path}: {'tidied' if args.tidy else 'executed and stored'} in {time.monotonic() - start:.1f} s")
    return 0
