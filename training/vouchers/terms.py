"""The words of 职业培训券 as values; the Chinese value is what a page, a workbook and the database hold."""

from enum import StrEnum


class VoucherState(StrEnum):
    """Where a voucher stands; 已过期 is told by the day, and stored by nobody."""

    ISSUED = "已发放"
    USED = "已使用"
    WRITTEN_OFF = "已核销"
    EXPIRED = "已过期"
    VOIDED = "已作废"


class VoucherMove(StrEnum):
    """What is done with it; every one is a row."""

    ISSUE = "发放"
    USE = "使用"
    USE_WITHOUT_CODE = "无码登记使用"
    RELEASE = "取消使用"
    WRITE_OFF = "核销"
    ASK_VOID = "申请作废"
    KEEP = "不同意作废"
    VOID = "作废"
    ASK_REOPEN = "申请撤销核销"
    KEEP_WRITTEN_OFF = "不同意撤销核销"
    REOPEN = "撤销核销"
    SETTLE = "了结核销后不合格"
    """It stays written off although its person is no more 合格: two said why."""


class FaceMoney(StrEnum):
    """Where the money of a written-off voucher is when its 核销 is to be taken back."""

    NOT_PAID = "券款没有付出"
    RETURNED = "券款已退回"
