"""The batches that wait for somebody, or were decided on, page by page, however many there are (R43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.attendance.views.late.batches_seen import AT_ONCE, WaitingBatch, see_batches
from training.attendance.views.late.waiting_batches import is_visible
from training.records.attendance.late import BatchAcceptance
from training.records.classes.batches import ImportBatch
from training.records.staff.staff import Staff

A_PAGE = 50


class BatchView(StrEnum):
    """待确认 or 已决定: which part of the list."""

    WAITS = "待确认"
    DECIDED = "已决定"


@dataclass(frozen=True)
class BatchPage:
    """`after` is where the next page goes on, None after the last."""

    lines: Sequence[WaitingBatch]
    after: int | None


def list_batches(session: Session, staff: Staff, which: BatchView, after: int = 0) -> BatchPage:
    """Those that this person may see, by their keys: the oldest first.

    A page looks at one portion of all and no more; a district sees only its own of them.
    """
    keys = session.scalars(_keys(which, after)).all()
    seen = [each for each in see_batches(session, keys) if is_visible(each, staff)]
    shown = seen[:A_PAGE]
    if len(seen) > A_PAGE:
        return BatchPage(shown, shown[-1].number)
    return BatchPage(shown, keys[-1] if len(keys) == AT_ONCE else None)


def _keys(which: BatchView, after: int) -> Select[int]:
    decided = BatchAcceptance.id.is_not(None) if which is BatchView.DECIDED else BatchAcceptance.id.is_(None)
    return (
        select(ImportBatch.id)
        .outerjoin(BatchAcceptance, BatchAcceptance.batch_id == ImportBatch.id)
        .where(ImportBatch.waits_for.is_not(None), decided, ImportBatch.id > after)
        .order_by(ImportBatch.id)
        .limit(AT_ONCE)
    )
