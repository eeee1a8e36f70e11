"""补贴资金相关会议研究审定: what a meeting can grant, and whom (R19, R20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from training.notice.clock import shanghai_day
from training.payments.rules.refusals import GrantedTooMuch, JudgedAfterMeeting

MOST_AT_ONCE = 500
"""People of one meeting's list: as many as a page shows; more are noted in several."""


@dataclass(frozen=True)
class Candidate:
    """Whom a meeting may be about: what the standard says, and since when the person is judged."""

    name: str
    class_number: str
    standard_fen: int
    judged_at: datetime
    word: str = "核定"
    """What was done then: of a claim 通过."""


def check_judged(held_on: date, people: Iterable[Candidate]) -> None:
    """What was judged on the meeting's own day is let pass: nobody knows at which hour it met.

    Raises JudgedAfterMeeting.
    """
    late = [
        (each.name, f"{day} {each.word}")
        for each in people
        if (day := shanghai_day(each.judged_at)) > held_on
    ]
    if late:
        raise JudgedAfterMeeting(held_on, late)


def granted_fen(person: Candidate, said_fen: int | None) -> int:
    """What the meeting granted: as much as the standard says, or less; raises GrantedTooMuch."""
    if said_fen is None:
        return person.standard_fen
    if not 0 < said_fen <= person.standard_fen:
        raise GrantedTooMuch(person.class_number, person.standard_fen)
    return said_fen
