"""Take a filing in: a roster in it that adds to a class that has begun asks for its people (R25, R26)."""

from sqlalchemy.orm import Session

from training.classes.acts.file_classes import file_classes
from training.classes.sheets.filing import Filing
from training.rosters.acts.tell_of_filings import tell_of_filings
from training.rosters.acts.tell_of_late_filing import tell_of_late_filing
from training.rosters.acts.tell_of_requests import tell_of_requests
from training.sheets.hand_in import HandedFile, ImportReport


def take_filing(
    session: Session, filing: Filing, file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """As `file_classes`, with what follows; raises ImportRefused, upon which `note_tries` is due."""
    report = file_classes(session, filing, file, accept_good_rows=accept_good_rows)
    tell_of_late_filing(session, report, now=file.handed_at)
    tell_of_filings(session, report, now=file.handed_at)
    tell_of_requests(session, report, now=file.handed_at)
    return report
