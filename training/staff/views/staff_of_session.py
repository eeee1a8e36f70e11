"""Who is signed in by the session of a browser."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, contains_eager

from training.notice.clock import is_recent
from training.records import moments
from training.records.staff.staff import Staff, StaffSession
from training.staff.rules.digest import digest

LINK_MINUTES, IDLE_HOURS, SESSION_HOURS = 10, 2, 12


IDLE_LASTS = timedelta(hours=IDLE_HOURS)


# A browser that is used all the time is asked again once a working day who holds it.
SESSION_LASTS = timedelta(hours=SESSION_HOURS)


def staff_of_session(session: Session, token: str, *, now: datetime) -> StaffSession | None:
    """The living session of this token with its member of staff; None when it ended, or they left."""
    own = select(StaffSession).join(StaffSession.staff)
    with_place = own.options(
        contains_eager(StaffSession.staff).joinedload(Staff.district),
        contains_eager(StaffSession.staff).joinedload(Staff.institution),
    )
    living = with_place.where(
        Staff.left_at.is_(None),
        StaffSession.digest == digest(token),
        *_is_living(now),
    )
    return session.scalars(living).one_or_none()


def living_of(staff_id: int, now: datetime) -> Select[StaffSession]:
    """Where a member of staff is signed in, the latest first."""
    own = select(StaffSession).where(StaffSession.staff_id == staff_id, *_is_living(now))
    return own.order_by(StaffSession.begun_at.desc(), StaffSession.id.desc())


def _is_living(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffSession.ended_at.is_(None),
        moments.is_recent(StaffSession.seen_at, IDLE_LASTS, now),
        moments.is_recent(StaffSession.begun_at, SESSION_LASTS, now),
    )


SEEN_EVERY = timedelta(minutes=1)


def is_to_be_seen(found: StaffSession, now: datetime) -> bool:
    """Whether `note_seen` is due: a write at every request would make every page wait for others."""
    return not is_recent(found.seen_at, SEEN_EVERY, now)
