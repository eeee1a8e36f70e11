"""Write what was shown of a file, exactly that, or nothing (R43)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.errors import Refusal
from training.intake.acts.take_file import take_file
from training.intake.rules.confirming import (
    Choices,
    NothingToStore,
    ShownChanged,
    digest_of,
    refuse_confirmation,
)
from training.intake.sheets.handed_rows import HandedRows
from training.intake.terms import UploadState
from training.intake.views.find_upload import hold_upload, newest_reading
from training.intake.views.shown import shown_of
from training.records.staff.staff import Staff
from training.records.uploads import Upload, UploadReading
from training.sheets.hand_in import HandedFile, ImportReport


@dataclass(frozen=True)
class Confirmation:
    """The fingerprint that somebody saw; and when, as the half hour counts until then."""

    digest: str
    said_at: datetime


def confirm_upload(
    session: Session, staff: Staff, upload: Upload, handed: HandedRows, said: Confirmation, *, now: datetime
) -> ImportReport:
    """Take the file in; it has ended with that.

    Raises UploadEnded, NotReadYet, ShownTooLongAgo, NothingToStore, or ShownChanged where the file would do
    anything else now than what was shown; then nothing is written.
    """
    held = hold_upload(session, upload.id)
    reading = newest_reading(session, held)
    refuse_confirmation(held.state, reading.read_at, said.said_at)
    if not reading.is_acceptable:
        raise NothingToStore
    if reading.digest != said.digest:
        raise ShownChanged
    report = _take(session, staff, held, handed, reading, now)
    held.state, held.ended_at = UploadState.STORED, now
    session.flush()
    return report


def _take(
    session: Session, staff: Staff, held: Upload, handed: HandedRows, reading: UploadReading, now: datetime
) -> ImportReport:
    choices = Choices.of(reading.choices)
    file = HandedFile(held.file_name, held.sha256, staff.name, now, staff.id)
    try:
        report = take_file(session, staff, handed, file, choices)
    except Refusal as refusal:
        # When it was shown nothing stood against it.
        raise ShownChanged from refusal
    if digest_of(held.sha256, choices, shown_of(report)) != reading.digest:
        raise ShownChanged
    return report
