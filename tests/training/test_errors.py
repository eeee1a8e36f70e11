"""Refusals and reasons are words for the person who asked."""

import ast
import errno
import os

import pytest

from tests.checkout import CHECKOUT
from tests.refusals import KINDS, ONE_OF_EACH, every_refusal
from training.errors import REASONS, Next, Refusal, reason_of

PACKAGES = ("training", "bot", "webapp", "notifications", "benchmarks")


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOENT, "没有这个文件或文件夹"), (errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘已满")],
)
def test_the_machines_reason_is_said_in_chinese(number, reason):
    assert reason_of(OSError(number, os.strerror(number))) == reason


def test_a_rare_reason_stays_in_the_machines_own_words():
    assert errno.ELOOP not in REASONS
    assert (
        reason_of(OSError(errno.ELOOP, "Too many levels of symbolic links"))
        == "Too many levels of symbolic links"
    )
    assert reason_of(OSError("no number at all")) == "no number at all"


def test_every_refusal_is_of_exactly_one_of_the_six_kinds():
    kinds = {each: [kind for kind in KINDS if issubclass(each, kind)] for each in every_refusal()}

    assert {each: found for each, found in kinds.items() if len(found) != 1} == {}


def test_there_are_six_kinds_and_no_seventh():
    every_refusal()

    assert set(Refusal.__subclasses__()) == set(KINDS) == set(ONE_OF_EACH)


def test_nobody_refuses_without_a_kind():
    said = {
        f"{path.relative_to(CHECKOUT)}:{node.lineno}"
        for package in PACKAGES
        for path in (CHECKOUT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _makes_a_bare_refusal(node)
    }

    assert said == set(), "raise one of the six kinds of training/errors.py, or a class of one"


def _makes_a_bare_refusal(node: ast.AST) -> bool:
    made = node.func if isinstance(node, ast.Call) else node.exc if isinstance(node, ast.Raise) else None
    return isinstance(made, ast.Name) and made.id == "Refusal"


def test_every_refusal_leads_on_and_every_step_is_led_to():
    steps = {each: each.leads_to for each in every_refusal()}

    assert [each for each, leads_to in steps.items() if not leads_to] == []
    assert {step for leads_to in steps.values() for step in leads_to} == set(Next)
