"""更正手机号: what waits about one person, and which phone stands until it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from training.classes.terms import ChangeKind
from training.people.terms import VerifiedBy
from training.people.views.reachable import is_verified
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import PhoneChange, Trainee
from training.records.people.personal_data import PhoneRequest


@dataclass(frozen=True)
class PhoneNow:
    """The phone that stands, and whether the person has signed in by it."""

    phone: str
    is_proved: bool


def own_phone_changes(session: Session, trainee_id: int) -> Sequence[RosterChange]:
    """Those that nobody has decided, the oldest first; a person has one at most."""
    own = select(Trainee.id_number_index).where(Trainee.id == trainee_id).scalar_subquery()
    return session.scalars(
        select(RosterChange)
        .outerjoin(RosterChange.decision)
        .options(joinedload(RosterChange.training_class).joinedload(TrainingClass.institution))
        .where(RosterChange.kind == ChangeKind.PHONE, RosterChangeDecision.id.is_(None))
        .where(RosterChange.id_number_index == own)
        .order_by(RosterChange.id)
    ).all()


def has_moved_since(session: Session, change: RosterChange) -> bool:
    """Whether the person, or an office, has changed that phone since it was asked about."""
    own = select(Trainee.id).where(Trainee.id_number_index == change.id_number_index).scalar_subquery()
    by_person = select(PhoneRequest.id).where(
        PhoneRequest.trainee_id == own, PhoneRequest.done_at > change.asked_at
    )
    by_office = select(PhoneChange.id).where(
        PhoneChange.trainee_id == own, PhoneChange.changed_at > change.asked_at
    )
    return bool(session.scalar(select(or_(by_person.exists(), by_office.exists()))))


def phone_now(session: Session, change: RosterChange) -> PhoneNow:
    """Of the person whom the change is about."""
    proved = is_verified(VerifiedBy.CODE)
    own = select(Trainee.phone, proved).where(Trainee.id_number_index == change.id_number_index)
    return PhoneNow(*session.execute(own).one())
