"""What of vouchers waits for the city: writing off by class, what went wrong since, second persons (R10)."""

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased, joinedload

from training.certificates.views.waiting import is_newest_approved
from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherEvent
from training.results.terms import Result
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.facts import is_paid_otherwise
from training.vouchers.views.find_voucher import is_seen
from training.vouchers.views.list_vouchers import is_asked, is_last


def lists_with_vouchers(staff: Staff) -> Select[QualifiedList]:
    """待核销: lists that count, with somebody 合格 on it whose used voucher is not written off."""
    ready = (
        select(QualifiedPerson.id)
        .join(Voucher, Voucher.used_enrolment_id == QualifiedPerson.enrolment_id)
        .where(QualifiedPerson.list_id == QualifiedList.id, QualifiedPerson.decision == Result.QUALIFIED)
        .where(Voucher.state == VoucherState.USED, ~is_asked(VoucherMove.ASK_VOID), ~is_paid_otherwise())
    )
    return _lists(staff).where(ready.exists())


def lists_gone_wrong(staff: Staff) -> Select[QualifiedList]:
    """核销后改为不合格: lists that count, of whose people some are not 合格 and yet written off."""
    is_qualified = (
        exists()
        .where(QualifiedPerson.list_id == QualifiedList.id, QualifiedPerson.enrolment_id == Enrolment.id)
        .where(QualifiedPerson.decision == Result.QUALIFIED)
        # The list stands two statements above.
        .correlate(QualifiedList, Enrolment)
    )
    wrong = (
        select(Voucher.id)
        .join(Enrolment, Enrolment.id == Voucher.used_enrolment_id)
        .where(Enrolment.class_id == QualifiedList.class_id, ~is_qualified)
        .where(Voucher.state == VoucherState.WRITTEN_OFF)
        .where(~is_last(VoucherMove.ASK_REOPEN, VoucherMove.SETTLE))
    )
    return _lists(staff).where(wrong.exists())


def _lists(staff: Staff) -> Select[QualifiedList]:
    about = joinedload(QualifiedList.training_class)
    return (
        select(QualifiedList)
        .join(TrainingClass, TrainingClass.id == QualifiedList.class_id)
        .where(within_class(staff, Permission.WRITE_OFF_VOUCHERS), is_newest_approved())
        .options(about.joinedload(TrainingClass.institution))
    )


def open_voidings(staff: Staff) -> Select[VoucherEvent]:
    """待决定: what another one of the city asks to void; nobody decides the own."""
    return _asked(staff, Permission.VOID_VOUCHERS, VoucherMove.ASK_VOID)


def open_reopenings(staff: Staff) -> Select[VoucherEvent]:
    """待决定: which 核销 another one of the city asks to take back; nobody decides the own."""
    return _asked(staff, Permission.WRITE_OFF_VOUCHERS, VoucherMove.ASK_REOPEN)


def _asked(staff: Staff, permission: Permission, move: VoucherMove) -> Select[VoucherEvent]:
    later = aliased(VoucherEvent)
    is_over = exists().where(
        later.voucher_id == VoucherEvent.voucher_id, later.ordinal > VoucherEvent.ordinal
    )
    return (
        select(VoucherEvent)
        .join(Voucher, Voucher.id == VoucherEvent.voucher_id)
        .where(is_seen(staff, permission), VoucherEvent.move == move, ~is_over)
        .where(VoucherEvent.acted_by_id != staff.id)
        .options(joinedload(VoucherEvent.voucher))
    )
