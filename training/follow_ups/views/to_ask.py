"""Whom to ask today: for the chat and for the list of what is to be done (R14)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from training.follow_ups.views.find_follow_up import seen_follow_ups
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.follow_ups.follow_ups import FollowUp
from training.records.staff.staff import Staff

AT_MOST = 50
WITH = (
    joinedload(FollowUp.enrolment).joinedload(Enrolment.trainee),
    joinedload(FollowUp.enrolment).joinedload(Enrolment.training_class).joinedload(TrainingClass.rule_set),
)


def steps_to_ask(staff: Staff, today: date) -> Select[FollowUp]:
    """待回访: due, nobody asked yet, as far as this person answers; those whose time is over too."""
    rows = seen_follow_ups(staff, Permission.ANSWER_FOLLOW_UPS).options(*WITH)
    return rows.where(FollowUp.is_open, FollowUp.dropped_at.is_(None), FollowUp.due_on <= today)


def asked_by_name(session: Session, staff: Staff, name: str, today: date) -> Sequence[FollowUp]:
    """Of everybody of this name the last step that is due, asked or not, the latest due first."""
    rows = (
        seen_follow_ups(staff, Permission.ANSWER_FOLLOW_UPS)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .where(Trainee.name == name, FollowUp.dropped_at.is_(None), FollowUp.due_on <= today)
        .options(*WITH)
    )
    last: dict[int, FollowUp] = {}
    for each in session.scalars(rows.order_by(FollowUp.due_on.desc(), FollowUp.id).limit(AT_MOST)):
        last.setdefault(each.enrolment_id, each)
    return list(last.values())
