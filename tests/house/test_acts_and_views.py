"""An act is one file with one public function; a view only reads. (The arrows between them: lint-imports.)"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Function, functions, modules, name_of, nodes, public_functions

WRITES_OF_A_SESSION = {"add", "add_all", "begin_nested", "commit", "delete", "flush", "merge", "rollback"}
STATEMENTS_THAT_WRITE = {"insert", "update", "delete", "insert_new", "insert_one"}
WHERE_THEY_COME_FROM = ("sqlalchemy", "training.database")


def test_a_file_of_acts_defines_the_public_function_of_its_name_and_that_one_alone() -> None:
    defined = {
        each: [function.name for function in public_functions(each)] for each in modules("training/*/acts")
    }
    wrong = {
        name_of(each): public
        for each, public in defined.items()
        if public != ([] if each.name == "__init__.py" else [each.stem])
    }

    assert defined
    assert not wrong, "give every act a file of its own name"


def test_a_view_writes_nothing() -> None:
    """It is given a session that could not; this says so before anybody opens the page."""
    views = modules("training/*/views")
    written = {
        name_of(each): wrong for each in views if (wrong := [*_writes(each), *_writers_imported(each)])
    }

    assert views
    assert not written, "what writes is an act"


def test_only_what_is_called_hold_locks_rows() -> None:
    locking = {
        f"{name_of(view)}: {each.name}"
        for view in modules("training/*/views")
        for each in functions(view)
        if _locks(each)
    }

    assert not [each for each in locking if not each.rpartition(": ")[2].startswith("hold_")], (
        "a row lock is taken by a function named hold_…"
    )


def _writes(view: Path) -> Iterator[str]:
    for node in nodes(view):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            whose = ast.unparse(node.func.value)
            if whose.endswith("session") and node.func.attr in WRITES_OF_A_SESSION:
                yield f"{whose}.{node.func.attr}"


def _writers_imported(view: Path) -> Iterator[str]:
    for node in nodes(view):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(WHERE_THEY_COME_FROM):
            yield from {each.name for each in node.names} & STATEMENTS_THAT_WRITE


def _locks(function: Function) -> bool:
    attributes = (node for node in ast.walk(function) if isinstance(node, ast.Attribute))
    return any(each.attr == "with_for_update" for each in attributes)
