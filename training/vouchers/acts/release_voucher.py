"""The district takes the use of a voucher back: its person was never trained on it (R10)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.using import NotGood, check_release
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.facts import good_for, is_called_off, place_in_class
from training.vouchers.views.find_voucher import hold_voucher


def release_voucher(session: Session, staff: Staff, public_id: UUID, why: str, *, now: datetime) -> Voucher:
    """Raises NotFound, ReasonMissing, TextTooLong or as `check_release`."""
    reason = read_reason(why, "取消使用")
    own = hold_voucher(session, staff, public_id, Permission.RELEASE_VOUCHERS)
    today, place = shanghai_day(now), own.used_enrolment
    good = good_for(own, today)
    if place is None:
        raise NotGood(own.number, good.state)
    off = is_called_off(session, place.class_id)
    check_release(good, place_in_class(place, is_called_off=off), today)
    move = Move(VoucherMove.RELEASE, VoucherState.ISSUED, place.id, reason)
    note_move(session, own, move, staff, now=now)
    session.flush()
    return own
