"""A form on a meeting's page acts on what its page showed."""

from collections.abc import Iterable
from hashlib import sha256

from training.payments.rules.refusals import SeenOtherwise
from training.records.subsidies.lines import SubsidyLine

DIGITS = 16


def seen_of_lines(lines: Iterable[SubsidyLine]) -> str:
    """Who is on the list, where each of them stands, and whom an objection holds."""
    rows = [f"{each.public_id} {each.state} {each.has_objection}" for each in lines]
    return sha256("\n".join(sorted(rows)).encode()).hexdigest()[:DIGITS]


def check_lines_seen(lines: Iterable[SubsidyLine], seen: str) -> None:
    """Raises SeenOtherwise; the lines are held."""
    if seen != seen_of_lines(lines):
        raise SeenOtherwise
