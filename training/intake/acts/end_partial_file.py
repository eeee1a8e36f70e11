from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.intake.terms import PartialEnding
from training.intake.views.partial_files import hold_partial_file, parts_of
from training.records.uploads import PartialFile


def end_partial_file(
    session: Session, file: PartialFile, ending: PartialEnding, *, now: datetime
) -> Sequence[str]:
    """It was taken in, or is given up; raises FileEnded where it has ended already.

    Gives the keys in the store whose bytes nobody needs any more: the edge removes them after its commit.
    """
    held = hold_partial_file(session, file.id)
    held.ended_at, held.ending = now, ending
    parts = [each for each in parts_of(session, held.id) if each.purged_at is None]
    for part in parts:
        part.purged_at = now
    session.flush()
    return [each.store_key for each in parts]
