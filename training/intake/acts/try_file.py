from dataclasses import dataclass

from sqlalchemy.orm import Session

from training.errors import Refusal
from training.intake.acts.take_file import take_file
from training.intake.rules.confirming import Choices
from training.intake.sheets.handed_rows import HandedRows
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportRefused, ImportReport


@dataclass(frozen=True)
class Tried:
    """What would become of the file, or why nothing can."""

    report: ImportReport | None = None
    failure: str = ""
    """Why no row of it can be taken in, also where there is a report."""


def try_file(session: Session, staff: Staff, handed: HandedRows, file: HandedFile, choices: Choices) -> Tried:
    """Take it in and undo all of it: nothing is written, and nobody else sees anything of it."""
    trial = session.begin_nested()
    try:
        return Tried(take_file(session, staff, handed, file, choices))
    except ImportRefused as refusal:
        return Tried(refusal.report, str(refusal))
    except Refusal as refusal:
        return Tried(failure=str(refusal))
    finally:
        trial.rollback()
