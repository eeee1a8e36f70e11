"""窗口代办: whom a clerk of the district may file for, and the claims that this clerk files."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.claims.views.find_claim import latest_claim
from training.classes.views.within import within
from training.errors import NotFound
from training.notice.identity import ID_NUMBER_LENGTH, OTHER_DOCUMENTS, compact, read_id_number
from training.notice.permissions import Permission
from training.notice.terms import ClassKind
from training.people.views.find_trainees import find_trainees
from training.records.claims.claims import C1Claim, CounterFiling
from training.records.classes.classes import TrainingClass as Class
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff


def find_claimants(session: Session, staff: Staff, said: str, today: date) -> list[Enrolment]:
    """Places in C1 classes of the own district, by ID number, phone or name.

    Raises NotFound, BadIdNumber or TooLittleSaid.
    """
    wanted = compact(said)
    own = _at_counter(staff)
    if len(wanted) == ID_NUMBER_LENGTH:
        own = own.where(Trainee.id_number_index == read_id_number(wanted))
    elif OTHER_DOCUMENTS.fullmatch(wanted.upper()):
        own = own.where(Trainee.id_number_index == wanted.upper())
    else:
        own = own.where(Enrolment.id.in_(_known(session, staff, wanted, today)))
    found = list(session.scalars(own))
    if not found:
        # What was typed may be somebody's number, so it is not said again.
        raise NotFound("本旗县区 C1 班里的这位学员，请核对身份证号、手机号或姓名")
    return found


def _known(session: Session, staff: Staff, wanted: str, today: date) -> list[int]:
    try:
        return [each.id for each in find_trainees(session, staff, wanted, today)]
    except NotFound:
        return []


def counter_enrolment(session: Session, staff: Staff, enrolment_id: UUID) -> Enrolment:
    """A trainee's place in a C1 class of the clerk's district; raises NotFound."""
    found = session.scalars(_at_counter(staff).where(Enrolment.public_id == enrolment_id)).one_or_none()
    if found is None:
        raise NotFound("这位学员")
    return found


def counter_claim(session: Session, staff: Staff, enrolment_id: UUID) -> C1Claim | None:
    """The claim that this clerk files; None until it is begun or taken over, for it may hold photos."""
    claim = latest_claim(session, counter_enrolment(session, staff, enrolment_id).id)
    return claim if claim and _helps(claim, staff) else None


def own_counter_claim(session: Session, staff: Staff, enrolment_id: UUID) -> C1Claim:
    """The claim that this clerk files; raises NotFound before it is begun."""
    claim = counter_claim(session, staff, enrolment_id)
    if claim is None:
        raise NotFound("您代办的这份申领，请先开始代办")
    return claim


def counter_claims(session: Session, staff: Staff, limit: int = 50) -> Sequence[C1Claim]:
    """What this clerk has filed, the latest first."""
    own = select(C1Claim).join(CounterFiling).where(CounterFiling.staff_id == staff.id)
    enrolment = joinedload(C1Claim.enrolment)
    loaded = own.options(
        enrolment.joinedload(Enrolment.trainee), enrolment.joinedload(Enrolment.training_class)
    )
    return session.scalars(loaded.order_by(CounterFiling.id.desc()).limit(limit)).all()


def _at_counter(staff: Staff) -> Select[Enrolment]:
    """Nobody but the district's own clerks files at a counter."""
    own = within(staff, Permission.FILE_AT_COUNTER, district=Class.district_id)
    return (
        select(Enrolment)
        .join(Enrolment.trainee)
        .join(Enrolment.training_class)
        .options(
            contains_eager(Enrolment.trainee),
            contains_eager(Enrolment.training_class).joinedload(Class.rule_set),
            contains_eager(Enrolment.training_class).joinedload(Class.institution),
            joinedload(Enrolment.withdrawal),
        )
        .where(Class.kind == ClassKind.C1, own)
        .order_by(Class.starts_on.desc(), Enrolment.id)
    )


def _helps(claim: C1Claim, staff: Staff) -> bool:
    return any(each.staff_id == staff.id for each in claim.counter_filings)
