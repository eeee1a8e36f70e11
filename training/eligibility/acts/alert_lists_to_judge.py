"""A list that counts and lies for some days without 补贴核定 is told to its district (R19)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.eligibility.views.waiting import is_list_to_judge
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert
from training.records.results import QualifiedList

KIND = "subsidy_ready"
LONGEST_NAME = 60
PATIENCE = timedelta(days=3)
"""It stands in the worklist from its first day; the notice gives no days."""
TOLD_WITHIN = timedelta(days=60)
"""What has lain longer stands in the list; else the first morning would tell of years."""


def alert_lists_to_judge(session: Session, *, now: datetime) -> int:
    """For the schedule: once for each class; says how many are told anew."""
    return sum(raise_alert(session, _draft(each), now=now) for each in _untold(session, now))


def _untold(session: Session, now: datetime) -> Sequence[QualifiedList]:
    told = exists().where(Alert.class_id == QualifiedList.class_id, Alert.kind == KIND)
    own = select(QualifiedList).join(QualifiedList.training_class).where(is_list_to_judge(), ~told)
    when = QualifiedList.approved_at
    lately = own.where(when <= now - PATIENCE, when > now - TOLD_WITHIN)
    return session.scalars(lately.order_by(QualifiedList.id)).all()


def _draft(own: QualifiedList) -> AlertDraft:
    about: TrainingClass = own.training_class
    name = f"{about.class_number} {about.name[:LONGEST_NAME]}"
    text = f"班级 {name}的合格名单已确认 {PATIENCE.days} 天，还没有核定补贴，请在班级的“补贴”页核定。"
    return AlertDraft(KIND, f"{KIND}:{about.public_id}", text, Audience.INSPECTORS, about)
