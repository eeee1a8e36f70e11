"""A week before answers of a step stop counting, the district and the school hear whom nobody asked (R14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from training.follow_ups.rules.steps import last_counted_day, until
from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp

KIND, OF_SCHOOL = "follow_up_late", "outcome_late"
TOLD_DAYS_BEFORE = 7
LONGEST_NAME = 60
LOOKS_BACK = timedelta(days=400)


@dataclass(frozen=True)
class Late:
    """How many of a class nobody asked at a step that was due on one day, and the last day that counts."""

    after_days: int
    due_on: date
    last: date
    people: int


def alert_late_follow_ups(session: Session, *, now: datetime) -> int:
    """For the schedule: once for a class, a step and the day on which it was due, for whoever a later version
    of the list brought in has days of his own; says how many are told anew. Nobody is named.
    """
    today = shanghai_day(now)
    told = 0
    for own, after_days, due_on, people in _open_steps(session, today):
        last = last_counted_day(due_on, own.policy)
        if last - timedelta(days=TOLD_DAYS_BEFORE) <= today <= last:
            drafts = _drafts(own, Late(after_days, due_on, last, people))
            told += sum(raise_alert(session, each, now=now) for each in drafts)
    return told


def _open_steps(session: Session, today: date) -> Sequence[Row[TrainingClass, int, date, int]]:
    """What nobody asked, by class, step and day."""
    steps = (
        select(Enrolment.class_id, FollowUp.after_days, FollowUp.due_on, func.count().label("people"))
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .where(FollowUp.is_open, FollowUp.dropped_at.is_(None), FollowUp.due_on <= today)
        .where(FollowUp.due_on > today - LOOKS_BACK)
        .group_by(Enrolment.class_id, FollowUp.after_days, FollowUp.due_on)
        .subquery()
    )
    rows = select(TrainingClass, steps.c.after_days, steps.c.due_on, steps.c.people)
    of_class = rows.join(steps, steps.c.class_id == TrainingClass.id)
    return session.execute(of_class.order_by(TrainingClass.id, steps.c.due_on)).all()


def _drafts(own: TrainingClass, late: Late) -> tuple[AlertDraft, AlertDraft]:
    name, people = f"{own.class_number} {own.name[:LONGEST_NAME]}", f"{late.people} 名学员"
    counts = f"{until(late.last)}记的才计入就业率"
    text = f"班级 {name} 还有 {people}的 {late.after_days} 天回访没有做，{counts}。"
    key = f"{own.public_id}:{late.after_days}:{late.due_on}"
    return (
        AlertDraft(KIND, f"{KIND}:{key}", text, Audience.INSPECTORS, own),
        AlertDraft(OF_SCHOOL, f"{OF_SCHOOL}:{key}", text, Audience.INSTITUTION, own),
    )
