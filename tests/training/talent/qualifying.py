"""A class with two people and the list by which they are qualified, as plain rows."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import ClassVerdict, QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.terms import Result
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NINE = at(MONDAY, "09:00")
WHO = "刘志刚"


def two_qualified(session: Session) -> tuple[Enrolment, Enrolment]:
    """张三 and 王芳 of BT-1, whose list counts, and their district's 刘志刚."""
    own = a_class(session, "BT-1", lessons=False)
    add_staff(session, WHO, Role.DISTRICT, own.district, None, now=at(MONDAY, "08:00"))
    first, second = (
        an_enrolment(session, own, a_trainee(session, name, phone, place), str(place))
        for name, phone, place in (("张三", "13800000001", 1), ("王芳", "13800000002", 2))
    )
    a_list(session, own, {first: Result.QUALIFIED, second: Result.QUALIFIED})
    return first, second


def a_list(
    session: Session,
    own: TrainingClass,
    decided: Mapping[Enrolment, Result],
    version: int = 1,
    *,
    counts: bool = True,
    verdict: Result = Result.QUALIFIED,
    is_in_force: bool = True,
) -> None:
    """With the verdict of the class by which it was made; the numbers of both are `version`."""
    own_office = Staff.role == Role.DISTRICT, Staff.district_id == own.district_id
    staff = session.scalars(select(Staff).where(*own_office).order_by(Staff.id).limit(1)).one()
    signed = {"signed_by_id": staff.id, "signed_by": staff.name, "signed_at": NINE}
    signed_verdict = ClassVerdict(
        class_id=own.id,
        ordinal=version,
        verdict=verdict,
        proposed=verdict,
        proposal=[],
        fingerprint="0" * 64,
        overrides_city=False,
        reason="",
        in_force_at=NINE if is_in_force else None,
        **signed,
    )
    session.add(signed_verdict)
    session.flush()
    people = [_person(each, decision) for each, decision in decided.items()]
    made = QualifiedList(
        class_id=own.id,
        version=version,
        sha256=f"{version:064x}",
        verdict_id=signed_verdict.id,
        needs_second=False,
        approved_at=NINE if counts else None,
        people=people,
        **signed,
    )
    session.add(made)
    session.flush()


def office(session: Session) -> Staff:
    return find_staff(session, WHO)


def _person(own: Enrolment, decision: Result) -> QualifiedPerson:
    return QualifiedPerson(
        enrolment_id=own.id,
        credited_halves=80,
        needed_halves=64,
        prescribed_halves=80,
        sources={},
        theory_tenths=None,
        practice_tenths=None,
        proposal=decision,
        decision=decision,
        reason="",
    )
