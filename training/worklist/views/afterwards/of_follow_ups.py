"""就业回访: whom a school or a district has to ask; a class and its step is one line, however many people
(R14)."""

from datetime import date

from sqlalchemy import Select, exists
from sqlalchemy.orm import aliased, joinedload

from training.follow_ups.rules.steps import last_counted_day, until
from training.follow_ups.views.to_ask import steps_to_ask
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import FollowUp
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _first_of_each(staff: Staff, today: date) -> Select[FollowUp]:
    """Of a class, a step and its day the one that was opened first among those that wait."""
    mine, other, person = aliased(Enrolment), aliased(FollowUp), aliased(Enrolment)
    earlier = exists().where(
        other.after_days == FollowUp.after_days,
        other.due_on == FollowUp.due_on,
        other.id < FollowUp.id,
        other.is_open,
        other.dropped_at.is_(None),
        other.due_on <= today,
        person.id == other.enrolment_id,
        person.class_id == mine.class_id,
    )
    of_class = joinedload(FollowUp.enrolment).joinedload(Enrolment.training_class)
    rows = steps_to_ask(staff, today).join(mine, mine.id == FollowUp.enrolment_id).where(~earlier)
    return rows.options(of_class.joinedload(TrainingClass.institution))


def _to_ask(own: FollowUp, mark: Mark) -> Work:
    about = own.enrolment.training_class
    last = last_counted_day(own.due_on, about.policy)
    note = f"{about.institution.name}，{until(last)}记的才计入就业率"
    title = f"{named(about)}有学员的 {own.after_days} 天回访没有做"
    return Work(mark, title, note, "去回访", WorkPlace.FOLLOW_UPS, about.public_id)


OF_FOLLOW_UPS = (
    Queue(
        WorkKind.FOLLOW_UPS,
        Permission.ANSWER_FOLLOW_UPS,
        _first_of_each,
        FollowUp.id,
        FollowUp.due_on,
        _to_ask,
        is_last_day=True,
    ),
)
