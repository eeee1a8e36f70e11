"""What waits of vouchers: writing off, what went wrong since, and second persons."""

from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.results import QualifiedList
from training.records.vouchers.vouchers import VoucherEvent
from training.vouchers.views.class_vouchers import classes_with_doubtful_phones
from training.vouchers.views.waiting import (
    lists_gone_wrong,
    lists_with_vouchers,
    open_reopenings,
    open_voidings,
)
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_write_off(own: QualifiedList, mark: Mark) -> Work:
    about = own.training_class
    note = f"{about.institution.name}，用券的学员已在第 {own.version} 版名单上合格"
    title = f"班级 {named(about)}有培训券待核销"
    return Work(mark, title, note, "去核销", WorkPlace.CLASS_VOUCHERS, about.public_id)


def _gone_wrong(own: QualifiedList, mark: Mark) -> Work:
    about = own.training_class
    note = f"{about.institution.name}，券已核销，第 {own.version} 版名单上学员不再合格"
    title = f"班级 {named(about)}有培训券核销后改为不合格"
    return Work(mark, title, note, "去处理", WorkPlace.CLASS_VOUCHERS, about.public_id)


def _voiding(own: VoucherEvent, mark: Mark) -> Work:
    title = f"{own.acted_by} 申请作废培训券 {own.voucher.number}"
    return Work(mark, title, own.reason, "去决定", WorkPlace.VOUCHER, own.voucher.public_id)


def _phones(own: TrainingClass, mark: Mark) -> Work:
    note = f"{own.institution.name}，有券的学员用共用的或只有机构报的手机号登录过，不显示领用码"
    title = f"班级 {named(own)}有学员的手机号不能算本人的"
    return Work(mark, title, note, "去核对", WorkPlace.CLASS_VOUCHERS, own.public_id)


def _reopening(own: VoucherEvent, mark: Mark) -> Work:
    title = f"{own.acted_by} 申请撤销核销培训券 {own.voucher.number}"
    return Work(mark, title, own.reason, "去决定", WorkPlace.VOUCHER, own.voucher.public_id)


OF_VOUCHERS = (
    Queue(
        WorkKind.DOUBTFUL_PHONES,
        Permission.USE_WITHOUT_CODE,
        classes_with_doubtful_phones,
        TrainingClass.id,
        TrainingClass.ends_on,
        _phones,
        is_due=True,
    ),
    Queue(
        WorkKind.TO_WRITE_OFF,
        Permission.WRITE_OFF_VOUCHERS,
        lambda staff, today: lists_with_vouchers(staff),
        QualifiedList.id,
        QualifiedList.signed_at,
        _to_write_off,
    ),
    Queue(
        WorkKind.VOUCHER_VOIDING,
        Permission.VOID_VOUCHERS,
        lambda staff, today: open_voidings(staff),
        VoucherEvent.id,
        VoucherEvent.acted_at,
        _voiding,
    ),
    Queue(
        WorkKind.GONE_WRONG,
        Permission.WRITE_OFF_VOUCHERS,
        lambda staff, today: lists_gone_wrong(staff),
        QualifiedList.id,
        QualifiedList.signed_at,
        _gone_wrong,
    ),
    Queue(
        WorkKind.REOPENING,
        Permission.WRITE_OFF_VOUCHERS,
        lambda staff, today: open_reopenings(staff),
        VoucherEvent.id,
        VoucherEvent.acted_at,
        _reopening,
    ),
)
