"""A school or district books vouchers for places in one of its classes, each once (R10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.rules.closing import NothingChosen
from training.vouchers.rules.numbers import read_number
from training.vouchers.rules.using import PlaceIsPaid, check_use
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.facts import good_for, is_called_off, place_in_class
from training.vouchers.views.find_voucher import hold_numbered


def use_vouchers(
    session: Session, staff: Staff, class_id: UUID, uses: Mapping[UUID, str], *, now: datetime
) -> Sequence[Voucher]:
    """By the places in the class the numbers that their people show: all of them, or none.

    Raises NothingChosen, Mistyped, NotFound, PlaceIsPaid or as `check_use`.
    """
    if not uses:
        raise NothingChosen
    numbers = {place: read_number(said) for place, said in uses.items()}
    held = hold_numbered(session, set(numbers.values()))
    places = _places(session, staff, class_id, set(uses))
    paid = _paid(session, [each.id for each in places])
    off = is_called_off(session, places[0].class_id)
    for place in places:
        own = held[numbers[place.public_id]]
        if place.id in paid:
            raise PlaceIsPaid(paid[place.id])
        known = place_in_class(place, is_called_off=off)
        check_use(good_for(own, shanghai_day(now)), known, shanghai_day(now))
        # One number said twice is met as used.
        note_move(session, own, Move(VoucherMove.USE, VoucherState.USED, place.id), staff, now=now)
    session.flush()
    return list(held.values())


def _places(session: Session, staff: Staff, class_id: UUID, wanted: set[UUID]) -> Sequence[Enrolment]:
    rows = (
        select(Enrolment)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .where(TrainingClass.public_id == class_id, within_class(staff, Permission.USE_VOUCHERS))
        .where(Enrolment.public_id.in_(wanted))
        .options(joinedload(Enrolment.training_class), joinedload(Enrolment.withdrawal))
        .order_by(Enrolment.id)
    )
    found = session.scalars(rows).all()
    if len(found) != len(wanted):
        raise NotFound("这个班的这名学员")
    return found


def _paid(session: Session, places: Sequence[int]) -> dict[int, str]:
    rows = select(Voucher.used_enrolment_id, Voucher.number).where(Voucher.used_enrolment_id.in_(places))
    return {key: number for key, number in session.execute(rows) if key is not None}
