"""Store punches raw and once, and tell those that belong to somebody from those that wait (R43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.sheets.punch_rows import PunchRow
from training.classes.rules.places import Place
from training.database import insert_new
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.records.attendance.punches import Punch
from training.sheets.findings import has_error
from training.sheets.hand_in import ImportReport


@dataclass(frozen=True)
class Sorting:
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


def keep_punches(session: Session, sorting: Sorting, rows: Iterable[PunchRow], report: ImportReport) -> None:
    """Store what is new and count all of it; rows with an error are refused."""
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
