from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.records.classes.trainees import Enrolment
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.results.terms import Result


def find_approved_list(session: Session, class_id: int) -> QualifiedList | None:
    """The version that counts, with verdict and people in the roster's order (trainees loaded); None where no
    list was approved. Whether its hash still fits is `list_hash(found.people) == found.sha256`."""
    people = selectinload(QualifiedList.people).joinedload(QualifiedPerson.enrolment)
    whole = (people.joinedload(Enrolment.trainee), joinedload(QualifiedList.verdict))
    return session.scalars(_newest(class_id).options(*whole)).first()


def find_verdict(session: Session, class_id: int) -> ClassVerdict | None:
    """The verdict that counts: the latest that took effect; whether today's facts are still those, the state
    of `see_result` says."""
    own = select(ClassVerdict).where(ClassVerdict.class_id == class_id, ClassVerdict.in_force_at.is_not(None))
    return session.scalars(own.order_by(ClassVerdict.ordinal.desc()).limit(1)).first()


def is_class_qualified(session: Session, class_id: int) -> bool:
    """Whether the verdict that counts is 合格: no certificate without it (R16)."""
    found = find_verdict(session, class_id)
    return found is not None and found.verdict is Result.QUALIFIED


def _newest(class_id: int) -> Select[QualifiedList]:
    own = select(QualifiedList)
    own = own.where(QualifiedList.class_id == class_id, QualifiedList.approved_at.is_not(None))
    return own.order_by(QualifiedList.version.desc()).limit(1)
