"""A week before answers of a step stop counting, the district and the school hear whom nobody asked (R14)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from training.follow_ups.rules.steps import last_counted_day
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


def alert_late_follow_ups(session: Session, *, now: datetime) -> int:
    """For the schedule: once for a class and a step; says how many are told anew. Nobody is named."""
    today = shanghai_day(now)
    told = 0
    for own, after_days, due_on, people in _open_steps(session, today):
        last = last_counted_day(due_on, own.policy)
        if last - timedelta(days=TOLD_DAYS_BEFORE) <= today <= last:
            drafts = _drafts(own, after_days, f"{last}（含）以前记的才计入就业率", people)
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
    return session.execute(of_class.order_by(TrainingClass.id, steps.c.after_days)).all()


def _drafts(own: TrainingClass, after_days: int, until: str, people: int) -> tuple[AlertDraft, AlertDraft]:
    name = f"{own.class_number} {own.name[:LONGEST_NAME]}"
    text = f"班级 {name} 还有 {people} 名学员的 {after_days} 天回访没有做，{until}。"
    key = f"{own.public_id}:{after_days}"
    return (
        AlertDraft(KIND, f"{KIND}:{key}", text, Audience.INSPECTORS, own),
        AlertDraft(OF_SCHOOL, f"{OF_SCHOOL}:{key}", text, Audience.INSTITUTION, own),
    )
