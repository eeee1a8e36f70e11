"""The region's own figures of a quarter and of one class, which stand before ours on their pages (R23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from training.classes.views.within import within_class
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference, RegionNumber, RegionRow
from training.records.staff.staff import Staff
from training.region.rules.normal import normal
from training.region.terms import Field, RowKind


@dataclass(frozen=True)
class QuarterThere:
    """Classes that begin in a quarter, as the region's latest files have them."""

    classes: int
    people: int | None
    """None where no file says how many people."""
    ours: int
    """How many of the classes are ours too."""
    imported_at: datetime | None
    """Of the latest of these files; None where there is none."""


@dataclass(frozen=True)
class ClassThere:
    """One class as the latest file has it; a text is empty where it is not said."""

    number: str
    people: str
    hours: str
    imported_at: datetime | None
    """None where its number is known and no file was brought with it."""
    open: int
    """Differences that wait."""


def quarter_there(
    session: Session, staff: Staff, days: tuple[date, date], district_id: int | None = None
) -> QuarterThere:
    """Between two first days, both included; of one district only classes of ours can be told."""
    rows = _latest().where(RegionRow.starts_on.between(*days))
    if not is_everywhere(staff.role, Permission.SEE_REGION):
        rows = rows.where(within_class(staff, Permission.SEE_REGION))
    found = session.execute(rows.where(_of_district(district_id))).all()
    return QuarterThere(
        len(found),
        _sum(values.get(Field.PEOPLE.value, "") for values, _, _ in found),
        sum(own is not None for _, _, own in found),
        max((at for _, at, _ in found), default=None),
    )


def class_there(session: Session, own: TrainingClass) -> ClassThere | None:
    """None where nobody noted by which number it is known there. One statement."""
    latest = select(func.max(RegionRow.id)).where(
        RegionRow.kind == RowKind.CLASS, RegionRow.region_number == RegionNumber.number
    )
    waiting = select(func.count(Difference.id)).where(
        Difference.class_id == own.id, Difference.open_key.is_not(None)
    )
    columns = RegionNumber.number, RegionRow.values, ImportBatch.imported_at, waiting.scalar_subquery()
    rows = select(*columns).outerjoin(
        RegionRow, RegionRow.id == latest.correlate(RegionNumber).scalar_subquery()
    )
    rows = rows.outerjoin(ImportBatch, ImportBatch.id == RegionRow.batch_id)
    live = RegionNumber.class_id == own.id, RegionNumber.live_number.is_not(None)
    found = session.execute(rows.where(*live)).one_or_none()
    if found is None:
        return None
    number, values, at, many = found
    said = {
        field: normal(field, (values or {}).get(field.value, "")) for field in (Field.PEOPLE, Field.HOURS)
    }
    return ClassThere(number, said[Field.PEOPLE], said[Field.HOURS], at, many)


def _latest() -> Select[Any]:
    """The latest line of every class there, with our class where it is one of ours."""
    newest = select(func.max(RegionRow.id)).where(RegionRow.kind == RowKind.CLASS)
    rows = select(RegionRow.values, ImportBatch.imported_at, TrainingClass.id)
    rows = rows.join(ImportBatch, ImportBatch.id == RegionRow.batch_id)
    rows = rows.outerjoin(RegionNumber, RegionNumber.live_number == RegionRow.region_number)
    rows = rows.outerjoin(TrainingClass, TrainingClass.id == RegionNumber.class_id)
    return rows.where(RegionRow.id.in_(newest.group_by(RegionRow.region_number)))


def _of_district(district_id: int | None) -> Any:
    return true() if district_id is None else TrainingClass.district_id == district_id


def _sum(counts: Iterable[str]) -> int | None:
    found = [int(said) for each in counts if (said := normal(Field.PEOPLE, each)).isdecimal()]
    return sum(found) if found else None
