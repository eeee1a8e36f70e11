"""近 30 天到课率 and 12 months, from what the nights have kept: as fast after ten years as after one."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.within import within, within_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, place_of
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.figures import ClassDay, MonthFigure
from training.records.staff.staff import Staff
from training.worklist.rules.figures import Month, Trend, days_before, months_until, trends_of
from training.worklist.views.class_days import figures_made_at

NAMES = {
    Place.EVERYWHERE: (District.name, "全市"),
    Place.OWN_DISTRICT: (Institution.name, "本旗县区"),
    Place.OWN_INSTITUTION: (TrainingClass.class_number, "本校"),
}
"""By what a place compares, and how it calls itself."""


@dataclass(frozen=True)
class Figures:
    """What the charts of one person's place are drawn of."""

    made_at: datetime | None
    """Until when they reach; None before the first night."""
    days: tuple[date, ...]
    whole: Trend
    places: list[Trend]
    """The city's districts, a district's institutions, a school's classes."""
    months: tuple[Month, ...]


def figures_of(session: Session, staff: Staff, *, now: datetime) -> Figures:
    """Those of one's own place; three statements."""
    days = days_before(shanghai_day(now))
    name, whole = NAMES[place_of(staff.role, Permission.SEE_CLASSES) or Place.OWN_INSTITUTION]
    shown = (
        select(name, ClassDay.held_on, func.sum(ClassDay.expected), func.sum(ClassDay.present))
        .join(TrainingClass, TrainingClass.id == ClassDay.class_id)
        .join(District, District.id == TrainingClass.district_id)
        .join(Institution, Institution.id == TrainingClass.institution_id)
        .where(ClassDay.held_on >= days[0], ClassDay.held_on <= days[-1])
        .where(within_class(staff, Permission.SEE_CLASSES))
        .group_by(name, ClassDay.held_on)
    )
    rows = ((place, day, expected, present) for place, day, expected, present in session.execute(shown))
    together, places = trends_of(rows, days, whole)
    return Figures(figures_made_at(session), days, together, places, _months(session, staff, now))


def _months(session: Session, staff: Staff, now: datetime) -> tuple[Month, ...]:
    months = months_until(shanghai_day(now))
    sums = (func.sum(each) for each in (MonthFigure.classes, MonthFigure.people, MonthFigure.checks))
    mine = within(
        staff,
        Permission.SEE_CLASSES,
        district=MonthFigure.district_id,
        institution=MonthFigure.institution_id,
    )
    counted = select(MonthFigure.month, *sums).where(mine, MonthFigure.month >= months[0])
    found = {month: counts for month, *counts in session.execute(counted.group_by(MonthFigure.month))}
    return tuple(Month(each, *found.get(each, ())) for each in months)
