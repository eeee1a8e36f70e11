"""What the overview shows to whom: read in a few statements, put into the parts of its page."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from training.claims.views.lists.count_claims import count_ages
from training.follow_ups.views.outcomes import this_year, totals
from training.notice.clock import clock, shanghai_day
from training.notice.permissions import Permission, Place, is_everywhere, may, place_of
from training.notice.terms import HalfDay
from training.outbox.views.list_alerts import WantedAlerts, list_alerts
from training.records.staff.staff import Staff
from training.region.views.see_region import region_standing
from training.worklist.rules.board import Attendance, ClassNow, by_place, lowest_first, to_look_at
from training.worklist.terms import WorkKind
from training.worklist.views.classes_now import classes_now
from training.worklist.views.figures_of import figures_of
from training.worklist.views.first_steps import first_steps
from training.worklist.views.see_worklist import see_worklist
from training.worklist.views.supervision_now import (
    feedback_clock,
    owed_by_days,
    signals_of_late,
    verdicts_of_late,
)
from webapp.desk.frame.appearance import shows_steps
from webapp.desk.lists.days import short_moment, weekday
from webapp.desk.outcomes.pages.outcomes import rate_lines
from webapp.desk.overview.pages.alerts import alert_line
from webapp.desk.overview.pages.charts import (
    late_days,
    owed_chart,
    percent,
    place_chart,
    rate_words,
    spark_of,
    verdict_chart,
)
from webapp.desk.overview.pages.steps import steps_of
from webapp.desk.overview.pages.trends import month_charts, trend_chart
from webapp.desk.overview.pages.work import days_in_words, work_line
from webapp.web.house import house, now

MOST_WORK, MOST_CLOCKS, MOST_ALERTS = 9, 6, 5
MOST_TO_LOOK_AT, MOST_OF_A_PLACE = 8, 40
PARTS = {Place.EVERYWHERE: "旗县区", Place.OWN_DISTRICT: "培训机构", Place.OWN_INSTITUTION: "班级"}
"""What a place is made of."""


@dataclass(frozen=True)
class BoardRow:
    """One district on the board."""

    name: str
    attendance: Attendance
    spark: Any


def render_overview(staff: Staff) -> str:
    """The page of whoever asks, by what the role may see."""
    at = now()
    with house().database.reading() as rows:
        shown = show_overview(rows, staff, now=at)
    today, half = shanghai_day(at), {each.half_day for each in shown["classes"]}
    return render_template(
        "desk_overview.html",
        **shown,
        staff=staff,
        now=at,
        today=today,
        today_in_words=f"{today.year} 年 {today.month} 月 {today.day} 日 星期{weekday(today)}",
        half="、".join(each for each in HalfDay if each in half),
        clock=clock,
        percent=percent,
        rate_words=rate_words,
        kinds=WorkKind,
        has_work=may(staff.role, Permission.ACT_ON_ALERTS),
        is_school=is_of_school(staff),
        when=partial(short_moment, now=at),
        parts=PARTS[place_of(staff.role, Permission.SEE_CLASSES) or Place.OWN_INSTITUTION],
    )


def show_overview(rows: Session, staff: Staff, *, now: datetime) -> dict[str, Any]:
    """What its template is given; a part that this person may not see is empty or None."""
    classes = classes_now(rows, staff, now=now)
    found = see_worklist(rows, staff, most=MOST_WORK, now=now)
    shown: dict[str, Any] = {
        "found": found,
        "lines": [work_line(each, now) for each in found.lines],
        "classes": classes,
        "total": Attendance(classes),
        "board": _board(staff, classes),
        "tiles": _tiles(staff, classes),
        "silent": sum(each.is_silent for each in classes),
        "on_now": sum(each.is_on for each in classes),
        "days_in_words": days_in_words,
        "steps": steps_of(first_steps(rows, staff)) if shows_steps() else (),
    }
    if may(staff.role, Permission.SEE_CLASSES):
        shown |= _figures(rows, staff, shown["total"].needed_percent, now)
    if is_everywhere(staff.role, Permission.SEE_OUTCOMES):
        shown["outcomes"] = rate_lines(totals(rows, staff, this_year(now), now=now))
    alerts = list_alerts(rows, staff, WantedAlerts(), MOST_ALERTS).alerts
    return (
        shown | {"alerts": [alert_line(each, now) for each in alerts]} | _of_checks(rows, staff, classes, now)
    )


def is_of_school(staff: Staff) -> bool:
    return place_of(staff.role, Permission.SEE_CLASSES) is Place.OWN_INSTITUTION


def _of_checks(rows: Session, staff: Staff, classes: tuple[ClassNow, ...], now: datetime) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "clocks": (),
        "owed": (),
        "verdicts": None,
        "places": (),
        "signals": (),
        "ages": (),
        "region": None,
    }
    if may(staff.role, Permission.SEE_FEEDBACK):
        shown["clocks"] = feedback_clock(rows, staff, now=now)
        shown["most_clocks"] = MOST_CLOCKS
    if may(staff.role, Permission.SEE_CHECKS):
        late = verdicts_of_late(rows, staff, now=now)
        shown["owed"] = owed_chart(owed_by_days(rows, staff, now=now))
        shown["verdicts"] = verdict_chart(late.by_day)
        shown["late_days"] = late_days(late.total)
        by_district = late.by_district if is_everywhere(staff.role, Permission.SEE_CHECKS) else {}
        shown["places"] = place_chart(_places(staff, classes), by_district)
    if may(staff.role, Permission.SEE_DEVICE_SIGNALS):
        shown["signals"] = signals_of_late(rows, staff, now=now)
    if may(staff.role, Permission.SEE_REGION):
        shown["region"] = region_standing(rows, staff)
    if may(staff.role, Permission.SEE_CLAIM_NUMBERS):
        shown["ages"] = count_ages(rows, staff, now=now)
    return shown


def _figures(rows: Session, staff: Staff, needed: int | None, now: datetime) -> dict[str, Any]:
    """What the nights have kept, of one's own place."""
    found = figures_of(rows, staff, now=now)
    made_at = short_moment(found.made_at, now) if found.made_at else ""
    return {
        "trend": trend_chart(found.whole, found.places, needed),
        "figures_made": made_at,
        "months": found.months,
        "month_charts": month_charts(found.months),
    }


def _places(staff: Staff, classes: tuple[ClassNow, ...]) -> dict[str, Attendance]:
    """The city compares districts, a district its institutions."""
    everywhere = is_everywhere(staff.role, Permission.SEE_CLASSES)
    return by_place(classes, lambda own: own.district if everywhere else own.institution)


def _board(staff: Staff, classes: tuple[ClassNow, ...]) -> list[BoardRow]:
    """Of the city alone: a district sees its classes themselves."""
    if not is_everywhere(staff.role, Permission.SEE_CLASSES):
        return []
    places = _places(staff, classes)
    return [BoardRow(name, each, spark_of(each)) for name, each in places.items()]


def _tiles(staff: Staff, classes: tuple[ClassNow, ...]) -> tuple[ClassNow, ...]:
    """The city looks at some first; a district and a school have their own before them, the lowest first."""
    if is_everywhere(staff.role, Permission.SEE_CLASSES):
        return to_look_at(classes, MOST_TO_LOOK_AT)
    return lowest_first(classes)[:MOST_OF_A_PLACE]
