"""A school or a district hands in what became of people as a workbook; a district also what the social
insurance knows (社保比对); each line is an answer as any other (R11, R14)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.errors import NotFound
from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.sheets.follow_up_sheet import FollowedRow
from training.follow_ups.views.brought import Brought, judge_brought
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "follow_ups"


def import_follow_ups(
    session: Session, rows: Sequence[FollowedRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """An answer that is there already is known; another one is kept behind it, and drawn as any other.

    Raises NotFound for whoever answers none, and ImportRefused when rows are wrong and the good ones were
    not asked for alone.
    """
    staff = session.get_one(Staff, file.staff_id) if file.staff_id else None
    if staff is None or not may(staff.role, Permission.ANSWER_FOLLOW_UPS):
        raise NotFound("可以由您导入的就业跟踪")
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    found = judge_brought(session, staff, rows, now=file.handed_at)
    for each in found:
        if not each.is_known:
            _keep(session, staff, each, batch.id, file)
    report.stored = sum(not each.is_known for each in found)
    report.known, report.refused = len(found) - report.stored, len(rows) - len(found)
    report.findings.extend(finding for each in rows for finding in each.findings)
    close_batch(batch, report, accept_good_rows)
    return report


def _keep(session: Session, staff: Staff, own: Brought, batch: int, file: HandedFile) -> None:
    """Every answer has a chance of its own."""
    by = AnsweredBy(own.source, uuid4().bytes + uuid4().bytes, staff)
    answer_follow_up(session, own.step, own.said, replace(by, batch_id=batch), now=file.handed_at)
