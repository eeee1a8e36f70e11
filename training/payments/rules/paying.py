"""按规定及时拨付: what one payment may hold (R22, R65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.claims.terms import Payee
from training.notice.notes import read_note
from training.payments.rules.refusals import (
    BadApplicationDay,
    BadPayment,
    BadReceipt,
    PaidTooMuch,
    PayeesMixed,
    RecoveredTooMuch,
    SumDiffers,
)


@dataclass(frozen=True)
class Due:
    """One person of an application: what was granted, who receives it, and what the voucher says."""

    name: str
    payee: Payee
    institution_id: int
    granted_fen: int
    paid_fen: int

    @property
    def receiver(self) -> int | None:
        """The key of the institution; None where the person is paid."""
        return self.institution_id if self.payee is Payee.INSTITUTION else None


def check_amounts(dues: Sequence[Due], said_fen: int, reason: str) -> None:
    """Everybody at most what was granted, all to one payee, together what the voucher says.

    Raises BadPayment, PaidTooMuch, PayeesMixed, SumDiffers or TextTooLong.
    """
    if not dues or any(each.paid_fen <= 0 for each in dues):
        raise BadPayment("拨付要选人，每人的金额要大于 0；这次没有拨付的人请去掉。")
    for each in dues:
        if each.paid_fen > each.granted_fen:
            raise PaidTooMuch(each.name, each.granted_fen)
    if len({(each.payee, each.receiver) for each in dues}) > 1:
        raise PayeesMixed
    if (total := sum(each.paid_fen for each in dues)) != said_fen:
        raise SumDiffers(said_fen, total)
    if any(each.paid_fen < each.granted_fen for each in dues) and not read_note(reason):
        raise BadPayment("有人的拨付少于会议审定的金额，请写明原因。")


def check_applied_on(applied_on: date, public_until: date, today: date) -> None:
    """公示后 the district applies: after its last day, not after today. Raises BadApplicationDay."""
    if not public_until < applied_on <= today:
        raise BadApplicationDay(public_until, today)


def is_late_entry(applied_on: date, entered_on: date) -> bool:
    """补录: the paper is of a day before it was entered."""
    return applied_on < entered_on


def check_paid_on(paid_on: date, applied_on: date, today: date) -> None:
    """Not before it was applied for, not after today; raises BadPayment."""
    if paid_on > today:
        raise BadPayment("拨付日期不能晚于今天；请核对凭证上的日期。")
    if paid_on < applied_on:
        raise BadPayment(f"{applied_on} 才申请拨付，拨付不会更早；请核对凭证上的日期。")


def check_recovery(amount_fen: int, paid_fen: int, demanded_fen: int) -> None:
    """Never more than was paid and is not demanded yet; raises RecoveredTooMuch."""
    if not 0 < amount_fen <= paid_fen - demanded_fen:
        raise RecoveredTooMuch(paid_fen - demanded_fen)


def check_received_on(received_on: date, paid_on: date, today: date) -> None:
    """Money comes back after it went; raises BadReceipt."""
    if received_on > today:
        raise BadReceipt("到账日期不能晚于今天；请核对回单上的日期。")
    if received_on < paid_on:
        raise BadReceipt(f"{paid_on} 才拨付，追回的钱不会更早到账；请核对回单上的日期。")
