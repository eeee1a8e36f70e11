"""A certificate, and the class that gets numbers, as far as somebody of the office may see them."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from training.certificates.terms import CertificateState
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.certificates import (
    Certificate,
    CertificateHandover,
    CertificateVoiding,
    VoidingDecision,
)
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def find_certificate(
    session: Session, staff: Staff, public_id: UUID, permission: Permission = Permission.SEE_CERTIFICATES
) -> Certificate:
    """With its class, person, voidings and who got it; raises NotFound."""
    return _one(session, _seen(staff, permission), public_id)


def find_class_of_certificates(
    session: Session, staff: Staff, class_id: UUID, permission: Permission = Permission.SEE_CERTIFICATES
) -> TrainingClass:
    """Raises NotFound."""
    own = select(TrainingClass).where(TrainingClass.public_id == class_id, within_class(staff, permission))
    whole = own.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    found = session.scalars(whole).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def find_handover(session: Session, staff: Staff, public_id: UUID) -> CertificateHandover:
    """With its picture; raises NotFound."""
    own = (
        select(CertificateHandover)
        .join(Certificate, Certificate.id == CertificateHandover.certificate_id)
        .join(TrainingClass, TrainingClass.id == Certificate.class_id)
        .where(CertificateHandover.public_id == public_id, CertificateHandover.purged_at.is_(None))
        .where(within_class(staff, Permission.PRINT_CERTIFICATES))
        .options(undefer(CertificateHandover.jpeg))
    )
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这张领取凭证")
    return found


def hold_certificate(session: Session, staff: Staff, public_id: UUID, permission: Permission) -> Certificate:
    """The same for an act; until the transaction ends nobody else acts on it. Raises NotFound."""
    seen = _seen(staff, permission).where(Certificate.public_id == public_id)
    key = session.scalar(seen.with_only_columns(Certificate.id).with_for_update(of=Certificate))
    if key is None:
        raise NotFound("这张证书")
    return _one(session, _seen(staff, permission).execution_options(populate_existing=True), public_id)


def hold_class_to_number(
    session: Session, staff: Staff, class_id: UUID, permission: Permission
) -> TrainingClass:
    """Of which nobody else issues numbers until the transaction ends; raises NotFound."""
    own = select(TrainingClass).where(TrainingClass.public_id == class_id, within_class(staff, permission))
    held = own.with_for_update(key_share=True, of=TrainingClass).execution_options(populate_existing=True)
    found = session.scalars(held.options(joinedload(TrainingClass.institution))).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def open_voiding(own: Certificate) -> CertificateVoiding | None:
    """What somebody asks and nobody has decided."""
    return next((each for each in own.voidings if each.decision is None), None)


def state_of(own: Certificate) -> CertificateState:
    """As it stands, its voidings loaded."""
    if own.live_enrolment_id is None:
        return CertificateState.VOID
    return CertificateState.ASKED if open_voiding(own) is not None else CertificateState.VALID


def _one(session: Session, seen: Select[Certificate], public_id: UUID) -> Certificate:
    rows = seen.where(Certificate.public_id == public_id).options(*WITH)
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound("这张证书")
    return found


def _seen(staff: Staff, permission: Permission) -> Select[Certificate]:
    return (
        select(Certificate)
        .join(TrainingClass, TrainingClass.id == Certificate.class_id)
        .where(within_class(staff, permission))
    )


_DECISION = selectinload(Certificate.voidings).joinedload(CertificateVoiding.decision)
WITH = (
    joinedload(Certificate.training_class).joinedload(TrainingClass.institution),
    joinedload(Certificate.enrolment).joinedload(Enrolment.trainee),
    joinedload(Certificate.issue),
    _DECISION.joinedload(VoidingDecision.replaced_by),
    selectinload(Certificate.handovers),
)
"""What a page of one certificate shows."""
