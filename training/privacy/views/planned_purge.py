"""What was planned for a night, and whether purges are on hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.notice.clock import CLOCKS_APART, shanghai_day
from training.privacy.terms import PurgeKind
from training.records.people.purges import PurgeHold, PurgePlan

TURN = 7
"""Of whoever removes one thing and whoever says a hold: after those of imports, calendar and requests."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlannedPurge:
    """What one night may remove, and whether it leaves it to a person."""

    night: date
    keys: Mapping[PurgeKind, list[int]]
    is_suspicious: bool
    planned_at: datetime
    last_said: int
    """`last_said` when it was read, by which `is_stopped` knows what was said meanwhile."""


@dataclass(frozen=True)
class Hold:
    """暂停: who stopped all purges, when, and why."""

    reason: str
    said_by: str
    since: datetime


def planned_purge(session: Session, night: date) -> PlannedPurge | None:
    """None where nobody planned it the evening before, or only a clock ahead of time did, or purges were held
    or released since, or so shortly before that the clock of who said it may merely have been behind.

    What is released goes in a night that the administrator was told of, and not before.
    """
    said = last_said(session)
    plan = session.scalar(select(PurgePlan).where(PurgePlan.night == night, ~was_planned_ahead()))
    if plan is None or _was_stopped_since(session, plan.planned_at):
        return None
    keys = {kind: plan.due.get(kind.value, []) for kind in PurgeKind}
    return PlannedPurge(plan.night, keys, plan.is_suspicious, plan.planned_at, said)


def was_planned_ahead() -> ColumnElement[bool]:
    """Whether an earlier night was planned after it: then a clock that ran ahead wrote it before."""
    later = aliased(PurgePlan)
    return exists().where(later.id > PurgePlan.id, later.night < PurgePlan.night)


def purge_of_tonight(session: Session, *, now: datetime) -> PlannedPurge | None:
    """What goes in this Shanghai night; None where nothing goes in it, whatever it is.

    Nothing goes without a plan of the evening before, by which time a clock that jumped has been noticed, nor
    where so much is due that the clock may be wrong, nor while purges are on hold.
    """
    plan = planned_purge(session, shanghai_day(now))
    return None if plan is None or plan.is_suspicious or standing_hold(session) else plan


def last_said(session: Session) -> int:
    """The number of the last hold or release, 0 where there is none: read it before what is then removed."""
    return session.scalar(select(func.max(PurgeHold.id))) or 0


def is_stopped(session: Session, last: int) -> bool:
    """Whether purges are on hold, or were held or released since `last_said` was `last`; by no clock, for
    whoever released them a moment before reads his own word and may go on."""
    return standing_hold(session) is not None or last_said(session) > last


def _was_stopped_since(session: Session, planned_at: datetime) -> bool:
    # What a clock that ran ahead said was not said since: else it would stop every night until its day comes.
    since = PurgeHold.said_at.between(planned_at - CLOCKS_APART, planned_at + A_DAY)
    return session.scalar(select(PurgeHold.id).where(since).limit(1)) is not None


def standing_hold(session: Session) -> Hold | None:
    """The hold that nobody has released."""
    last = session.scalar(select(PurgeHold).order_by(PurgeHold.id.desc()).limit(1))
    return Hold(last.reason, last.said_by, last.said_at) if last and last.is_held else None
