"""A school or district books vouchers for places in one of its classes, each once (R10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherTry
from training.vouchers.acts.note_move import Move, note_move
from training.vouchers.acts.tell_of_use import tell_of_use
from training.vouchers.rules.closing import NothingChosen
from training.vouchers.rules.codes import CodeMissing, WrongCodes, check_tries, is_code
from training.vouchers.rules.numbers import read_number
from training.vouchers.rules.using import NotGood, PlaceIsPaid, check_use
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.codes import code_of, wrong_tries
from training.vouchers.views.facts import good_for, is_called_off, place_in_class
from training.vouchers.views.find_voucher import hold_numbered


@dataclass(frozen=True)
class Shown:
    """What stands for one person's agreement: the number, and the code of the own phone.

    Without a code the district says why it knows that the person agrees.
    """

    number: str
    code: str = ""
    why_without: str = ""


@dataclass(frozen=True)
class Booked:
    """What came of it. Wrong codes are rows too, so they are told and not raised: a raise would undo them."""

    vouchers: Sequence[Voucher] = ()
    refusal: Refusal | None = None


def use_vouchers(
    session: Session, staff: Staff, class_id: UUID, uses: Mapping[UUID, Shown], *, now: datetime
) -> Booked:
    """By the places in the class what their people show: all of them, or none; nobody's without the person.

    Raises NothingChosen, Mistyped, NotFound, PlaceIsPaid, CodeMissing, TooManyWrongCodes, TextTooLong or as
    `check_use`.
    """
    if not uses:
        raise NothingChosen
    numbers = {place: read_number(said.number) for place, said in uses.items()}
    held = hold_numbered(session, set(numbers.values()))
    places = _places(session, staff, class_id, set(uses))
    wanted = [_Use(each, held[numbers[each.public_id]], uses[each.public_id]) for each in places]
    _check(session, wanted, shanghai_day(now))
    reasons = {each.own.number: _why_without(staff, each) for each in wanted if not each.shown.code.strip()}
    if wrong := _wrong_codes(session, staff, [each for each in wanted if each.shown.code.strip()], now):
        return Booked(refusal=WrongCodes(wrong))
    booked = [each.own for each in wanted]
    tell_of_use(session, booked, places[0].training_class, now=now)
    for each in wanted:
        reason = reasons.get(each.own.number, "")
        kind = VoucherMove.USE_WITHOUT_CODE if reason else VoucherMove.USE
        note_move(session, each.own, Move(kind, VoucherState.USED, each.place.id, reason), staff, now=now)
    session.flush()
    return Booked(booked)


@dataclass(frozen=True)
class _Use:
    """One voucher for one place."""

    place: Enrolment
    own: Voucher
    shown: Shown


def _check(session: Session, wanted: Sequence[_Use], today: date) -> None:
    paid = _paid(session, [each.place.id for each in wanted])
    off, taken = is_called_off(session, wanted[0].place.class_id), set[int]()
    for each in wanted:
        if each.place.id in paid:
            raise PlaceIsPaid(paid[each.place.id])
        check_use(good_for(each.own, today), place_in_class(each.place, is_called_off=off), today)
        if each.own.id in taken:
            raise NotGood(each.own.number, VoucherState.USED)
        taken.add(each.own.id)


def _why_without(staff: Staff, each: _Use) -> str:
    """Raises CodeMissing or TextTooLong."""
    reason = read_note(each.shown.why_without)
    if not reason or not may(staff.role, Permission.USE_WITHOUT_CODE):
        raise CodeMissing(each.own.number)
    return reason


def _wrong_codes(session: Session, staff: Staff, coded: Sequence[_Use], now: datetime) -> list[str]:
    """Numbers of those whose code is not the one said, each kept as a try; raises TooManyWrongCodes."""
    tries = wrong_tries(session, staff, [each.own.id for each in coded], now)
    for each in coded:
        check_tries(each.own.number, tries.of_staff, tries.of_vouchers.get(each.own.id, 0))
    wrong = [each.own for each in coded if not is_code(each.shown.code, code_of(session, each.own))]
    session.add_all(VoucherTry(voucher_id=own.id, staff_id=staff.id, tried_at=now) for own in wrong)
    session.flush()
    return [own.number for own in wrong]


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
