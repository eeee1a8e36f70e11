"""Who is in a class today (在册)."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from training.notice.clock import shanghai_day
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal


def active_roster(session: Session, class_id: int, now: datetime) -> list[Enrolment]:
    """Everybody who is in the class on that day, in the roster's order."""
    today = shanghai_day(now)
    enrolments = select(Enrolment).where(Enrolment.class_id == class_id, Enrolment.joined_on <= today)
    enrolments = enrolments.order_by(Enrolment.id)
    loaded = session.scalars(enrolments.options(joinedload(Enrolment.withdrawal)))
    return [each for each in loaded if not has_left(each, now)]


def is_in_class(today: date) -> ColumnElement[bool]:
    """The same of an enrolment that its class is joined to, and its withdrawal where there is one.

    Of a class that is to begin: whoever will be there on its first day.
    """
    starts_on, left = TrainingClass.starts_on, Withdrawal.last_day
    has_come = or_(Enrolment.joined_on <= today, Enrolment.joined_on <= starts_on)
    return and_(has_come, or_(left.is_(None), and_(left >= today, left >= starts_on)))


def roster_to_change(session: Session, class_id: int) -> list[Enrolment]:
    """Everybody who may still be let go, also who is to come later; in the roster's order, by name."""
    own = select(Enrolment).outerjoin(Enrolment.withdrawal).where(Withdrawal.id.is_(None))
    own = own.where(Enrolment.class_id == class_id).order_by(Enrolment.id)
    return list(session.scalars(own.options(joinedload(Enrolment.trainee))))


def has_left(enrolment: Enrolment, now: datetime) -> bool:
    """On the last day itself a trainee is still in the class (R25)."""
    return enrolment.withdrawal is not None and enrolment.withdrawal.last_day < shanghai_day(now)


def roster_size_of(check: SpotCheck) -> int:
    """在册人数 as it was when the check began."""
    start = check.draw or check.video_start
    return start.roster_size if start else 0


def most_present(session: Session, check: SpotCheck, now: datetime) -> int:
    """How many trainees there can be: whoever joined the class since the check began may be there too."""
    return max(roster_size_of(check), len(active_roster(session, check.class_id, now)))
