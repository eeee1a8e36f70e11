"""A school hands in the certificates of its teachers as a workbook (教师, R63)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.classes.views.lists.institution_list import visible_institutions
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport
from training.teachers.acts.write_certificate import CertificateIsKnown, write_certificate
from training.teachers.rules.certificates import CertificateDraft
from training.teachers.sheets.teacher_sheet import TeacherRow
from training.teachers.views.certificates_on_paper import why_withdrawn

KIND = "teachers"
WITHDRAWN = "这张证书已撤销（{}）；查明确属有效的，请在这名教师的页面登记。"


def import_teachers(
    session: Session, rows: Iterable[TeacherRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Of schools that whoever handed it in sees; teachers who are new are made, what stands there is known.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    staff = session.get_one(Staff, file.staff_id)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    schools = {each.name: each for each in session.scalars(visible_institutions(staff))}
    for row in rows:
        is_new = _take(session, staff, schools, row, now=file.handed_at)
        report.stored += is_new is True
        report.known += is_new is False
        report.refused += is_new is None
        report.findings.extend(row.findings)
    close_batch(batch, report, accept_good_rows)
    return report


def _take(
    session: Session, staff: Staff, schools: Mapping[str, Institution], row: TeacherRow, *, now: datetime
) -> bool | None:
    """Whether it is new; None of a row that is refused."""
    if row.is_good and row.institution not in schools:
        row.refuse("培训机构", row.institution, "不是您能登记的培训机构，请核对全称。")
    if not row.is_good or row.draft is None:
        return None
    key = _teacher(session, schools[row.institution], row.name)
    if why := why_withdrawn(session, key, row.draft.number):
        row.refuse("证书编号", row.draft.number, WITHDRAWN.format(why))
        return None
    return _is_new(session, staff, key, row.draft, now=now)


def _teacher(session: Session, school: Institution, name: str) -> int:
    teacher = find_or_add_instructor(session, school.id, name)
    session.flush()
    if teacher is None:
        raise ValueError("a good row has a name")
    return teacher.id


def _is_new(session: Session, staff: Staff, key: int, draft: CertificateDraft, *, now: datetime) -> bool:
    try:
        write_certificate(session, staff, key, draft, now=now)
    except CertificateIsKnown:
        return False
    return True
