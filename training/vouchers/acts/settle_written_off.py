"""了结: a voucher stays written off although its person is no more 合格, and nobody is asked again (R10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.closing import NothingToSettle
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.facts import wrong_since
from training.vouchers.views.find_voucher import awaits_settling, hold_voucher


def settle_written_off(
    session: Session, staff: Staff, public_id: UUID, why: str, *, now: datetime
) -> Voucher:
    """By another hand than would not take the 核销 back, with a reason of its own: so two keep it.

    Raises NotFound, NothingToSettle, SameHand, ReasonMissing or TextTooLong.
    """
    reason = read_reason(why, "了结")
    own = hold_voucher(session, staff, public_id, Permission.WRITE_OFF_VOUCHERS)
    if not awaits_settling(own) or not wrong_since(session, own):
        raise NothingToSettle(own.number)
    kept = own.events[-1]
    check_other_hand(session, Signature(kept.acted_by_id, kept.acted_at), staff, now=now)
    move = Move(VoucherMove.SETTLE, VoucherState.WRITTEN_OFF, own.used_enrolment_id, reason)
    note_move(session, own, move, staff, now=now)
    session.flush()
    return own
