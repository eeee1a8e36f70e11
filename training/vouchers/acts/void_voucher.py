"""The city voids a voucher; one that is used stays good until another person agrees (R10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.closing import needs_second
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.find_voucher import hold_voucher, is_disputed


def void_voucher(session: Session, staff: Staff, public_id: UUID, why: str, *, now: datetime) -> Voucher:
    """Raises NotFound, ReasonMissing, TextTooLong or NotToVoid."""
    reason = read_reason(why, "作废培训券")
    own = hold_voucher(session, staff, public_id, Permission.VOID_VOUCHERS)
    if needs_second(own.number, own.state, is_disputed=is_disputed(own)):
        move = Move(VoucherMove.ASK_VOID, VoucherState.USED, own.used_enrolment_id, reason)
    else:
        move = Move(VoucherMove.VOID, VoucherState.VOIDED, None, reason)
    note_move(session, own, move, staff, now=now)
    session.flush()
    return own
