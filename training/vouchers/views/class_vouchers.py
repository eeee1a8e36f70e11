"""A class's people with their vouchers, and the classes where some are to be booked (R10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.within import within_class
from training.errors import NotFound, Refusal
from training.notice.permissions import Permission
from training.people.terms import VerifiedBy
from training.people.views.own_phone import has_own_phone
from training.people.views.reachable import is_verified
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.vouchers.rules.closing import PAID_OTHERWISE
from training.vouchers.rules.using import check_use
from training.vouchers.terms import VoucherState
from training.vouchers.views.facts import (
    good_for,
    is_called_off,
    not_qualified,
    paid_otherwise,
    place_in_class,
)
from training.vouchers.views.had_elsewhere import had_before_vouchers


@dataclass(frozen=True)
class Seat:
    """One place in a class: the voucher that is used for it, or those of its person that would be good."""

    place: Enrolment
    used: Voucher | None
    usable: tuple[Voucher, ...]
    is_doubtful: bool
    """The phone is proved, and not known to be the person's own: no code is shown there."""
    why_not: str
    """Why the used one is not to be written off; or why none of the person's own is good for this class."""


def find_class_of_vouchers(session: Session, staff: Staff, class_id: UUID) -> TrainingClass:
    """Raises NotFound."""
    seen = within_class(staff, Permission.SEE_VOUCHERS)
    own = select(TrainingClass).where(TrainingClass.public_id == class_id, seen)
    whole = own.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    found = session.scalars(whole).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def seats_of(session: Session, own: TrainingClass, today: date) -> list[Seat]:
    """Everybody of the class in the roster's order; as many statements for many as for one."""
    rows = select(Enrolment).where(Enrolment.class_id == own.id).order_by(Enrolment.id)
    places = session.scalars(
        rows.options(joinedload(Enrolment.trainee), joinedload(Enrolment.withdrawal), _CLASS)
    ).all()
    held = _vouchers(session, own.id)
    used = {each.used_enrolment_id: each for each in held if each.used_enrolment_id}
    why = _why_not(session, used)
    off, doubtful = is_called_off(session, own.id), _doubtful(session, own.id)
    theirs: dict[int, list[Voucher]] = {}
    for each in held:
        if each.state is VoucherState.ISSUED:
            theirs.setdefault(each.trainee_id, []).append(each)
    return [
        _seat(each, used, why, theirs.get(each.trainee_id, ()), (off, today, each.trainee_id in doubtful))
        for each in places
    ]


def classes_to_book(staff: Staff, today: date) -> Select[TrainingClass]:
    """Not yet over, with somebody in it who has a voucher that nobody used; as far as they may be booked."""
    return _booked_by(staff, Permission.USE_VOUCHERS, today).where(_held(today).exists())


def classes_with_doubtful_phones(staff: Staff, today: date) -> Select[TrainingClass]:
    """The same where one of them was signed in for by a phone that is not known to be the person's own."""
    people = _held(today).join(Trainee, Trainee.id == Enrolment.trainee_id)
    doubtful = people.where(is_verified(VerifiedBy.CODE), ~has_own_phone())
    return _booked_by(staff, Permission.USE_WITHOUT_CODE, today).where(doubtful.exists())


def classes_with_used(staff: Staff) -> Select[TrainingClass]:
    """In which vouchers were used, as far as they are seen."""
    used = (
        select(Voucher.id)
        .join(Enrolment, Enrolment.id == Voucher.used_enrolment_id)
        .where(Enrolment.class_id == TrainingClass.id)
    )
    rows = select(TrainingClass).where(within_class(staff, Permission.SEE_VOUCHERS), used.exists())
    return rows.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))


def _booked_by(staff: Staff, permission: Permission, today: date) -> Select[TrainingClass]:
    rows = select(TrainingClass).where(within_class(staff, permission), TrainingClass.ends_on >= today)
    return rows.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))


def _held(today: date) -> Select[int]:
    """Places of the class whose people have a voucher that would be good for it, and nobody used."""
    return (
        select(Enrolment.id)
        .join(Voucher, Voucher.trainee_id == Enrolment.trainee_id)
        .join(VoucherBatch, VoucherBatch.id == Voucher.batch_id)
        .where(Enrolment.class_id == TrainingClass.id, Voucher.state == VoucherState.ISSUED)
        .where(Voucher.valid_until >= today, Voucher.valid_until >= TrainingClass.starts_on)
        .where(VoucherBatch.valid_from <= TrainingClass.ends_on)
        .where(or_(VoucherBatch.trade == "", VoucherBatch.trade == TrainingClass.trade))
        .correlate(TrainingClass)
    )


def _why_not(session: Session, used: Mapping[int, Voucher]) -> dict[int, str]:
    """By place why its voucher is not to be written off; of one that is, only that its person is not 合格."""
    waiting = [each for each in used.values() if each.state is VoucherState.USED]
    paid, had = paid_otherwise(session, waiting), had_before_vouchers(session, waiting)
    why = {key: had[each.id] for key, each in used.items() if each.id in had}
    why.update((key, PAID_OTHERWISE) for key, each in used.items() if each.id in paid)
    why.update(not_qualified(session, used))
    return why


def _doubtful(session: Session, class_id: int) -> frozenset[int]:
    """Keys of people."""
    people = select(Trainee.id).where(
        Trainee.id.in_(select(Enrolment.trainee_id).where(Enrolment.class_id == class_id))
    )
    return frozenset(session.scalars(people.where(is_verified(VerifiedBy.CODE), ~has_own_phone())))


def _vouchers(session: Session, class_id: int) -> Sequence[Voucher]:
    """Those used in the class, and all of its people that nobody used."""
    places = select(Enrolment.id).where(Enrolment.class_id == class_id)
    people = select(Enrolment.trainee_id).where(Enrolment.class_id == class_id)
    free = (Voucher.state == VoucherState.ISSUED) & Voucher.trainee_id.in_(people)
    rows = select(Voucher).where(or_(Voucher.used_enrolment_id.in_(places), free)).order_by(Voucher.number)
    return session.scalars(rows.options(joinedload(Voucher.batch), selectinload(Voucher.events))).all()


def _seat(
    place: Enrolment,
    used: Mapping[int, Voucher],
    why: Mapping[int, str],
    theirs: Sequence[Voucher],
    known: tuple[bool, date, bool],
) -> Seat:
    if place.id in used:
        return Seat(place, used[place.id], (), False, why.get(place.id, ""))
    is_off, today, is_doubtful = known
    about, good, refused = place_in_class(place, is_called_off=is_off), [], ""
    for each in theirs:
        try:
            check_use(good_for(each, today), about, today)
            good.append(each)
        except Refusal as refusal:
            refused = str(refusal)
    return Seat(place, None, tuple(good), bool(good) and is_doubtful, "" if good else refused)


_CLASS = joinedload(Enrolment.training_class)
