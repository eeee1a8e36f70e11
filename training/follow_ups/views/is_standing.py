from sqlalchemy import ColumnElement, exists, func, select

from training.records.follow_ups.follow_ups import FollowUp
from training.records.results import QualifiedList, QualifiedPerson
from training.results.terms import Result


def is_standing() -> ColumnElement[bool]:
    """Of the `FollowUp` of a query: the version that counts has the person as 合格."""
    return exists().where(
        QualifiedPerson.enrolment_id == FollowUp.enrolment_id,
        QualifiedPerson.decision == Result.QUALIFIED,
        QualifiedList.id == QualifiedPerson.list_id,
        is_newest(),
    )


def is_newest() -> ColumnElement[bool]:
    """Of the `QualifiedList` of a query: the version that counts."""
    other = QualifiedList.__table__.alias("other")
    newest = (
        select(func.max(other.c.version))
        .where(other.c.class_id == QualifiedList.class_id, other.c.approved_at.is_not(None))
        .scalar_subquery()
    )
    return QualifiedList.version == newest
