"""Certificates of a trainee for the own copy, and what was written down when each was handed over."""

from typing import Any

from sqlalchemy import Select, case, select

from training.certificates.terms import CertificateState
from training.records.certificates import Certificate, CertificateHandover
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.former import FormerCertificate

STATE = case(
    (Certificate.live_enrolment_id.is_(None), CertificateState.VOID.value), else_=CertificateState.VALID.value
)


def own_certificates(who: int) -> Select[Any]:
    said = (Certificate.number, Certificate.name, Certificate.trade, Certificate.issued_on)
    columns: tuple[Any, ...] = (TrainingClass.class_number, *said, STATE.label("state"))
    return _of(select(*columns).select_from(Certificate), who).order_by(Certificate.id)


def own_handovers(who: int) -> Select[Any]:
    own = CertificateHandover
    said = (own.handed_on, own.is_self, own.receiver, own.relation, own.reason)
    columns: tuple[Any, ...] = (Certificate.number, *said, own.recorded_by, own.recorded_at)
    rows = select(*columns).select_from(own).join(Certificate, Certificate.id == own.certificate_id)
    return _of(rows, who).order_by(own.id)


def own_former(who: int) -> Select[Any]:
    """Of before this system, known by the ID number."""
    own = FormerCertificate
    said = (own.name, own.trade, own.level, own.institution, own.class_number, own.issued_on)
    columns: tuple[Any, ...] = (own.number, *said, own.paid_fen, own.paid_on)
    rows = select(*columns).select_from(own)
    people = rows.join(Trainee, Trainee.id_number_index == own.id_number_index)
    return people.where(Trainee.id == who).order_by(own.id)


def _of(rows: Select[Any], who: int) -> Select[Any]:
    """Of this trainee, with the class."""
    enrolled = rows.join(Enrolment, Enrolment.id == Certificate.enrolment_id)
    classes = enrolled.join(TrainingClass, TrainingClass.id == Certificate.class_id)
    return classes.where(Enrolment.trainee_id == who)
