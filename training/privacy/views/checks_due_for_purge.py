"""Checks whose personal data has outlived its purpose (R72)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from training.claims.rules.c1_training import months_after
from training.notice.clock import shanghai_day
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import LiveStatistics
from training.records.meetings.meetings import Meeting

SHORTEST = timedelta(days=1)
Kept = tuple[type[LiveStatistics] | type[Evidence], InstrumentedAttribute[str]]
FILES: tuple[Kept, ...] = (
    (LiveStatistics, LiveStatistics.file_key),
    (Evidence, Evidence.original_key),
    (Evidence, Evidence.served_key),
)

RECORDS: tuple[type[LiveStatistics] | type[Evidence], ...] = (LiveStatistics, Evidence)


@dataclass(frozen=True)
class DueCheck:
    """A check whose lists and pictures have outlived their purpose, and where the store has its files."""

    check_id: int
    number: str
    since: datetime
    meetings: int
    pictures: int
    keys: tuple[str, ...]
    """Without files that another check, which is not due, was proved by as well."""


def checks_due_for_purge(session: Session, *, now: datetime) -> list[DueCheck]:
    """After the policy's years, the oldest first; those that still run too, as nobody will end them."""
    old = select(SpotCheck).where(SpotCheck.started_at < now - SHORTEST, _has_something())
    in_order = old.options(joinedload(SpotCheck.rule_set)).order_by(SpotCheck.started_at, SpotCheck.id)
    due = [each for each in session.scalars(in_order) if _is_due(each, now)]
    return [_due(session, each, {own.id for own in due}) for each in due]


def check_still_due(session: Session, check_id: int, found_at: datetime, *, now: datetime) -> DueCheck | None:
    """As it stands by itself: a file that proves another check as well waits for the last of them to go.

    None too where a file came after the check was found due, at `found_at`.
    """
    check = session.scalar(select(SpotCheck).where(SpotCheck.id == check_id, _has_something()))
    if check is None or not _is_due(check, now) or _got_something(session, check_id, found_at):
        return None
    return _due(session, check, {check_id})


def _got_something(session: Session, check_id: int, after: datetime) -> bool:
    came = (select(each.id).where(each.check_id == check_id, each.received_at > after) for each in RECORDS)
    return any(session.scalar(each.limit(1)) for each in came)


def checks_with_something(session: Session) -> int:
    """How many checks there are of which lists or pictures are kept."""
    return session.scalar(select(func.count()).select_from(SpotCheck).where(_has_something())) or 0


def _has_something() -> ColumnElement[bool]:
    has_meeting = SpotCheck.id.in_(select(Meeting.check_id).where(Meeting.purged_at.is_(None)))
    has_statistics = SpotCheck.id.in_(
        select(LiveStatistics.check_id).where(LiveStatistics.purged_at.is_(None))
    )
    has_pictures = SpotCheck.id.in_(select(Evidence.check_id).where(Evidence.purged_at.is_(None)))
    return has_meeting | has_statistics | has_pictures


def _is_due(check: SpotCheck, now: datetime) -> bool:
    years = check.rule_set.policy.retention_years
    return shanghai_day(now) >= months_after(shanghai_day(check.started_at), 12 * years)


def _due(session: Session, check: SpotCheck, due_ids: set[int]) -> DueCheck:
    meetings = select(Meeting.id).where(Meeting.check_id == check.id, Meeting.purged_at.is_(None))
    pictures = select(Evidence.id).where(Evidence.check_id == check.id, Evidence.purged_at.is_(None))
    return DueCheck(
        check_id=check.id,
        number=check.number,
        since=check.started_at,
        meetings=len(session.scalars(meetings).all()),
        pictures=len(session.scalars(pictures).all()),
        keys=_keys(session, check, due_ids),
    )


def _keys(session: Session, check: SpotCheck, due_ids: set[int]) -> tuple[str, ...]:
    """Files are kept by their content: city and district may have handed in the same one."""
    return tuple(sorted(key for kept in FILES for key in _own(session, kept, check, due_ids)))


def _own(session: Session, kept: Kept, check: SpotCheck, due_ids: set[int]) -> set[str]:
    record, column = kept
    not_purged = select(column).where(record.purged_at.is_(None))
    own = set(session.scalars(not_purged.where(record.check_id == check.id)))
    others = not_purged.where(column.in_(own), record.check_id.not_in(due_ids))
    return own - set(session.scalars(others))
