"""How supervision stands: owed checks by the days left, late verdicts and signals, the feedback clock."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.terms import Signal
from training.calendar.views.calendar_of import calendar_of
from training.checks.terms import CheckLevel, Verdict
from training.checks.views.owed_checks import quotas_owed
from training.classes.views.within import within_class
from training.feedback.views.list_feedback import FeedbackLine, list_feedback
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.permissions import Permission
from training.notice.working_days import Calendar
from training.records.attendance.devices import FraudSignal
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.moments import DayOf
from training.records.staff.staff import Staff

LAST_DAYS = 30
SPANS = ((-1, "已结业"), (1, "0–1 天"), (3, "2–3 天"), (7, "4–7 天"), (14, "8–14 天"))
LATER = "15 天以上"
"""Until how many days before the end; an ended class has fewer than none."""


@dataclass(frozen=True)
class Clock:
    """One feedback that is owed, and how many of its working days are over."""

    line: FeedbackLine
    passed: int
    of: int


@dataclass(frozen=True)
class Verdicts:
    """What the checks of the last days came to, by day and by district; voided ones left out."""

    by_day: dict[date, Counter[Verdict]]
    by_district: dict[str, Counter[Verdict]]

    @property
    def total(self) -> Counter[Verdict]:
        return sum(self.by_day.values(), Counter())


def owed_by_days(session: Session, staff: Staff, *, now: datetime) -> dict[str, Counter[CheckLevel]]:
    """How many classes still want a check of each level, by the days until their end."""
    found = {words: Counter[CheckLevel]() for words in (*(words for _, words in SPANS), LATER)}
    for level, _, quota in quotas_owed(session, staff, list(CheckLevel), now=now):
        words = next((words for days, words in SPANS if quota.days_left <= days), LATER)
        found[words][level] += 1
    return found


def verdicts_of_late(session: Session, staff: Staff, *, now: datetime) -> Verdicts:
    """Of the last 30 days, today with them; one statement."""
    today = shanghai_day(now)
    first = today - timedelta(days=LAST_DAYS - 1)
    day = DayOf(SpotCheck.ended_at)
    counted = (
        select(day, District.name, CheckConclusion.verdict, func.count())
        .select_from(SpotCheck)
        .join(SpotCheck.conclusion)
        .join(SpotCheck.training_class)
        .join(TrainingClass.district)
        .outerjoin(CheckVoiding, CheckVoiding.check_id == SpotCheck.id)
        .where(CheckVoiding.id.is_(None), within_class(staff, Permission.SEE_CHECKS))
        .where(SpotCheck.ended_at >= datetime.combine(first, time(), SHANGHAI), SpotCheck.ended_at <= now)
        .group_by(day, District.name, CheckConclusion.verdict)
    )
    by_day = {first + timedelta(days=each): Counter[Verdict]() for each in range(LAST_DAYS)}
    by_district: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for held_on, district, verdict, count in session.execute(counted):
        by_day[held_on][verdict] += count
        by_district[district][verdict] += count
    return Verdicts(by_day, dict(by_district))


def signals_of_late(session: Session, staff: Staff, *, now: datetime) -> list[tuple[Signal, int]]:
    """线索, never a verdict: what machines and files told of this place's classes in the last 30 days."""
    count = func.count()
    rows = (
        select(FraudSignal.kind, count)
        .join(TrainingClass, TrainingClass.id == FraudSignal.class_id)
        .where(FraudSignal.recorded_at > now - timedelta(days=LAST_DAYS), FraudSignal.recorded_at <= now)
        .where(within_class(staff, Permission.SEE_DEVICE_SIGNALS))
        .group_by(FraudSignal.kind)
        .order_by(count.desc(), FraudSignal.kind)
    )
    return [(kind, number) for kind, number in session.execute(rows)]


def feedback_clock(session: Session, staff: Staff, *, now: datetime) -> tuple[Clock, ...]:
    """Every feedback that is owed, the most urgent first (R07)."""
    open_ones = [each for each in list_feedback(session, staff, now=now) if each.is_open]
    calendar, today = calendar_of(session), shanghai_day(now)
    return tuple(_clock(each, calendar, today) for each in open_ones)


def _clock(line: FeedbackLine, calendar: Calendar, today: date) -> Clock:
    days = _working_days(line, calendar)
    return Clock(line, sum(each <= today for each in days), len(days))


def _working_days(line: FeedbackLine, calendar: Calendar) -> Sequence[date]:
    """Those from the day after the end to the last one."""
    days: list[date] = []
    while not days or days[-1] < line.due.due_on:
        days.append(calendar.after(line.of_class.ends_on, len(days) + 1).on)
    return days
