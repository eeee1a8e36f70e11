from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from training.eligibility.views.compared_due_for_purge import compared_due_for_purge
from training.records.subsidies.compared import ComparedList, ComparedPerson


def purge_compared(session: Session, planned: Collection[int], *, now: datetime) -> int:
    """The people of lists that nobody compares with any more; that a list was there stays.

    `planned` are keys of lists; says how many of those were due.
    """
    due = sorted(set(planned).intersection(compared_due_for_purge(session, now=now)))
    session.execute(delete(ComparedPerson).where(ComparedPerson.list_id.in_(due)))
    session.execute(update(ComparedList).where(ComparedList.id.in_(due)).values(purged_at=now))
    return len(due)
