"""Clerks have no shell: what pages, chat, alerts and refusals say leads to a page, never to a command."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.checkout import CHECKOUT

A_COMMAND = re.compile(r"chaban [a-z]+")
CHINESE = re.compile(r"[一-鿿]")
# Read by whoever keeps the server: backups, keys, migrations, whether everything runs.
OF_OPERATORS = ("training/backups", "training/health", "training/records", "webapp/commands", "webapp/demo")
# Found by a name or a number that only a command takes, or a file that only a command reads.
ASKED_BY_COMMANDS = (
    *("training/checks/views/find_check.py", "training/checks/views/rounds/find_round.py"),
    *("training/checks/sheets/check_export.py", "training/checks/sheets/round_export.py"),
    "training/delivery/views/find_messages.py",
)
# Whoever trusts no page recomputes a draw on a computer of his own.
OF_PROOF = ("webapp/verify",)
EXCEPT = (*OF_OPERATORS, *ASKED_BY_COMMANDS, *OF_PROOF)


def test_nothing_that_a_clerk_reads_names_a_command():
    assert [*_in_templates(), *_in_code()] == []


def _in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(CHECKOUT.glob("webapp/**/templates/*.html")):
        if not _name(path).startswith(EXCEPT):
            yield from ((_name(path), each) for each in A_COMMAND.findall(path.read_text(encoding="utf-8")))


def _in_code() -> Iterator[tuple[str, str]]:
    for package in ("training", "bot", "webapp", "notifications"):
        for path in sorted((CHECKOUT / package).rglob("*.py")):
            if not _name(path).startswith(EXCEPT):
                yield from ((_name(path), each) for each in _said(path) if A_COMMAND.search(each))


def _said(path: Path) -> Iterator[str]:
    """Chinese texts; a docstring may name the command that does the same."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documenting = set(_documenting(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (each.value for each in node.values if isinstance(each, ast.Constant))
            yield from _chinese("…".join(map(str, parts)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documenting:
            yield from _chinese(node.value)


def _chinese(text: str) -> Iterator[str]:
    if CHINESE.search(text):
        yield text


def _documenting(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)


def _name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()
