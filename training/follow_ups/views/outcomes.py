"""就业创业分析: rates of the qualified by class, institution, trade, district or kind of class (R11, R56)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from training.classes.views.within import within
from training.errors import NotFound
from training.follow_ups.rules.periods import Period, year_of
from training.follow_ups.rules.rates import Rate
from training.follow_ups.views.counted import numbers, windows_of, with_last
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp
from training.records.staff.staff import Staff


class Grouping(StrEnum):
    """By what people are put together."""

    INSTITUTION = "培训机构"
    DISTRICT = "旗县区"
    TRADE = "培训工种"
    KIND = "培训类型"
    CLASS = "班级"


COLUMNS: Mapping[Grouping, tuple[Any, Any]] = {
    Grouping.INSTITUTION: (Institution.id, Institution.name),
    Grouping.DISTRICT: (District.id, District.name),
    Grouping.TRADE: (TrainingClass.trade, TrainingClass.trade),
    Grouping.KIND: (TrainingClass.kind, TrainingClass.kind),
    Grouping.CLASS: (TrainingClass.public_id, TrainingClass.class_number),
}
"""By which column, and what it is called."""


@dataclass(frozen=True)
class WantedOutcomes:
    """Of whom: qualified in which period, in which district, institution, class or kind; 0 or "": in any."""

    period: Period
    grouping: Grouping = Grouping.INSTITUTION
    district: int = 0
    institution: int = 0
    class_number: str = ""
    kind: ClassKind | None = None


@dataclass(frozen=True)
class Outcome:
    """One group at one step: so many days after the list was approved."""

    key: str
    name: str
    after_days: int
    rate: Rate


def outcomes(session: Session, staff: Staff, wanted: WantedOutcomes, *, now: datetime) -> Sequence[Outcome]:
    """Every group at every step that is due, as far as this person sees, by name; two statements."""
    key, name = COLUMNS[wanted.grouping]
    counts = numbers()
    rows = with_last(steps_due(staff, wanted, shanghai_day(now)), windows_of(session))
    grouped = rows.with_only_columns(
        key, name, FollowUp.after_days, *counts.values(), maintain_column_froms=True
    )
    grouped = grouped.group_by(key, name, FollowUp.after_days).order_by(name, key, FollowUp.after_days)
    return [_outcome(row, tuple(counts)) for row in session.execute(grouped)]


def totals(session: Session, staff: Staff, wanted: WantedOutcomes, *, now: datetime) -> Mapping[int, Rate]:
    """All of them together, by step; two statements."""
    counts = numbers()
    rows = with_last(steps_due(staff, wanted, shanghai_day(now)), windows_of(session))
    grouped = rows.with_only_columns(FollowUp.after_days, *counts.values(), maintain_column_froms=True)
    grouped = grouped.group_by(FollowUp.after_days).order_by(FollowUp.after_days)
    return {days: Rate(**dict(zip(counts, own, strict=True))) for days, *own in session.execute(grouped)}


def this_year(now: datetime) -> WantedOutcomes:
    """Whoever was found qualified this year."""
    return WantedOutcomes(year_of(shanghai_day(now)))


def steps_due(staff: Staff, wanted: WantedOutcomes, today: date) -> Select[FollowUp]:
    """Of those who are on the approved list today, as far as seen, with class, school and district joined."""
    rows = (
        select(FollowUp)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .join(Institution, Institution.id == FollowUp.institution_id)
        .join(District, District.id == FollowUp.district_id)
        .where(_mine(staff), FollowUp.dropped_at.is_(None), FollowUp.due_on <= today)
        .where(FollowUp.qualified_on.between(wanted.period.first, wanted.period.last))
    )
    return _filtered(rows, wanted)


def years_there_are(session: Session, staff: Staff) -> tuple[int, int] | None:
    """The first and the last year in which somebody was found qualified; None: nobody was."""
    days = select(func.min(FollowUp.qualified_on), func.max(FollowUp.qualified_on)).where(_mine(staff))
    first, last = session.execute(days).one()
    return (first.year, last.year) if first else None


def name_of_school(session: Session, staff: Staff, key: int) -> str:
    """Of an institution whose people this person sees; raises NotFound."""
    has_people = exists().where(FollowUp.institution_id == Institution.id, _mine(staff))
    found = session.scalar(select(Institution.name).where(Institution.id == key, has_people))
    if found is None:
        raise NotFound("这个培训机构的就业跟踪")
    return found


def _mine(staff: Staff) -> ColumnElement[bool]:
    places = {"district": FollowUp.district_id, "institution": FollowUp.institution_id}
    return within(staff, Permission.SEE_OUTCOMES, **places)


def _filtered(rows: Select[FollowUp], wanted: WantedOutcomes) -> Select[FollowUp]:
    if wanted.district:
        rows = rows.where(FollowUp.district_id == wanted.district)
    if wanted.institution:
        rows = rows.where(FollowUp.institution_id == wanted.institution)
    if wanted.class_number:
        rows = rows.where(TrainingClass.class_number == wanted.class_number)
    if wanted.kind is not None:
        rows = rows.where(TrainingClass.kind == wanted.kind)
    return rows


def _outcome(row: Any, names: Sequence[str]) -> Outcome:
    key, name, after_days, *counts = row
    return Outcome(str(key), str(name), after_days, Rate(**dict(zip(names, counts, strict=True))))
