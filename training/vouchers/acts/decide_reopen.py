"""The second person of the city takes a 核销 back, or lets it stand (R10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, Verdict, note_move
from training.vouchers.rules.closing import MoneyNotStated, NothingToReopen
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.find_voucher import hold_voucher, is_reopening


def decide_reopen(
    session: Session, staff: Staff, public_id: UUID, said: Verdict, *, now: datetime
) -> Voucher:
    """Agreed to, it is 已使用 again: to be written off against another list, or voided by two.

    Raises NotFound, NothingToReopen, SameHand, MoneyNotStated, ReasonMissing or TextTooLong.
    """
    own = hold_voucher(session, staff, public_id, Permission.WRITE_OFF_VOUCHERS)
    if not is_reopening(own):
        raise NothingToReopen(own.number)
    asked, place = own.events[-1], own.used_enrolment_id
    check_other_hand(session, Signature(asked.acted_by_id, asked.acted_at), staff, now=now)
    if said.is_approved and own.batch.face_fen is not None and asked.money is None:
        raise MoneyNotStated(own.number)
    if said.is_approved:
        move = Move(VoucherMove.REOPEN, VoucherState.USED, place, read_note(said.note))
    else:
        why = read_reason(said.note, "不同意撤销核销")
        move = Move(VoucherMove.KEEP_WRITTEN_OFF, VoucherState.WRITTEN_OFF, place, why)
    note_move(session, own, move, staff, now=now)
    session.flush()
    return own
