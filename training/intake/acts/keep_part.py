from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.intake.rules.receiving import refuse_part
from training.intake.views.partial_files import arrived_of, hold_partial_file
from training.records.uploads import FilePart, PartialFile


@dataclass(frozen=True)
class NewPart:
    """A part as it came; its bytes lie in the store already."""

    start: int
    size: int
    store_key: str


def keep_part(session: Session, file: PartialFile, part: NewPart, *, now: datetime) -> int:
    """From now on the file has so many bytes; raises FileEnded, OtherOffset, PartTooLarge or TooManyParts.

    What this says is what a client goes on from, also after the power was cut: the bytes were on the disk
    before the row was written.
    """
    held = hold_partial_file(session, file.id)
    refuse_part(part.start, part.size, arrived_of(session, held.id), held.size)
    session.add(
        FilePart(file_id=held.id, start=part.start, size=part.size, store_key=part.store_key, received_at=now)
    )
    session.flush()
    return part.start + part.size
