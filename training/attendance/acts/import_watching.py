"""Import a live-statistics export (直播观看记录): who watched when, as raw spans (R44)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from training.attendance.sheets.watching import WatchRow
from training.attendance.views.viewers_of import viewers_of
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import blind, insert_new
from training.notice.terms import Severity
from training.records.attendance.punches import WatchRecord
from training.records.classes.classes import TrainingClass
from training.sheets.findings import Finding
from training.sheets.hand_in import HandedFile, ImportReport, OpenImport


def import_watching(
    session: Session,
    rows: Iterable[WatchRow],
    file: HandedFile,
    training_class: TrainingClass,
    *,
    accept_good_rows: bool = False,
) -> ImportReport:
    """Store the spans of one class; strangers are kept in quarantine until a roster brings them.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    scope = training_class.class_number
    if before := imported_before(session, "watch", scope, file):
        return say_imported_before("watch", scope, before)
    report = ImportReport("watch", scope)
    batch = open_batch(session, "watch", scope, file)
    found = _sort(session, rows, training_class, OpenImport(file, batch.id, report))
    report.stored = insert_new(session, WatchRecord, found.matched)
    report.quarantined = insert_new(session, WatchRecord, found.strangers)
    report.known = len(found.matched) + len(found.strangers) - report.stored - report.quarantined
    close_batch(batch, report, accept_good_rows)
    return report


@dataclass(frozen=True)
class _Sorted:
    """Rows to insert: of trainees of the class, and of those whom no roster has brought yet."""

    matched: list[dict[str, Any]] = field(default_factory=list)
    strangers: list[dict[str, Any]] = field(default_factory=list)


def _sort(session: Session, rows: Iterable[WatchRow], own: TrainingClass, into: OpenImport) -> _Sorted:
    viewers, report, found = viewers_of(session, own.id), into.report, _Sorted()
    for row in rows:
        report.findings.extend(row.findings)
        if row.is_good and row.class_number in (None, "", own.class_number):
            record = _record(session, row, own.id, into.batch_id)
            if viewers.owner(record["phone_index"], row.name) is None:
                found.strangers.append(record)
                report.findings.append(_of_a_stranger(row))
            else:
                found.matched.append(record)
        elif row.is_good:
            report.refuse(_of_another_class(row, own.class_number))
        else:
            report.refused += 1
    return found


def _record(session: Session, row: WatchRow, class_id: int, batch_id: int) -> dict[str, Any]:
    phone = row.phone or ""
    return {
        "class_id": class_id,
        "name": row.name,
        "phone": phone,
        "phone_index": blind(session, "phone", phone),
        "entered_at": row.entered_at,
        "left_at": row.left_at,
        "batch_id": batch_id,
        "line": row.row,
    }


def _of_a_stranger(row: WatchRow) -> Finding:
    message = "这个手机号或姓名不在本班名册里（或同名的不止一人），先留存；名册补上后自动计入。"
    return Finding(row.row, "姓名", row.name, message, Severity.WARNING, row.sheet)


def _of_another_class(row: WatchRow, scope: str) -> Finding:
    message = f"与指定的班级 {scope} 不同。"
    return Finding(row.row, "班号", row.class_number or "", message, Severity.ERROR, row.sheet)
