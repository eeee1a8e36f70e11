"""What became of one trainee in one class, as the trainee is told it (R16, R46)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.trainees import Enrolment, Withdrawal
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.results.terms import Result
from training.results.views.find_approved_list import find_verdict


@dataclass(frozen=True)
class OwnResult:
    """`person` is the trainee's line of the list that counts; None where the class is 不合格."""

    verdict: ClassVerdict
    person: QualifiedPerson | None

    @property
    def result(self) -> Result:
        return self.person.decision if self.person else Result.UNQUALIFIED


def own_result(session: Session, enrolment: Enrolment) -> OwnResult | None:
    """None before a list is approved, and for whoever left the class before its end.

    A class that is 不合格 gets no list, so its people are told when the verdict takes effect.
    """
    verdict = find_verdict(session, enrolment.class_id)
    if verdict is None:
        return None
    if verdict.verdict is Result.UNQUALIFIED:
        return None if _has_left(session, enrolment) else OwnResult(verdict, None)
    person = _line(session, enrolment)
    return OwnResult(verdict, person) if person else None


def _line(session: Session, enrolment: Enrolment) -> QualifiedPerson | None:
    """On the newest approved version; None where that is without this person."""
    newest = (
        select(QualifiedList.id)
        .where(QualifiedList.class_id == enrolment.class_id, QualifiedList.approved_at.is_not(None))
        .order_by(QualifiedList.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    own = select(QualifiedPerson).where(QualifiedPerson.list_id == newest)
    return session.scalars(own.where(QualifiedPerson.enrolment_id == enrolment.id)).one_or_none()


def _has_left(session: Session, enrolment: Enrolment) -> bool:
    left = select(Withdrawal.id).where(Withdrawal.enrolment_id == enrolment.id)
    return session.scalar(left) is not None
