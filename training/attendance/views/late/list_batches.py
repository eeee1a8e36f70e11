"""The batches that wait for somebody, or were decided on, page by page, however many there are (R43)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.views.late.crediting import is_released
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.late import BatchAcceptance
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

A_PAGE = 50
A_READ = 500
"""So many are looked at for a page; a district sees only its own of them."""


class BatchView(StrEnum):
    """待确认 or 已决定: which part of the list."""

    WAITS = "待确认"
    DECIDED = "已决定"


@dataclass(frozen=True)
class BatchLine:
    """One batch: of its punches those that did not come live too."""

    batch: ImportBatch
    institution: str
    machines: tuple[str, ...]
    classes: tuple[str, ...]
    """By number, those that run on one of its days and have one of its people."""
    first_day: date
    last_day: date
    punches: int
    people: int
    decision: BatchAcceptance | None


@dataclass(frozen=True)
class BatchPage:
    """`after` is where the next page goes on, None after the last."""

    lines: Sequence[BatchLine]
    after: int | None


def list_batches(session: Session, staff: Staff, which: BatchView, after: int = 0) -> BatchPage:
    """Those that this person may see, by their keys: the oldest first."""
    keys = session.scalars(_keys(which, after)).all()
    found = session.execute(_held(keys)).all()
    touched, elsewhere = _touched(session, keys), _districts(session, {row.institution_id for row in found})
    seen = []
    for row in found:
        days = shanghai_day(row.first), shanghai_day(row.last)
        classes = [each for each in touched[row.batch_id] if each[2] <= days[1] and each[3] >= days[0]]
        districts = {each[1] for each in classes} or elsewhere[row.institution_id]
        if _is_visible(staff, districts):
            seen.append((row, days, sorted(each[0] for each in classes)))
    shown = seen[:A_PAGE]
    lines = list(_lines(session, shown))
    if len(seen) > A_PAGE:
        return BatchPage(lines, shown[-1][0].batch_id)
    return BatchPage(lines, keys[-1] if len(keys) == A_READ else None)


def _keys(which: BatchView, after: int) -> Select[int]:
    decided = BatchAcceptance.id.is_not(None) if which is BatchView.DECIDED else BatchAcceptance.id.is_(None)
    return (
        select(ImportBatch.id)
        .outerjoin(BatchAcceptance, BatchAcceptance.batch_id == ImportBatch.id)
        .where(ImportBatch.waits_for.is_not(None), decided, ImportBatch.id > after)
        .order_by(ImportBatch.id)
        .limit(A_READ)
    )


def _held(keys: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """Of each batch what did not come live too; a batch of which all did is not there."""
    columns = (
        *(Punch.batch_id, Punch.institution_id, Institution.name.label("institution")),
        *(func.min(Punch.punched_at).label("first"), func.max(Punch.punched_at).label("last")),
        *(func.count().label("punches"), func.count(Punch.number.distinct()).label("people")),
    )
    held = select(*columns).join(Institution, Punch.institution_id == Institution.id)
    of_batches = held.where(Punch.batch_id.in_(keys), ~is_released()).order_by(Punch.batch_id)
    return of_batches.group_by(Punch.batch_id, Punch.institution_id, Institution.name)


def _touched(session: Session, keys: Sequence[int]) -> Mapping[int, list[tuple[str, int, date, date]]]:
    """By batch: number, district, first and last day of each class that has one of its people."""
    table: dict[int, list[tuple[str, int, date, date]]] = defaultdict(list)
    held = (
        select(Punch.batch_id, Punch.institution_id, Punch.number).where(Punch.batch_id.in_(keys)).distinct()
    ).subquery()
    own, place = TrainingClass, Enrolment
    # The classes of the institution first: a number such as 7 stands in every roster of the city.
    of_number = (
        select(held.c.batch_id, own.class_number, own.district_id, own.starts_on, own.ends_on)
        .join(own, own.institution_id == held.c.institution_id)
        .join(place, (place.class_id == own.id) & (place.attendance_number == held.c.number))
        .distinct()
    )
    for batch_id, *each in session.execute(of_number):
        table[batch_id].append(tuple(each))
    return table


def _districts(session: Session, institutions: Iterable[int]) -> Mapping[int, set[int]]:
    table: dict[int, set[int]] = defaultdict(set)
    own = select(TrainingClass.institution_id, TrainingClass.district_id).distinct()
    for institution_id, district_id in session.execute(
        own.where(TrainingClass.institution_id.in_(institutions))
    ):
        table[institution_id].add(district_id)
    return table


def _is_visible(staff: Staff, districts: set[int]) -> bool:
    place = place_of(staff.role, Permission.SEE_WAITING_BATCHES)
    return place is Place.EVERYWHERE or (place is Place.OWN_DISTRICT and staff.district_id in districts)


def _lines(
    session: Session, shown: Sequence[tuple[Any, tuple[date, date], list[str]]]
) -> Iterator[BatchLine]:
    keys = [row.batch_id for row, _, _ in shown]
    batches = {each.id: each for each in session.scalars(select(ImportBatch).where(ImportBatch.id.in_(keys)))}
    named = (
        select(Punch.batch_id, Punch.device).where(Punch.batch_id.in_(keys), Punch.device != "").distinct()
    )
    machines = defaultdict[int, list[str]](list)
    for batch_id, device in session.execute(named.distinct()):
        machines[batch_id].append(device)
    decided = select(BatchAcceptance).where(BatchAcceptance.batch_id.in_(keys))
    decisions = {
        each.batch_id: each for each in session.scalars(decided.options(joinedload(BatchAcceptance.staff)))
    }
    for row, days, classes in shown:
        yield BatchLine(
            batches[row.batch_id],
            row.institution,
            tuple(sorted(machines[row.batch_id])),
            tuple(classes),
            *days,
            row.punches,
            row.people,
            decisions.get(row.batch_id),
        )
