"""Whether a look was written down a moment ago, so that what belongs to it needs no line of its own."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.records.people.looks import DataLook
from training.records.staff.staff import Staff


def looked_lately(session: Session, staff: Staff, subjects: Iterable[str], *, since: datetime) -> bool:
    """Whether this person was shown one of these pages since then."""
    own = exists().where(
        # By name and moment there is an index.
        DataLook.who == staff.name,
        DataLook.looked_at >= since,
        DataLook.staff_id == staff.id,
        DataLook.subject.in_(list(subjects)),
    )
    return bool(session.scalar(select(own)))
