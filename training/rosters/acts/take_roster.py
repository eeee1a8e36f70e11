"""Take a roster in: who is new in a class that has begun is asked for, and it is told (R25, R26)."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from training.classes.acts.import_roster import import_roster
from training.classes.sheets.roster import RosterRow
from training.records.classes.classes import TrainingClass
from training.rosters.acts.tell_of_requests import tell_of_requests
from training.sheets.hand_in import HandedFile, ImportReport


def take_roster(
    session: Session,
    rows: Iterable[RosterRow],
    file: HandedFile,
    only_class: TrainingClass | None = None,
    *,
    accept_good_rows: bool = False,
) -> ImportReport:
    """As `import_roster`, with what follows; raises ImportRefused, upon which `note_tries` is due."""
    report = import_roster(session, rows, file, only_class, accept_good_rows=accept_good_rows)
    tell_of_requests(session, report, now=file.handed_at)
    return report
