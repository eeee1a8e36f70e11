from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotNow
from training.ledgers.acts.write_reversal import Reversal, write_reversal
from training.ledgers.terms import EntryKind
from training.ledgers.views.find_entry import find_entry
from training.ledgers.views.written_by_money import is_written_by_money
from training.notice.permissions import Permission
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff

WAYS = {
    EntryKind.PAID: "打开那次会议，在这笔拨付里“撤销登记”",
    EntryKind.RECOVERED: "打开那个人的补贴，在这笔到账里“撤销到账”",
}


class UndoneElsewhere(NotNow):
    """What a payment or a receipt wrote is taken back with it, so that both always say the same (R66)."""

    def __init__(self, own: LedgerEntry):
        super().__init__(
            f"凭证 {own.voucher} 是登记{own.kind}时自动记的账，不能只冲台账；"
            f"请到“上会和拨付”{WAYS[own.kind]}，由另一位同事办完后台账自动冲正。"
        )


def reverse_entry(
    session: Session, staff: Staff, public_id: UUID, reversal: Reversal, *, now: datetime
) -> LedgerEntry:
    """冲正 by another hand than the one that wrote the entry, once.

    Raises NotFound, UndoneElsewhere, NotToReverse, ReversedAlready, SameHand, BeforeItsEntry, ReasonMissing,
    TextTooLong, BadEntry, BadDay or YearIsClosed.
    """
    own = find_entry(session, staff, public_id, Permission.KEEP_LEDGERS)
    if is_written_by_money(session, own):
        raise UndoneElsewhere(own)
    return write_reversal(session, own, reversal, staff, now=now)
