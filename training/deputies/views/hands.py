"""Whose hand was, or may have been, in what somebody did: deputyships, and ways in that colleagues made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.deputies.rules.deputyship import acted_for, stood_in_for
from training.deputies.rules.hands import Hands, check_hands
from training.deputies.views.deputyships import deputings_between
from training.notice.appointing import administrators
from training.notice.clock import shanghai_day
from training.records.staff.staff import Staff, StaffLink, StaffSession
from training.staff.views.staff_of_session import SESSION_LASTS

Way = tuple[int, datetime]


@dataclass(frozen=True)
class Signature:
    """Who did the first step, by key, and when; None where nobody of the staff did."""

    key: int | None
    at: datetime


def check_other_hand(session: Session, first: Signature, second: Staff, *, now: datetime) -> None:
    """Let `second` sign what somebody else began; raises SameHand.

    Of the first step it counts for whom it was done; of the second, for whom its person stands in at all: a
    deputy is never the other person of the one who is away.
    """
    if first.key is None:
        return
    one = Hands(_acted_for(session, first.key, first.at), _entered_by(session, first.key, first.at))
    other = Hands(_stood_in_for(session, second.id, now), _entered_by(session, second.id, now))
    check_hands(one, other, _administrators_of(session, one.makers & other.makers))


def _administrators_of(session: Session, keys: frozenset[int]) -> frozenset[int]:
    """市级管理员, who let everybody in; a colleague who makes the ways in of two may be both of them."""
    if not keys:
        return frozenset()
    return frozenset(
        session.scalars(select(Staff.id).where(Staff.id.in_(keys), Staff.role.in_(administrators())))
    )


def _acted_for(session: Session, key: int, at: datetime) -> frozenset[int]:
    day = shanghai_day(at)
    return acted_for(key, deputings_between(session, [key], day, day), at) | {key}


def _stood_in_for(session: Session, key: int, at: datetime) -> frozenset[int]:
    day = shanghai_day(at)
    return stood_in_for(key, deputings_between(session, [key], day, day), at) | {key}


def _entered_by(session: Session, key: int, at: datetime) -> frozenset[int]:
    """This person, and whoever made a way in that a session lives by then; and who made theirs, and so on.

    Whoever made a link could have used it, so as long as such a session lasts it may be either of them.
    """
    seen: set[Way] = set()
    left = [(key, at)]
    while left:
        way = left.pop()
        if way not in seen:
            seen.add(way)
            left += _makers(session, *way)
    return frozenset(own for own, _ in seen)


def _makers(session: Session, key: int, at: datetime) -> list[Way]:
    rows = (
        select(StaffLink.made_by_id, StaffLink.made_at, StaffSession.ended_at)
        .join(StaffSession, StaffSession.link_id == StaffLink.id)
        .where(StaffSession.staff_id == key, StaffLink.made_by_id.is_not(None))
        .where(StaffSession.begun_at <= at, StaffSession.begun_at > at - SESSION_LASTS)
    )
    found = session.execute(rows)
    lived = ((maker, made) for maker, made, ended in found if ended is None or at < ended)
    return [(maker, made) for maker, made in lived if maker is not None]
