"""Files of the region's people that have outlived their purpose (R05)."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from training.claims.rules.c1_training import months_after
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.records.classes.batches import ImportBatch
from training.records.exchange.region import Difference, RegionRow
from training.region.terms import RowKind

SHORTEST = timedelta(days=1)


def region_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """Their keys: so many years after they came as the city's rules keep archives; the oldest first."""
    years = choose_rule_set(session, None, shanghai_day(now)).policy.retention_years
    old = _kept().where(ImportBatch.imported_at < now - SHORTEST).order_by(ImportBatch.imported_at)
    return [each.id for each in session.scalars(old) if _is_due(each, years, now)]


def count_region_files(session: Session) -> int:
    """How many name people, in all."""
    return session.scalar(select(func.count()).select_from(_kept().subquery())) or 0


def _kept() -> Select[ImportBatch]:
    people = exists().where(RegionRow.batch_id == ImportBatch.id, RegionRow.kind == RowKind.PERSON)
    return select(ImportBatch).where(or_(people, exists().where(_names_somebody())))


def _names_somebody() -> ColumnElement[bool]:
    said = or_(Difference.ours != "", Difference.theirs != "")
    return (Difference.batch_id == ImportBatch.id) & (Difference.subject != "") & said


def _is_due(own: ImportBatch, years: int, now: datetime) -> bool:
    return shanghai_day(now) >= months_after(shanghai_day(own.imported_at), 12 * years)
