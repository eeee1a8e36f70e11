"""What was planned for a night, and whether purges are on hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.clock import CLOCKS_APART
from training.privacy.terms import PurgeKind
from training.records.people.purges import PurgeHold, PurgePlan

TURN = 7
"""Of whoever removes one thing and whoever says a hold: after those of imports, calendar and requests."""


@dataclass(frozen=True)
class PlannedPurge:
    """What one night may remove, and whether it leaves it to a person."""

    night: date
    keys: Mapping[PurgeKind, list[int]]
    is_suspicious: bool
    planned_at: datetime


@dataclass(frozen=True)
class Hold:
    """暂停: who stopped all purges, when, and why."""

    reason: str
    said_by: str
    since: datetime


def planned_purge(session: Session, night: date) -> PlannedPurge | None:
    """None where nobody planned it the evening before, or purges were held or released since, or so shortly
    before that the clock of who said it may merely have been behind.

    What is released goes in a night that the administrator was told of, and not before.
    """
    plan = session.scalar(select(PurgePlan).where(PurgePlan.night == night))
    if plan is None or _was_stopped_since(session, plan.planned_at):
        return None
    keys = {kind: plan.due.get(kind.value, []) for kind in PurgeKind}
    return PlannedPurge(plan.night, keys, plan.is_suspicious, plan.planned_at)


def is_stopped(session: Session, since: datetime) -> bool:
    """Whether purges are on hold, or were held or released since that moment."""
    return standing_hold(session) is not None or _was_stopped_since(session, since)


def _was_stopped_since(session: Session, moment: datetime) -> bool:
    said = select(PurgeHold.id).where(PurgeHold.said_at >= moment - CLOCKS_APART).limit(1)
    return session.scalar(said) is not None


def standing_hold(session: Session) -> Hold | None:
    """The hold that nobody has released."""
    last = session.scalar(select(PurgeHold).order_by(PurgeHold.id.desc()).limit(1))
    return Hold(last.reason, last.said_by, last.said_at) if last and last.is_held else None
