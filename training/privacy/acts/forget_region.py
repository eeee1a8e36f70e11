"""Forget what the region's files said of people; that there was a file, and how it was settled, stays."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from training.privacy.views.region_due_for_purge import region_due_for_purge
from training.records.exchange.region import Difference, DifferenceSettling, RegionRow
from training.region.terms import RowKind


def forget_region(session: Session, planned: Collection[int], *, now: datetime) -> int:
    """Of the planned files those that are due still; says how many files that were."""
    due = sorted(set(planned).intersection(region_due_for_purge(session, now=now)))
    session.execute(delete(RegionRow).where(RegionRow.batch_id.in_(due), RegionRow.kind == RowKind.PERSON))
    of_people = Difference.batch_id.in_(due), Difference.subject != ""
    notes = DifferenceSettling.difference_id.in_(select(Difference.id).where(*of_people))
    quietly = {"synchronize_session": False}
    # A note may name whom it is about.
    session.execute(update(DifferenceSettling).where(notes).values(note=""), execution_options=quietly)
    session.execute(
        update(Difference).where(*of_people).values(ours="", theirs=""), execution_options=quietly
    )
    return len(due)
