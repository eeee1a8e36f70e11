"""聊天账号 of people whose data is restricted, by which no duty of the office knows them any more."""

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from training.people.views.restricted import has_restriction
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Enrolment, Trainee
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import ChatAccount


def needless_accounts(session: Session, trainee_id: int | None = None) -> list[int]:
    """Their keys; of the one trainee, or of all. An account of a former phone is of no use at all."""
    own = select(ChatAccount.id).join(Trainee, Trainee.id == ChatAccount.trainee_id)
    own = own.where(has_restriction(), or_(ChatAccount.phone_index != Trainee.phone_index, ~_is_in_use()))
    return list(session.scalars(own if trainee_id is None else own.where(Trainee.id == trainee_id)))


def _is_in_use() -> ColumnElement[bool]:
    """A check of a class of this `Trainee` runs, or the list of who was in its meeting is still kept."""
    has_list = exists().where(Meeting.check_id == SpotCheck.id, Meeting.purged_at.is_(None))
    of_trainee = and_(SpotCheck.class_id == Enrolment.class_id, Enrolment.trainee_id == Trainee.id)
    return exists().where(of_trainee, or_(SpotCheck.ended_at.is_(None), has_list))
