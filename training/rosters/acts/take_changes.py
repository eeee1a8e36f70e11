"""Take a workbook of 人员增减 in: every line is a change that is asked for (R25)."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.rules.roster_changes import ClassHasEnded
from training.classes.sheets.roster_changes import CHANGES, ChangeRow
from training.classes.views.find_class import find_class
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import blind
from training.errors import NotFound, Refusal
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.rosters.acts.ask_change import Asker, ChangeDraft, ask_change
from training.rosters.acts.note_tries import note_tries
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "roster_changes"


def take_changes(
    session: Session, rows: Iterable[ChangeRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """All or nothing, unless good rows alone are asked for; raises ImportRefused (`note_tries` is due)."""
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, waiting = ImportReport(KIND), 0
    batch = open_batch(session, KIND, "", file)
    for row in rows:
        report.findings += row.findings
        if not row.is_good:
            report.refused += 1
            continue
        try:
            with session.begin_nested():
                waiting += _ask(session, row, file, batch.id, report)
        except Refusal as refusal:
            row.refuse(CHANGES.title_of("kind"), row.kind.value, str(refusal))
            report.refuse(row.findings[-1])
        else:
            report.stored += 1
    if waiting:
        report.notices.append(f"{waiting} 条由旗县区审核，同意前名册不变。")
    close_batch(batch, report, accept_good_rows)
    note_tries(session, report.tried_late, now=file.handed_at)
    return report


def _ask(session: Session, row: ChangeRow, file: HandedFile, batch_id: int, report: ImportReport) -> bool:
    """Whether it waits for the district."""
    own = find_class(session, row.class_number)
    leaver = _leaver(session, own, row) if row.leaver else None
    came_by = (batch_id, row.row)
    draft = ChangeDraft(row.kind, row.effective_on, row.reason, leaver, row.newcomer, came_by)
    try:
        change = ask_change(session, own, draft, Asker(file.handed_by, file.staff_id), now=file.handed_at)
    except ClassHasEnded:
        report.tried_late[own.id] += row.kind.brings
        raise
    return not change.is_at_once


def _leaver(session: Session, own: TrainingClass, row: ChangeRow) -> Enrolment:
    index = blind(session, "id_number", row.leaver)
    named = select(Enrolment).join(Trainee).where(Trainee.id_number_index == index)
    found = session.scalars(named.where(Enrolment.class_id == own.id)).one_or_none()
    if found is None:
        raise NotFound(f"班级 {own.class_number} 里这个身份证号的学员")
    return found
