"""Import what an attendance machine recorded (R43). The same punch twice is one punch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.files.findings import has_error
from training.files.punches import PunchRow
from training.records import Enrolment, Institution, Punch, TrainingClass
from training.rules.attendance import clock_is_wrong
from training.rules.places import Place, by_number
from training.rules.policy import Policy
from training.services.choose_rule_set import choose_rule_set
from training.services.imports import (
    HandedFile,
    ImportReport,
    chunks,
    close_batch,
    imported_before,
    open_batch,
    say_imported_before,
)
from training.terms import SHANGHAI

CHUNK = 10_000


def import_punches(
    session: Session,
    rows: Iterable[PunchRow],
    file: HandedFile,
    institution: Institution,
    *,
    accept_good_rows: bool = False,
) -> ImportReport:
    """Store the punches of an institution's machine, raw; numbers of no roster wait in quarantine.

    Raises ImportRefused when rows cannot be read and the good ones were not asked for alone.
    """
    if before := imported_before(session, "punches", institution.name, file):
        return say_imported_before("punches", institution.name, before)
    report = ImportReport("punches", institution.name)
    batch = open_batch(session, "punches", institution.name, file)
    sorting = _Sorting(
        institution.id,
        batch.id,
        file.handed_at,
        by_number(places_of(session, institution.id)),
        choose_rule_set(session, None, file.handed_at.astimezone(SHANGHAI).date()).policy,
    )
    for chunk in chunks(rows, CHUNK):
        _store(session, sorting, chunk, report)
    close_batch(batch, report, accept_good_rows)
    return report


def places_of(session: Session, institution_id: int) -> list[Place]:
    """Every number that rosters of this institution have brought, with the days and machine it holds for."""
    columns = (
        Enrolment.attendance_number,
        TrainingClass.attendance_device,
        TrainingClass.starts_on,
        TrainingClass.ends_on,
    )
    numbered = select(*columns).join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    rows = session.execute(
        numbered.where(
            TrainingClass.institution_id == institution_id, Enrolment.attendance_number.is_not(None)
        )
    )
    return [Place(*row) for row in rows]  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Sorting:
    """What it takes to tell a good punch from one for the quarantine."""

    institution_id: int
    batch_id: int
    received_at: datetime
    places: dict[str, list[Place]]
    policy: Policy

    def record(self, row: PunchRow) -> dict[str, Any]:
        return {
            "institution_id": self.institution_id,
            "number": row.number,
            "punched_at": row.punched_at,
            "device": row.device,
            "status": row.status,
            "verify": row.verify,
            "clock_is_wrong": clock_is_wrong(row.punched_at, self.received_at, self.policy),
            "batch_id": self.batch_id,
            "line": row.row,
        }

    def is_for_quarantine(self, record: dict[str, Any]) -> bool:
        if record["clock_is_wrong"]:
            return True
        day = record["punched_at"].astimezone(SHANGHAI).date()
        return not any(place.takes(record["device"], day) for place in self.places.get(record["number"], ()))


def _store(session: Session, sorting: _Sorting, rows: list[PunchRow], report: ImportReport) -> None:
    matched: list[dict[str, Any]] = []
    unmatched: list[dict[str, Any]] = []
    for row in rows:
        if row.findings:
            report.findings.extend(row.findings)
            if has_error(row.findings):
                report.refused += 1
                continue
        record = sorting.record(row)
        (unmatched if sorting.is_for_quarantine(record) else matched).append(record)
    stored, quarantined = insert_new(session, Punch, matched), insert_new(session, Punch, unmatched)
    report.stored += stored
    report.quarantined += quarantined
    report.known += len(matched) + len(unmatched) - stored - quarantined
