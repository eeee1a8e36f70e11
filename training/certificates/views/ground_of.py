"""What numbers of a class stand on: the verdict in force, the review of its filing, the approved list."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.certificates.rules.issuing import Ground, ListToIssue
from training.records.classes.trainees import Enrolment
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.results.rules.list_hash import list_hash
from training.results.terms import Result


def ground_of(session: Session, class_id: int) -> Ground:
    """As it is now; the list is the approved one with the highest version."""
    own = approved_list(session, class_id)
    return Ground(
        _verdict(session, class_id) is Result.QUALIFIED,
        "通过",
        True,
        _to_issue(session, own) if own is not None else None,
    )


def approved_list(session: Session, class_id: int) -> QualifiedList | None:
    """The version against which numbers are issued."""
    rows = select(QualifiedList).where(
        QualifiedList.class_id == class_id, QualifiedList.approved_at.is_not(None)
    )
    return session.scalars(rows.order_by(QualifiedList.version.desc()).limit(1)).one_or_none()


def _verdict(session: Session, class_id: int) -> Result | None:
    rows = select(ClassVerdict.verdict).where(
        ClassVerdict.class_id == class_id, ClassVerdict.in_force_at.is_not(None)
    )
    return session.scalar(rows.order_by(ClassVerdict.ordinal.desc()).limit(1))


def _to_issue(session: Session, own: QualifiedList) -> ListToIssue:
    rows = (
        select(
            QualifiedPerson.enrolment_id,
            QualifiedPerson.decision,
            QualifiedPerson.credited_halves,
            Enrolment.public_id.label("enrolment_public_id"),
        )
        .join(Enrolment, Enrolment.id == QualifiedPerson.enrolment_id)
        .where(QualifiedPerson.list_id == own.id)
        .order_by(QualifiedPerson.enrolment_id)
    )
    people = session.execute(rows).all()
    qualified = tuple(each.enrolment_id for each in people if each.decision is Result.QUALIFIED)
    return ListToIssue(own.sha256, list_hash(people), qualified)
