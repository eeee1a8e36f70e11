"""What of vouchers waits for the city: writing off by class, and voidings for the second person (R10)."""

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased, joinedload

from training.certificates.views.waiting import is_newest_approved
from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherEvent
from training.results.terms import Result
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.find_voucher import is_seen
from training.vouchers.views.list_vouchers import has_open_voiding


def lists_with_vouchers(staff: Staff) -> Select[QualifiedList]:
    """待核销: lists that count, with somebody 合格 on it whose used voucher is not written off."""
    ready = (
        select(QualifiedPerson.id)
        .join(Voucher, Voucher.used_enrolment_id == QualifiedPerson.enrolment_id)
        .where(QualifiedPerson.list_id == QualifiedList.id, QualifiedPerson.decision == Result.QUALIFIED)
        .where(Voucher.state == VoucherState.USED, ~has_open_voiding())
    )
    about = joinedload(QualifiedList.training_class)
    return (
        select(QualifiedList)
        .join(TrainingClass, TrainingClass.id == QualifiedList.class_id)
        .where(within_class(staff, Permission.WRITE_OFF_VOUCHERS), is_newest_approved(), ready.exists())
        .options(about.joinedload(TrainingClass.institution))
    )


def open_voidings(staff: Staff) -> Select[VoucherEvent]:
    """待决定: what another one of the city asks to void; nobody decides the own."""
    later = aliased(VoucherEvent)
    is_over = exists().where(
        later.voucher_id == VoucherEvent.voucher_id, later.ordinal > VoucherEvent.ordinal
    )
    return (
        select(VoucherEvent)
        .join(Voucher, Voucher.id == VoucherEvent.voucher_id)
        .where(is_seen(staff, Permission.VOID_VOUCHERS), VoucherEvent.move == VoucherMove.ASK_VOID, ~is_over)
        .where(VoucherEvent.acted_by_id != staff.id)
        .options(joinedload(VoucherEvent.voucher))
    )
