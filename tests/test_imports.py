"""Nothing heavy is loaded before it is needed, and imports go one way through the rooms."""
import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import course_utils

PACKAGE = Path(course_utils.__file__).parent
HEAVY = ("torch", "torchvision", "matplotlib", "ipywidgets", "anywidget", "numpy", "IPython", "sklearn", "keras")
RANK = {room: n for n, room in enumerate(course_utils.ROOMS)}


def loaded(*arguments: str) -> set[str]:
    """The heavy libraries that a fresh Python has loaded at its end."""
    done = subprocess.run([sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True,
                          cwd=PACKAGE.parent, check=True)
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    return {name.partition(".")[0] for name in names} & set(HEAVY)


def test_importing_the_package_loads_nothing_heavy():
    assert loaded("-c", "import course_utils") == set()


def test_the_command_lines_help_loads_nothing_heavy():
    assert loaded("-m", "course_utils", "--help") == set()


@pytest.mark.parametrize("room", ["setup", "upkeep", "palette", "device", "data", "figures", "live", "demos", "checks", "doctor",
                                  "authoring"])
def test_rooms_load_their_libraries_on_first_use(room):
    assert loaded("-c", f"from course_utils import {room}") == set()


def test_every_room_exists_and_every_module_belongs_to_one():
    found = {path.stem if path.suffix else path.name for path in PACKAGE.iterdir()
             if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found - {"__init__", "__main__", "lazy"} == set(course_utils.ROOMS)


def rooms_imported(path: Path) -> set[str]:
    """The rooms a module imports, at its top or inside a function."""
    package = ("course_utils", *path.relative_to(PACKAGE).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[:len(package) - node.level + 1]) if node.level else ""
            origin = ".".join(filter(None, [above, node.module or ""]))
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("course_utils.")} & set(RANK)


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(PACKAGE)) for p in MODULES])
def test_imports_go_one_way(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in RANK:
        later = {room for room in rooms_imported(path) if RANK[room] > RANK[own]}
        assert not later, f"{own} comes before {', '.join(later)}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "demos").glob("*.py")), ids=lambda p: p.stem)
def test_demos_have_no_face(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    faces = ("matplotlib", "ipywidgets", "anywidget", "IPython", "threading", "live.panel", "live.still", "figures")
    assert not [name for name in names if name.startswith(faces)]


@pytest.mark.parametrize("room", ["data", "training", "figures", "live", "demos", "checks"])
def test_tab_offers_a_rooms_names_before_they_are_loaded(room):
    asked = f"from course_utils import {room}; print(sorted(n for n in dir({room}) if n[0] != '_') == sorted({room}.__all__))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "True" and loaded("-c", f"from course_utils import {room}; dir({room})") == set()
    module = getattr(course_utils, room)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match=f"module 'course_utils.{room}' has no attribute 'nothing'"):
        module.nothing  # noqa: B018


def test_unknown_names_are_told():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        course_utils.nothing  # noqa: B018
    assert set(course_utils.ROOMS) <= set(dir(course_utils))


def test_every_module_of_the_live_engine_is_explained():
    told = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## How `live` works")[2].partition("## Tests")[0]
    rows = [row.split("|")[1] for row in told.splitlines() if row.startswith("| `")]
    named = {half: set(re.findall(r"`(?:js/src/)?(\w+)/?`", " ".join(row for row in rows if ("js/src" in row) == half))) for half in (False, True)}
    live = PACKAGE / "live"
    assert named[False] == {path.stem for path in live.glob("*.py")} - {"__init__"}
    assert named[True] == {path.name.partition(".")[0] for path in (live / "js" / "src").iterdir()}
