from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.intake.acts.end_partial_file import end_partial_file
from training.intake.rules.receiving import LASTS
from training.intake.terms import PartialEnding
from training.records.uploads import PartialFile

AT_ONCE = 500


def forget_partial_files(session: Session, *, now: datetime) -> Sequence[str]:
    """End what was begun more than a day ago and never came whole.

    Gives the keys in the store whose bytes nobody needs any more: the edge removes them after its commit.
    """
    old = select(PartialFile).where(PartialFile.ended_at.is_(None), PartialFile.begun_at < now - LASTS)
    gone = session.scalars(old.order_by(PartialFile.id).limit(AT_ONCE)).all()
    return [key for each in gone for key in end_partial_file(session, each, PartialEnding.EXPIRED, now=now)]
