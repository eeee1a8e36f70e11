"""Whether a voucher lives, and how many of them somebody may have (R10)."""

from datetime import date

from training.vouchers.terms import VoucherState

NOT_LIVING = (VoucherState.EXPIRED, VoucherState.VOIDED)
"""They brought nobody anything, so another one may be issued in the same year."""


def voucher_state(stored: VoucherState, valid_until: date, today: date) -> VoucherState:
    """As it stands on that day in Shanghai; the due day itself is still good."""
    if stored is VoucherState.ISSUED and today > valid_until:
        return VoucherState.EXPIRED
    return stored


def is_living(state: VoucherState) -> bool:
    """Whether it counts for its person and year: used and written off ones do."""
    return state not in NOT_LIVING


def may_issue_voucher(living: int, most: int) -> bool:
    """`living`: of this person and calendar year; `most`: 每人每年有效的培训券 of the rules."""
    return living < most
