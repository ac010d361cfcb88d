"""Commands are told as they are typed here: outside an activated environment many systems have no `python`."""
import ast
import re
from pathlib import Path

import pytest

import course_utils

PACKAGE = Path(course_utils.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def said(path: Path) -> list[str]:
    """The texts of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]


@pytest.mark.parametrize("path", MODULES, ids=[path.relative_to(PACKAGE).as_posix() for path in MODULES])
def test_no_message_names_a_command_in_another_way(path):
    # a builder, `course_utils.data.build_digits`, is for an activated environment
    assert not [text for text in said(path) if re.search(r"\b(python3?|py) -m course_utils(?!\.)", text)], "say it with setup.typed.COURSE"
