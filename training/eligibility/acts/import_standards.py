"""补贴标准 as a workbook becomes a version that waits for a second person (R47, R61)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.eligibility.acts.write_standards import SetDraft, write_standards
from training.eligibility.sheets.standard_sheet import StandardRow
from training.errors import Refusal
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "standards"
LACKING = "没有填写；至少在第一行写明。"
OTHER = "和上面的不一样；一个文件是一版，各行要相同。"
NOT_WHOLE = "补贴标准整张写入：有一行不对，就都不写入。"
Said = TypeVar("Said", str, date)


def import_standards(
    session: Session, rows: Sequence[StandardRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """All lines are one version of the office that hands them in; with one wrong line there is none.

    Raises ImportRefused when rows are wrong, whether or not the good ones were asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    first = _the_one(rows, "生效日期", lambda row: row.effective_from)
    document = _the_one(rows, "文号", lambda row: row.document or None)
    if rows and first and document and all(each.is_good for each in rows):
        _write(
            session, rows, file, SetDraft(first, document, [each.standard for each in rows if each.standard])
        )
    report.findings.extend(finding for each in rows for finding in each.findings)
    report.refused = sum(not each.is_good for each in rows)
    report.stored = len(rows) - report.refused
    if report.has_errors:
        report.breaks_rules = True
        report.notices.append(NOT_WHOLE)
    close_batch(batch, report, accept_good_rows)
    return report


def _the_one(
    rows: Sequence[StandardRow], column: str, said: Callable[[StandardRow], Said | None]
) -> Said | None:
    """What all rows say together, or the first of them alone."""
    found = rows and said(rows[0])
    if rows and not found and rows[0].is_good:
        rows[0].refuse(column, "", LACKING)
    for each in rows:
        if said(each) not in (None, found):
            each.refuse(column, str(said(each)), OTHER)
    return found or None


def _write(session: Session, rows: Sequence[StandardRow], file: HandedFile, draft: SetDraft) -> None:
    try:
        write_standards(session, session.get_one(Staff, file.staff_id), draft, now=file.handed_at)
    except Refusal as refusal:
        rows[0].refuse("培训类型", "", str(refusal))
