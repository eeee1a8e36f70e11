"""A district hands marks in as a workbook: they are noted as on the page, class by class (R46)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.results.acts.note_marks import Brought, note_marks
from training.results.rules.people import NO_MARKS, marks_over
from training.results.sheets.marks_sheet import MarksRow
from training.results.views.people_of_class import marks_of_class
from training.sheets.chunks import chunks
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "marks"
AT_ONCE = 500
UNKNOWN = "没有这个班，请核对班号。"
NOBODY = "名册上没有这个人，请核对班号和身份证号。"
OTHER_NAME = "和名册上的姓名不同，请核对是不是同一个人。"
TWICE = "这个人在第 {row} 行已经有了，请只留一行。"
People = Mapping[tuple[str, str], Enrolment]


def import_marks(
    session: Session, rows: Iterable[MarksRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """A mark that a line does not say stays; a line that brings nothing new is known.

    By whoever handed the file in. Raises ImportRefused when rows are wrong and the good ones were not asked
    for alone, NotFound or OnlyTheDistrictSigns.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch, read = ImportReport(KIND), open_batch(session, KIND, "", file), list(rows)
    people = _people(session, {each.class_number for each in read if each.is_good})
    _refuse_wrong(read, people)
    good = [each for each in read if each.is_good]
    report.refused = len(read) - len(good)
    report.findings.extend(finding for each in read for finding in each.findings)
    staff = session.get_one(Staff, file.staff_id)
    for _, own in groupby(sorted(good, key=_class), key=_class):
        report.stored += _note(session, staff, batch.id, [*own], people, file.handed_at)
    report.known = len(good) - report.stored
    close_batch(batch, report, accept_good_rows)
    return report


def _class(row: MarksRow) -> str:
    return row.class_number


def _note(
    session: Session, staff: Staff, batch: int, own: list[MarksRow], people: People, now: datetime
) -> int:
    named = [(people[each.class_number, each.id_number], each) for each in own]
    about = named[0][0].training_class
    before = marks_of_class(session, about)
    marks = {
        enrolment.public_id: marks_over(before.get(enrolment.id, NO_MARKS), each.marks)
        for enrolment, each in named
    }
    brought = Brought(batch, {enrolment.public_id: each.held_on for enrolment, each in named})
    return note_marks(session, staff, about.public_id, marks, brought, now=now)


def _people(session: Session, numbers: Iterable[str]) -> People:
    """Of these classes, by class number and ID number."""
    whole = (joinedload(Enrolment.trainee), joinedload(Enrolment.training_class))
    found = {}
    for some in chunks(sorted(numbers), AT_ONCE):
        rows = select(Enrolment).join(TrainingClass).where(TrainingClass.class_number.in_(some))
        for each in session.scalars(rows.options(*whole)):
            found[each.training_class.class_number, each.trainee.id_number] = each
    return found


def _refuse_wrong(read: list[MarksRow], people: People) -> None:
    classes, seen = {number for number, _ in people}, dict[tuple[str, str], int]()
    for each in (row for row in read if row.is_good):
        key = (each.class_number, each.id_number)
        if each.class_number not in classes:
            each.refuse("班号", each.class_number, UNKNOWN)
        elif key not in people:
            each.refuse("身份证号", each.id_number, NOBODY)
        elif people[key].trainee.name != each.name:
            each.refuse("姓名", each.name, OTHER_NAME)
        elif key in seen:
            each.refuse("身份证号", each.id_number, TWICE.format(row=seen[key]))
        seen.setdefault(key, each.row)
