"""Who is qualified, in the words of the platform's file (R18).

Those count whom the list that counts has as 合格, while the class itself is. Whose data is restricted
(限制处理) is not handed on: the platform finds people work, which is no supervision.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from training.people.views.restricted import has_restriction
from training.records.certificates import Certificate
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment, Trainee
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.results.terms import Result
from training.talent.rules.rows import Candidate

NOT_ASKED = ""
"""就业意愿: nobody is asked for it here; the platform's own people do."""


def talent_rows(
    session: Session, district_id: int, enrolments: Collection[int] | None = None
) -> list[Candidate]:
    """Of one district, by enrolment; only these enrolments where they are given."""
    rows = _qualified().where(TrainingClass.district_id == district_id, ~has_restriction())
    if enrolments is not None:
        rows = rows.where(Enrolment.id.in_(enrolments))
    return [_candidate(row) for row in session.execute(rows.order_by(Enrolment.id))]


def count_restricted(session: Session, district_id: int) -> int:
    """How many qualified people are left out."""
    rows = _qualified().where(TrainingClass.district_id == district_id, has_restriction())
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def is_in_force() -> ColumnElement[bool]:
    """Of the `QualifiedList` of a query: the version that counts, of a class that is qualified still."""
    other = QualifiedList.__table__.alias("other")
    newest = (
        select(func.max(other.c.version))
        .where(other.c.class_id == QualifiedList.class_id, other.c.approved_at.is_not(None))
        .scalar_subquery()
    )
    is_newest = QualifiedList.version == newest
    return and_(QualifiedList.approved_at.is_not(None), is_newest, _is_of_qualified_class())


def _is_of_qualified_class() -> ColumnElement[bool]:
    """The last verdict in force of the list's class says so, as `find_verdict` finds it."""
    verdict, later = ClassVerdict.__table__.alias("verdict"), ClassVerdict.__table__.alias("later")
    is_last = ~exists().where(
        later.c.class_id == verdict.c.class_id,
        later.c.in_force_at.is_not(None),
        later.c.ordinal > verdict.c.ordinal,
    )
    own = (verdict.c.class_id == QualifiedList.class_id, verdict.c.in_force_at.is_not(None))
    return exists().where(*own, verdict.c.verdict == Result.QUALIFIED, is_last)


def _qualified() -> Select[Any]:
    good = Certificate.live_enrolment_id == Enrolment.id
    names = Institution.name, District.name
    columns: tuple[Any, ...] = (Enrolment.id, Trainee, TrainingClass, *names, Certificate)
    return (
        select(*columns)
        .select_from(QualifiedPerson)
        .join(QualifiedList, QualifiedList.id == QualifiedPerson.list_id)
        .join(Enrolment, Enrolment.id == QualifiedPerson.enrolment_id)
        .join(Trainee, Trainee.id == Enrolment.trainee_id)
        .join(TrainingClass, TrainingClass.id == QualifiedList.class_id)
        .join(Institution, Institution.id == TrainingClass.institution_id)
        .join(District, District.id == TrainingClass.district_id)
        .outerjoin(Certificate, good)
        .where(is_in_force(), QualifiedPerson.decision == Result.QUALIFIED)
    )


def _candidate(row: Sequence[Any]) -> Candidate:
    key, person, own, institution, district, certificate = row
    number, day = ("", "") if certificate is None else (certificate.number, certificate.issued_on.isoformat())
    who = (person.name, person.sex.value, person.id_number, person.phone, person.education)
    return Candidate(key, (*who, own.trade, own.level, number, day, institution, district, NOT_ASKED))
