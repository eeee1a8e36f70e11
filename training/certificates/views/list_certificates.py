"""Certificates as lists: all that somebody sees, those of one class, and who of a class gets which (R08)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.certificates.terms import CertificateState
from training.certificates.views.find_certificate import WITH
from training.certificates.views.waiting import waits_for_owner
from training.classes.views.within import within_class
from training.listing.views.page_of import Order, Page, page_of
from training.notice.permissions import Permission
from training.records.certificates import Certificate, CertificateVoiding, VoidingDecision
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff

A_PAGE = 50


@dataclass(frozen=True)
class WantedCertificates:
    """Which of them: one state, only those that nobody has in hand, a number; where the page begins."""

    state: CertificateState | None = None
    is_waiting: bool = False
    number: str = ""
    place: str = ""


@dataclass(frozen=True)
class Listed:
    """One row of the approved list, and the certificate that is good, if there is one."""

    person: QualifiedPerson
    certificate: Certificate | None


def list_certificates(session: Session, staff: Staff, wanted: WantedCertificates) -> Page[Certificate]:
    """The last issued first."""
    rows = _seen(staff).options(*WITH)
    if wanted.state is not None:
        rows = _in_state(rows, wanted.state)
    if wanted.is_waiting:
        rows = rows.where(waits_for_owner())
    if wanted.number:
        rows = rows.where(Certificate.number == wanted.number)
    return page_of(
        session, rows, Order((Certificate.id,), is_descending=True), size=A_PAGE, place=wanted.place
    )


def count_certificates(session: Session, staff: Staff) -> tuple[int, int, int]:
    """How many this person sees: good, voided, good and in nobody's hand."""
    counted = _seen(staff).with_only_columns(
        func.count(Certificate.live_enrolment_id),
        func.count() - func.count(Certificate.live_enrolment_id),
        func.count().filter(waits_for_owner()),
    )
    good, void, waiting = session.execute(counted).one()
    return good, void, waiting


def certificates_of_class(session: Session, own: TrainingClass) -> Sequence[Certificate]:
    """All of the class, good and voided, by number."""
    rows = select(Certificate).where(Certificate.class_id == own.id).options(*WITH)
    return session.scalars(rows.order_by(Certificate.number)).all()


def see_list(session: Session, listed: QualifiedList) -> Sequence[Listed]:
    """Who is on the list, in the roster's order, each with the good certificate."""
    rows = (
        select(QualifiedPerson, Certificate)
        .outerjoin(Certificate, Certificate.live_enrolment_id == QualifiedPerson.enrolment_id)
        .where(QualifiedPerson.list_id == listed.id)
        .options(
            joinedload(QualifiedPerson.enrolment).joinedload(Enrolment.trainee),
            selectinload(Certificate.handovers),
            selectinload(Certificate.voidings).joinedload(CertificateVoiding.decision),
        )
        .order_by(QualifiedPerson.enrolment_id)
    )
    return [Listed(person, own) for person, own in session.execute(rows).unique()]


def good_numbers(session: Session, class_id: int) -> Mapping[int, str]:
    """By the keys of the class's enrolments, whoever has a good one."""
    own = select(Certificate.enrolment_id, Certificate.number).where(Certificate.class_id == class_id)
    good = own.where(Certificate.live_enrolment_id.is_not(None))
    return {who: number for who, number in session.execute(good)}


def has_certificate(session: Session, enrolment_id: int) -> bool:
    """Whether a number was given to this person of this class, even if it was voided."""
    own = select(Certificate.id).where(Certificate.enrolment_id == enrolment_id).limit(1)
    return session.scalar(own) is not None


def own_certificates(session: Session, trainee_id: int, public_id: UUID) -> Sequence[Certificate]:
    """Of this person in the class of this enrolment, the newest first: the good one before voided ones."""
    rows = (
        select(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.trainee_id == trainee_id, Enrolment.public_id == public_id)
        .options(*WITH)
    )
    return session.scalars(rows.order_by(Certificate.id.desc())).all()


def waits_to_be_fetched(session: Session, enrolment_id: int) -> bool | None:
    """Whether the good paper of this person of this class lies there; None where no number was ever given."""
    own = select(waits_for_owner()).where(Certificate.enrolment_id == enrolment_id)
    return session.scalar(own.order_by(Certificate.id.desc()).limit(1))


def _seen(staff: Staff) -> Select[Certificate]:
    return (
        select(Certificate)
        .join(TrainingClass, TrainingClass.id == Certificate.class_id)
        .where(within_class(staff, Permission.SEE_CERTIFICATES))
    )


def _in_state(rows: Select[Certificate], state: CertificateState) -> Select[Certificate]:
    if state is CertificateState.VOID:
        return rows.where(Certificate.live_enrolment_id.is_(None))
    good = rows.where(Certificate.live_enrolment_id.is_not(None))
    if state is CertificateState.VALID:
        return good
    decided = exists().where(VoidingDecision.voiding_id == CertificateVoiding.id)
    return good.where(exists().where(CertificateVoiding.certificate_id == Certificate.id, ~decided))
