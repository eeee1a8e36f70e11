"""The scripts that phones get: small, and of a language that every webview of the last ten years reads."""

import gzip
import re

import pytest

from webapp.server.static_files import STATIC

SCRIPTS = sorted(STATIC.rglob("*.js"))
# What ES5 lacks, as it stands in code; strings and comments are taken out before.
YOUNGER = {
    "arrow function": r"=>",
    "let or const": r"\b(?:let|const)\s+\w",
    "class": r"\bclass\s+\w",
    "template": r"`",
    "spread": r"\.\.\.",
    "optional chaining": r"\?\.(?!\d)",
    "nullish": r"\?\?",
    "for of": r"\bof\b",
    "async": r"\b(?:async|await)\b",
    "exponent": r"\*\*",
    "short method": r"[{,]\s*(?!(?:if|for|while|switch|catch|function)\b)\w+\s*\([^()]*\)\s*\{",
    "default argument": r"function\s*\w*\([^)]*=",
}
LITERALS = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//[^\n]*|/\*.*?\*/'


def code_of(path) -> str:
    return re.sub(LITERALS, '""', path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("feature", YOUNGER)
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_es5(path, feature):
    assert re.findall(YOUNGER[feature], code_of(path)) == []


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("a(x => x)", "arrow function"),
        ("let a = 1", "let or const"),
        ("`a`", "template"),
        ("f(...a)", "spread"),
        ("a?.b", "optional chaining"),
        ("a ?? b", "nullish"),
        ("for (a of b) {}", "for of"),
        ("var a = { b() {} }", "short method"),
        ("function a(b = 1) {}", "default argument"),
    ],
)
def test_the_look_for_younger_language_finds_it(text, feature):
    assert re.findall(YOUNGER[feature], text)


@pytest.mark.parametrize(("name", "most"), [("calls.js", 3), ("call-keys.js", 2), ("service-worker.js", 3)])
def test_the_script_of_the_calls_and_the_worker_are_a_few_kb_more(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes())) <= most * 1024


def test_the_scripts_of_a_spot_check_are_8_kb_as_they_are_sent():
    names = ("pages.js", "checks.js", "shrink.js", "unsent.js")

    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names) <= 8 * 1024
