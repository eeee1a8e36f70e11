"""One of the city asks that a 核销 be taken back; it stays so until another one agrees (R10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.closing import check_reopen
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.find_voucher import hold_voucher, is_reopening


def ask_reopen(session: Session, staff: Staff, public_id: UUID, why: str, *, now: datetime) -> Voucher:
    """Raises NotFound, ReasonMissing, TextTooLong or NotToReopen."""
    reason = read_reason(why, "撤销核销")
    own = hold_voucher(session, staff, public_id, Permission.WRITE_OFF_VOUCHERS)
    check_reopen(own.number, own.state, is_asked=is_reopening(own))
    move = Move(VoucherMove.ASK_REOPEN, VoucherState.WRITTEN_OFF, own.used_enrolment_id, reason)
    note_move(session, own, move, staff, now=now)
    session.flush()
    return own
