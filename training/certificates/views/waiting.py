"""What waits: classes for numbers, papers for their owners, voidings for the second person (R08, R17)."""

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased, joinedload

from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.certificates import (
    Certificate,
    CertificateHandover,
    CertificateIssue,
    CertificateVoiding,
    VoidingDecision,
)
from training.records.classes.classes import TrainingClass
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.terms import Result


def lists_to_number(staff: Staff) -> Select[QualifiedList]:
    """待派号: newest approved lists with somebody qualified who never got a number, as far as seen."""
    return (
        select(QualifiedList)
        .join(TrainingClass, TrainingClass.id == QualifiedList.class_id)
        .where(within_class(staff, Permission.SEE_CERTIFICATES), is_newest_approved(), _lacks_numbers())
        .options(joinedload(QualifiedList.training_class).joinedload(TrainingClass.institution))
        .options(joinedload(QualifiedList.training_class).joinedload(TrainingClass.district))
    )


def is_newest_approved() -> ColumnElement[bool]:
    """That this version of a class's list is the one that counts."""
    later = aliased(QualifiedList)
    is_later = exists().where(
        later.class_id == QualifiedList.class_id,
        later.version > QualifiedList.version,
        later.approved_at.is_not(None),
    )
    return QualifiedList.approved_at.is_not(None) & ~is_later


def _lacks_numbers() -> ColumnElement[bool]:
    # Whoever had one that was voided waits for nothing: a replacement is asked for by name.
    has_number = exists().where(Certificate.enrolment_id == QualifiedPerson.enrolment_id)
    return exists().where(
        QualifiedPerson.list_id == QualifiedList.id,
        QualifiedPerson.decision == Result.QUALIFIED,
        ~has_number,
    )


def certificates_to_hand(staff: Staff) -> Select[Certificate]:
    """待发证: good ones that nobody has in hand, of whom this person sees."""
    return (
        select(Certificate)
        .join(TrainingClass, TrainingClass.id == Certificate.class_id)
        .join(CertificateIssue, CertificateIssue.id == Certificate.issue_id)
        .where(within_class(staff, Permission.SEE_CERTIFICATES), waits_for_owner())
        .options(joinedload(Certificate.training_class), joinedload(Certificate.issue))
    )


def waits_for_owner() -> ColumnElement[bool]:
    handed = exists().where(CertificateHandover.certificate_id == Certificate.id)
    return Certificate.live_enrolment_id.is_not(None) & ~handed


def voidings_to_decide(staff: Staff) -> Select[CertificateVoiding]:
    """待决定: what another one of the city asks to void; nobody decides the own."""
    decided = exists().where(VoidingDecision.voiding_id == CertificateVoiding.id)
    return (
        select(CertificateVoiding)
        .join(Certificate, Certificate.id == CertificateVoiding.certificate_id)
        .join(TrainingClass, TrainingClass.id == Certificate.class_id)
        .where(within_class(staff, Permission.ISSUE_CERTIFICATES), ~decided)
        .where(CertificateVoiding.asked_by_id != staff.id)
        .options(joinedload(CertificateVoiding.certificate))
    )
