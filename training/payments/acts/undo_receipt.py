from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.errors import NotFound
from training.ledgers.acts.write_reversal import Reversal, write_reversal
from training.ledgers.views.hold_ledger import hold_ledger
from training.ledgers.views.reversed_entries import reversed_entries
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.undoing import ReceiptUndone
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.recoveries.find_recovery import find_recovery
from training.records.staff.staff import Staff


def undo_receipt(
    session: Session, staff: Staff, place: tuple[UUID, UUID, int], reason: str, *, now: datetime
) -> None:
    """撤销到账: it did not come, by another hand than said that it did; the ledger has its reversal.

    `place`: the line, the demand, and the number of the receipt.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, ReceiptUndone, SameHand, or
    PaidMeanwhile where a voucher or another subsidy paid for the person since.
    """
    line = hold_found_line(session, staff, place[0], Permission.RECORD_PAYMENTS)
    recovery, _ = find_recovery(session, line, place[1])
    said = read_reason(reason, "撤销到账")
    receipt = next((each for each in recovery.receipts if each.ordinal == place[2]), None)
    if receipt is None:
        raise NotFound("这笔到账")
    hold_ledger(session)
    if reversed_entries(session, [receipt.entry_id]):
        raise ReceiptUndone
    # No person is named in a ledger: why is told with the line.
    reversal = Reversal(shanghai_day(now), receipt.voucher, f"撤销登记，回单 {receipt.voucher}")
    write_reversal(session, receipt.entry, reversal, staff, now=now)
    act_on_lines(session, [line], Deed(LineAct.UNDO_RECEIPT, staff, now, said))
