"""What the tests of the house look at: our own files, and what is defined in them."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.checkout import CHECKOUT

PACKAGES = ("training", "bot", "webapp", "notifications")
CODE = (*PACKAGES, "benchmarks")
# Steps between schemas are as long as what they change, and nobody reads on in them.
MIGRATIONS = "training/records/migrations"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*patterns: str) -> list[Path]:
    """Every module below the folders of these patterns, migrations left out."""
    found = (path for each in patterns for path in CHECKOUT.glob(f"{each}/**/*.py"))
    return sorted(path for path in found if MIGRATIONS not in path.as_posix())


def folders(*roots: str) -> list[Path]:
    """These folders and every one below, without what tools leave behind."""
    below = (path for each in roots for path in (CHECKOUT / each, *(CHECKOUT / each).rglob("*")))
    return sorted(path for path in below if path.is_dir() and path.name != "__pycache__")


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Kept for all tests that ask; no later test shall search these millions for garbage."""
    found = tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    gc.freeze()
    return found


def functions(path: Path) -> Iterator[Function]:
    return (node for node in nodes(path) if isinstance(node, Function))


def public_functions(path: Path) -> list[Function]:
    """Those of the module itself that others may call."""
    module = nodes(path)[0]
    own = (each for each in ast.iter_child_nodes(module) if isinstance(each, Function))
    return [each for each in own if not each.name.startswith("_")]


def parameters(function: Function) -> list[str]:
    given = function.args
    return [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
