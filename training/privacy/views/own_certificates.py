"""Certificates and vouchers of a trainee for the own copy, and what was written down of each."""

from typing import Any

from sqlalchemy import Select, case, select

from training.certificates.terms import CertificateState
from training.records.certificates import Certificate, CertificateHandover
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.exchange.former import FormerCertificate
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent, VoucherTry

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


def own_vouchers(who: int) -> dict[str, Select[Any]]:
    """By the names of the parts of the copy: what was issued, and every act with it."""
    return {"vouchers": _vouchers(who), "voucher_acts": _acts(who), "voucher_tries": _tries(who)}


def _tries(who: int) -> Select[Any]:
    """That somebody typed a wrong code; who it was is asked of the office."""
    columns: tuple[Any, ...] = (Voucher.number, VoucherTry.tried_at)
    rows = select(*columns).join(Voucher, Voucher.id == VoucherTry.voucher_id)
    return rows.where(Voucher.trainee_id == who).order_by(VoucherTry.id)


def _vouchers(who: int) -> Select[Any]:
    own, batch = Voucher, VoucherBatch
    said = (batch.trade, batch.level, batch.face_fen, batch.fund, batch.valid_from, own.valid_until)
    columns: tuple[Any, ...] = (own.number, *said, own.state, batch.issued_at)
    rows = select(*columns).select_from(own).join(batch, batch.id == own.batch_id)
    return rows.where(own.trainee_id == who).order_by(own.id)


def _acts(who: int) -> Select[Any]:
    own = VoucherEvent
    columns: tuple[Any, ...] = (
        *(Voucher.number, TrainingClass.class_number, own.move, own.state),
        *(own.reason, own.acted_by, own.acted_at),
    )
    rows = select(*columns).select_from(own).join(Voucher, Voucher.id == own.voucher_id)
    used = rows.outerjoin(Enrolment, Enrolment.id == own.enrolment_id)
    of_class = used.outerjoin(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return of_class.where(Voucher.trainee_id == who).order_by(own.id)
