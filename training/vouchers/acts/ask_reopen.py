"""One of the city asks that a 核销 be taken back; it stays so until another one agrees (R10)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherMoney
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.closing import check_reopen
from training.vouchers.rules.face_money import NOTHING_STATED, Stated, read_stated
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.find_voucher import hold_voucher, is_reopening


@dataclass(frozen=True)
class ReopenDraft:
    """Why, and where the money of one with a face value is."""

    why: str
    money: Stated = NOTHING_STATED


def ask_reopen(
    session: Session, staff: Staff, public_id: UUID, draft: ReopenDraft, *, now: datetime
) -> Voucher:
    """Taken back, it frees another subsidy: so the money of the voucher has to be back, or never went out.

    Raises NotFound, ReasonMissing, TextTooLong, NotToReopen or MoneyMissing.
    """
    reason = read_reason(draft.why, "撤销核销")
    own = hold_voucher(session, staff, public_id, Permission.WRITE_OFF_VOUCHERS)
    check_reopen(own.number, own.state, is_asked=is_reopening(own))
    money = _money(own, draft.money, now)
    move = Move(VoucherMove.ASK_REOPEN, VoucherState.WRITTEN_OFF, own.used_enrolment_id, reason)
    made = note_move(session, own, move, staff, now=now)
    session.flush()
    if money is not None:
        session.add(VoucherMoney(event_id=made.id, **vars(money)))
        session.flush()
    return own


def _money(own: Voucher, said: Stated, now: datetime) -> Stated | None:
    """None of 定向券: no money goes with one."""
    if own.batch.face_fen is None:
        return None
    moves = (each.acted_at for each in reversed(own.events) if each.move is VoucherMove.WRITE_OFF)
    written_off_at = next(moves, own.batch.issued_at)
    return read_stated(said, own.batch.face_fen, (shanghai_day(written_off_at), shanghai_day(now)))
