"""An act makes due what follows from it: nobody who calls it has anything to remember."""

import ast
from pathlib import Path

import pytest

from tests.checkout import CHECKOUT

OWN_WORDS = {
    "cards_are_due",
    "claim_cards_are_due",
    "enter_check",
    "finish_act",
    "make_cards_due",
    "show_on_cards",
    "want_card",
    "want_claim_cards",
}
"""What follows from acts; the subject's own affair."""
OUTSIDE = ("bot", "webapp", "notifications", "benchmarks")
CHECK_ACTS = CHECKOUT / "training" / "checks" / "acts"
ENDINGS = {"cards_are_due", "enter_check", "finish_act", "record_voiding"}
NOTHING_FOLLOWS = {
    "take_uncounted": "a picture is taken in hand; no card tells of it",
    "next_call": "a number is shown to one person, who is not to be seen calling",
    "take_call_list": "as next_call, of several at once",
    "record_faces": "a hint on the page; no card tells of it",
    "record_fault": "nothing was counted",
    "draw_round": "no check is begun by it, and no card tells of orders",
    "reassign_order": "no card tells of orders",
    "cancel_order": "no card tells of orders",
    "follow_lead": "no card tells of how a lead is followed",
    "note_verification": "somebody outside looks at a printed record",
}
PARTS = {
    *("act_on_order", "ask_for_confirmation", "cards_are_due", "carry_over", "enter_check", "mark_picture"),
    *("new_check", "note_outside_round", "record_leads", "request_meeting", "tell_verdict"),
    "want_card",
}
"""Of acts that end as they should."""


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((CHECKOUT / folder).rglob("*.py"))]


def names_in(path: Path) -> set[str]:
    """Every name that the module uses or imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = {
        alias.name.rsplit(".", 1)[-1]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return used | imported


def test_nobody_outside_the_subject_makes_cards_due_or_moves_a_focus():
    found = {path: names_in(path) & OWN_WORDS for path in sources(*OUTSIDE)}

    remembered = {str(path.relative_to(CHECKOUT)): names for path, names in found.items() if names}
    assert remembered == {}, "let the act do it, by ending in finish_act"


def whole_acts() -> list[Path]:
    others = {"__init__", "finish_act", *PARTS, *NOTHING_FOLLOWS}
    return [path for path in sorted(CHECK_ACTS.rglob("*.py")) if path.stem not in others]


@pytest.mark.parametrize("path", whole_acts(), ids=lambda path: path.stem)
def test_every_act_in_a_check_ends_by_making_due_what_follows(path):
    assert names_in(path) & ENDINGS, "end it with finish_act, or say in NOTHING_FOLLOWS why no card changes"


def test_what_is_said_to_be_without_consequences_is_there():
    assert PARTS | NOTHING_FOLLOWS.keys() <= {path.stem for path in CHECK_ACTS.rglob("*.py")}


def test_a_message_is_read_by_nobody_but_whoever_hears_it():
    """Read in several places, one message could mean several things, and costs as often."""
    readers = {path for path in sources("bot") if "read_command" in names_in(path)}

    assert {str(path.relative_to(CHECKOUT)) for path in readers} == {"bot/line/heard.py"}
