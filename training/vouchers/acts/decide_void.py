"""The second person of the city voids a used voucher, or keeps it (R10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, Verdict, note_move
from training.vouchers.rules.closing import NothingAsked
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.find_voucher import hold_voucher, is_disputed


def decide_void(session: Session, staff: Staff, public_id: UUID, said: Verdict, *, now: datetime) -> Voucher:
    """Raises NotFound, NothingAsked, SameHand, ReasonMissing or TextTooLong."""
    own = hold_voucher(session, staff, public_id, Permission.VOID_VOUCHERS)
    if not is_disputed(own):
        raise NothingAsked(own.number)
    asked = own.events[-1]
    check_other_hand(session, Signature(asked.acted_by_id, asked.acted_at), staff, now=now)
    place = own.used_enrolment_id
    if said.is_approved:
        move = Move(VoucherMove.VOID, VoucherState.VOIDED, place, read_note(said.note))
    else:
        move = Move(VoucherMove.KEEP, VoucherState.USED, place, read_reason(said.note, "不同意作废"))
    note_move(session, own, move, staff, now=now)
    session.flush()
    return own
