"""Punches that belong to nobody yet, number by number, for who can bring the roster that they lack (R43)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.list_quarantine import list_quarantine
from training.records.classes.classes import Institution


@dataclass(frozen=True)
class UnmatchedNumber:
    """One number on one machine, why it credits nobody, how often and from when to when."""

    number: str
    device: str
    reason: str
    punches: int
    first: datetime
    last: datetime


def unmatched_numbers(session: Session, institution: Institution, since: datetime) -> list[UnmatchedNumber]:
    """Those of an institution from that moment on, the most punches first."""
    found: dict[tuple[str, str, str], UnmatchedNumber] = {}
    for each in list_quarantine(session, institution, since):
        key = (each.number, each.device, each.reason)
        before = found.get(key) or UnmatchedNumber(*key, 0, each.punched_at, each.punched_at)
        found[key] = replace(
            before,
            punches=before.punches + 1,
            first=min(before.first, each.punched_at),
            last=max(before.last, each.punched_at),
        )
    return sorted(found.values(), key=lambda each: (-each.punches, each.number))
