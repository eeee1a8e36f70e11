"""Store punches raw and once, and tell those that belong to somebody from those that wait (R43)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.sheets.punches import PunchRow
from training.classes.acts.imports import ImportReport
from training.classes.rules.places import Place
from training.classes.views.device_names import NO_OTHER, other_names
from training.database import insert_new
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.records.attendance.punches import Punch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.sheets.findings import has_error

# A statement holds only so many parameters.
MOST_NUMBERS = 5_000


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


def places_of(session: Session, institution_id: int) -> list[Place]:
    """Every number that rosters of this institution have brought, with the days and machine it holds for."""
    return _places(session, institution_id, TrainingClass.institution_id == institution_id)


def places_of_numbers(
    session: Session, institution_id: int, numbers: Collection[str], days: tuple[date, date]
) -> list[Place]:
    """Those of some numbers in classes that run between the first and the last of these days."""
    if len(numbers) > MOST_NUMBERS:
        return places_of(session, institution_id)
    first, last = days
    running = select(TrainingClass.id).where(
        TrainingClass.institution_id == institution_id,
        TrainingClass.starts_on <= last,
        TrainingClass.ends_on >= first,
    )
    # The classes first: a number such as 7 stands in every roster of the city.
    of_classes = Enrolment.class_id.in_(list(session.scalars(running)))
    return _places(session, institution_id, of_classes, Enrolment.attendance_number.in_(numbers))


def _places(session: Session, institution_id: int, *conditions: ColumnElement[bool]) -> list[Place]:
    columns = (
        Enrolment.attendance_number,
        TrainingClass.attendance_device,
        TrainingClass.starts_on,
        TrainingClass.ends_on,
    )
    numbered = select(*columns).join(TrainingClass, Enrolment.class_id == TrainingClass.id)
    names = other_names(session, institution_id)
    rows = session.execute(numbered.where(Enrolment.attendance_number.is_not(None), *conditions))
    return [
        Place(str(number), device, starts_on, ends_on, names.get(device, NO_OTHER))
        for number, device, starts_on, ends_on in rows
    ]
