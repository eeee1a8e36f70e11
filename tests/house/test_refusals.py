"""Refusals are of six kinds, and each says what leads on."""

import ast

from tests.house.tree import CODE, modules, name_of, nodes
from tests.refusals import KINDS, ONE_OF_EACH, every_refusal
from training.errors import Next, Refusal


def test_there_are_six_kinds_and_no_seventh() -> None:
    every_refusal()

    assert set(Refusal.__subclasses__()) == set(KINDS) == set(ONE_OF_EACH)


def test_every_refusal_is_of_exactly_one_kind() -> None:
    kinds = {each: [kind for kind in KINDS if issubclass(each, kind)] for each in every_refusal()}

    assert {each: found for each, found in kinds.items() if len(found) != 1} == {}


def test_nobody_refuses_without_a_kind() -> None:
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules(*CODE)
        for node in nodes(path)
        if isinstance(node, ast.Call | ast.Raise) and _names_no_kind(node)
    ]

    assert not bare, "raise one of the six kinds of training/errors.py, or a class of one"


def _names_no_kind(node: ast.Call | ast.Raise) -> bool:
    made = node.func if isinstance(node, ast.Call) else node.exc
    return isinstance(made, ast.Name) and made.id == "Refusal"


def test_every_refusal_leads_on_and_to_every_step_some_refusal_leads() -> None:
    steps = {each: each.leads_to for each in every_refusal()}

    assert not [each for each, leads_to in steps.items() if not leads_to]
    assert {step for leads_to in steps.values() for step in leads_to} == set(Next)
