"""Vouchers as far as somebody of the office may see them, and held for an act (R09, R10)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.classes.views.imported_before import TURNS
from training.classes.views.within import within, within_class
from training.database import wait_for_turn
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherEvent
from training.vouchers.terms import VoucherMove


def seen_vouchers(staff: Staff, permission: Permission = Permission.SEE_VOUCHERS) -> Select[Voucher]:
    return select(Voucher).where(is_seen(staff, permission))


def is_seen(staff: Staff, permission: Permission = Permission.SEE_VOUCHERS) -> ColumnElement[bool]:
    """Of the own people, or used in an own class; a school knows only those of its classes."""
    joined = select(Enrolment.id).join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    own_class = joined.where(Enrolment.id == Voucher.used_enrolment_id, within_class(staff, permission))
    return or_(within(staff, permission, district=Voucher.district_id), own_class.exists())


def find_voucher(session: Session, staff: Staff, public_id: UUID) -> Voucher:
    """With its batch, person, class and every act; raises NotFound."""
    rows = seen_vouchers(staff).where(Voucher.public_id == public_id).options(*WHOLE)
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound("这张培训券")
    return found


def find_numbered(session: Session, staff: Staff, number: str) -> Voucher:
    """The same by its number; raises NotFound."""
    rows = seen_vouchers(staff).where(Voucher.number == number).options(*WHOLE)
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound(f"券 {number}")
    return found


def hold_voucher(session: Session, staff: Staff, public_id: UUID, permission: Permission) -> Voucher:
    """The same for an act; nobody else acts on vouchers until the transaction ends."""
    return hold_vouchers(session, staff, [public_id], permission)[0]


def hold_vouchers(
    session: Session, staff: Staff, keys: Collection[UUID], permission: Permission
) -> Sequence[Voucher]:
    """All of these, by number; raises NotFound where one is not seen."""
    wait_for_turn(session, TURNS["vouchers"])
    rows = seen_vouchers(staff, permission).where(Voucher.public_id.in_(keys)).options(*WHOLE)
    held = session.scalars(rows.order_by(Voucher.number).execution_options(populate_existing=True)).all()
    if len(held) != len(set(keys)):
        raise NotFound("这张培训券")
    return held


def hold_numbered(session: Session, numbers: Collection[str]) -> dict[str, Voucher]:
    """By number, whoever's they are: whoever holds a voucher shows its number. Raises NotFound."""
    wait_for_turn(session, TURNS["vouchers"])
    rows = select(Voucher).where(Voucher.number.in_(numbers)).options(*WHOLE)
    held = {each.number: each for each in session.scalars(rows.execution_options(populate_existing=True))}
    for number in numbers:
        if number not in held:
            raise NotFound(f"券 {number}")
    return held


def is_disputed(own: Voucher) -> bool:
    """Whether somebody asks to void it and nobody has decided; its events are loaded."""
    return own.events[-1].move is VoucherMove.ASK_VOID


def is_reopening(own: Voucher) -> bool:
    """Whether somebody asks to take its 核销 back and nobody has decided; its events are loaded."""
    return own.events[-1].move is VoucherMove.ASK_REOPEN


def awaits_settling(own: Voucher) -> bool:
    """Whether somebody asked to take its 核销 back and another one did not agree; its events are loaded."""
    return own.events[-1].move is VoucherMove.KEEP_WRITTEN_OFF


def is_settled(own: Voucher) -> bool:
    """核销后不合格 is settled: two said why it stays written off; its events are loaded."""
    return own.events[-1].move is VoucherMove.SETTLE


_PLACE = joinedload(Voucher.used_enrolment)
WHOLE = (
    joinedload(Voucher.batch),
    joinedload(Voucher.trainee),
    joinedload(Voucher.district),
    selectinload(Voucher.events).joinedload(VoucherEvent.money),
    _PLACE.joinedload(Enrolment.training_class).joinedload(TrainingClass.institution),
    _PLACE.joinedload(Enrolment.withdrawal),
)
"""What a page of one voucher shows, and what its acts ask."""
