from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from training.checks.terms import COUNTED
from training.database import insert_new
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal
from training.records.figures import FiguresMade, MonthFigure
from training.records.moments import DayOf
from training.worklist.rules.figures import months_until

Counted = Select[int, int, date, int]
PLACE = TrainingClass.district_id, TrainingClass.institution_id


def keep_months(session: Session, classes: int, *, now: datetime) -> None:
    """Count the last twelve months anew, and say that this night's figures are made; three statements.

    `classes`: how many had their days counted before. Months before these stay as they were counted last.
    """
    months = months_until(shanghai_day(now))
    counts: dict[tuple[int, int, date], dict[str, int]] = defaultdict(
        lambda: {"classes": 0, "people": 0, "checks": 0}
    )
    for what, counted in _counted(months[0], now):
        for district, institution, day, number in session.execute(counted):
            counts[district, institution, day.replace(day=1)][what] += number
    session.execute(delete(MonthFigure).where(MonthFigure.month >= months[0]))
    insert_new(
        session,
        MonthFigure,
        [
            {"district_id": district, "institution_id": institution, "month": month} | each
            for (district, institution, month), each in counts.items()
            if month in months
        ],
    )
    session.add(FiguresMade(made_at=now, classes=classes))


def _counted(first: date, now: datetime) -> Iterator[tuple[str, Counted]]:
    day, today = DayOf(SpotCheck.ended_at), shanghai_day(now)
    begun = TrainingClass.starts_on >= first, TrainingClass.starts_on <= today
    by_start = (*PLACE, TrainingClass.starts_on)
    yield "classes", select(*by_start, func.count()).where(*begun).group_by(*by_start)
    people = select(*by_start, func.count()).join(Enrolment, Enrolment.class_id == TrainingClass.id)
    stays = people.outerjoin(Withdrawal, Withdrawal.enrolment_id == Enrolment.id)
    yield "people", stays.where(*begun, Withdrawal.id.is_(None)).group_by(*by_start)
    yield (
        "checks",
        select(*PLACE, day, func.count())
        .select_from(SpotCheck)
        .join(SpotCheck.training_class)
        .join(SpotCheck.conclusion)
        .outerjoin(CheckVoiding, CheckVoiding.check_id == SpotCheck.id)
        .where(CheckVoiding.id.is_(None), CheckConclusion.verdict.in_(COUNTED))
        .where(SpotCheck.ended_at >= datetime.combine(first, time(), SHANGHAI), SpotCheck.ended_at <= now)
        .group_by(*PLACE, day),
    )
