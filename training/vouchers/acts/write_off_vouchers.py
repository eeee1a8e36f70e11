"""The city writes vouchers off (核销) whose people the district found qualified (R10)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.deputies.views.hands import Signature, check_other_hand
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.closing import (
    HadBefore,
    NothingChosen,
    NotQualified,
    OneOfAPerson,
    PaidOtherwise,
    check_write_off,
)
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.facts import not_qualified, paid_otherwise
from training.vouchers.views.find_voucher import hold_vouchers, is_disputed
from training.vouchers.views.had_elsewhere import had_before_vouchers


def write_off_vouchers(
    session: Session, staff: Staff, keys: Collection[UUID], *, now: datetime
) -> Sequence[Voucher]:
    """All of them, or none. Another hand than the one that issued them, and only what nothing else paid for.

    Raises NothingChosen, NotFound, SameHand, VoidingIsOpen, NotGood, NotQualified, PaidOtherwise,
    OneOfAPerson or HadBefore.
    """
    if not keys:
        raise NothingChosen
    # Whoever judges, applies for money and pays it takes the same turn: what is asked of the lines stays so.
    wait_for_turn(session, TURNS["roster"], TURNS["vouchers"])
    held = hold_vouchers(session, staff, keys, Permission.WRITE_OFF_VOUCHERS)
    for batch in {own.batch_id: own.batch for own in held}.values():
        check_other_hand(session, Signature(batch.issued_by_id, batch.issued_at), staff, now=now)
    for own in held:
        check_write_off(own.number, own.state, is_disputed=is_disputed(own))
    places = {each.number: each.used_enrolment_id or 0 for each in held}
    why = not_qualified(session, places.values())
    lacking = [f"{number}（{why[key]}）" for number, key in places.items() if key in why]
    if lacking:
        raise NotQualified(lacking)
    _check_unpaid(session, held)
    for own in held:
        move = Move(VoucherMove.WRITE_OFF, VoucherState.WRITTEN_OFF, own.used_enrolment_id)
        note_move(session, own, move, staff, now=now)
    session.flush()
    return held


def _check_unpaid(session: Session, held: Sequence[Voucher]) -> None:
    """Raises PaidOtherwise, OneOfAPerson or HadBefore."""
    if paid := paid_otherwise(session, held):
        raise PaidOtherwise([each.number for each in held if each.id in paid])
    with_face = [each for each in held if each.batch.face_fen is not None]
    many = Counter(each.trainee_id for each in with_face)
    if shared := [each.number for each in with_face if many[each.trainee_id] > 1]:
        raise OneOfAPerson(shared)
    if had := had_before_vouchers(session, held):
        raise HadBefore([(each.number, had[each.id]) for each in held if each.id in had])
