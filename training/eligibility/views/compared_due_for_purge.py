"""Lists to compare with whose place a newer one took so long ago that nobody needs them (R19, R72)."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.eligibility.rules.compared import KEPT_AFTER
from training.records.classes.batches import ImportBatch
from training.records.subsidies.compared import ComparedList


def compared_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """By key: those that were replaced, or withdrawn, longer ago than `KEPT_AFTER`; the newest stays."""
    newer, newer_batch = aliased(ComparedList), aliased(ImportBatch)
    before = now - KEPT_AFTER
    is_newer = or_(
        newer.as_of > ComparedList.as_of,
        and_(newer.as_of == ComparedList.as_of, newer.id > ComparedList.id),
    )
    replaced = (
        select(newer.id)
        .join(newer_batch, newer_batch.id == newer.batch_id)
        .where(newer.kind == ComparedList.kind, newer.withdrawn_at.is_(None), is_newer)
        .where(newer.district_id.is_not_distinct_from(ComparedList.district_id))
        .where(newer_batch.imported_at < before)
    )
    came_before = select(ImportBatch.id).where(
        ImportBatch.id == ComparedList.batch_id, ImportBatch.imported_at < before
    )
    is_over = or_(ComparedList.withdrawn_at < before, and_(came_before.exists(), replaced.exists()))
    due = select(ComparedList.id).where(ComparedList.purged_at.is_(None), is_over)
    return list(session.scalars(due.order_by(ComparedList.id)))


def count_compared(session: Session) -> int:
    """How many lists there are of which people are kept."""
    kept = select(func.count()).select_from(ComparedList)
    return session.scalar(kept.where(ComparedList.purged_at.is_(None))) or 0
