"""Vouchers as lists: all that somebody sees, and batches (R10)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from training.certificates.rules.numbers import compact_number
from training.certificates.views.waiting import is_newest_approved
from training.classes.views.lists.places import districts_to_choose
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.terms import Kind
from training.listing.views.found_by import found_by
from training.listing.views.page_of import Order
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import QualifiedList, QualifiedPerson
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherBatch, VoucherEvent
from training.results.terms import Result
from training.vouchers.rules.voucher_list import (
    DISPUTED,
    GONE_WRONG,
    READY,
    REOPENING,
    STATE,
    STATES,
    UNTOLD,
    voucher_offer,
)
from training.vouchers.terms import VoucherMove, VoucherState
from training.vouchers.views.facts import is_paid_otherwise
from training.vouchers.views.find_voucher import is_seen, seen_vouchers


def offered_vouchers(session: Session, staff: Staff) -> Offer:
    return voucher_offer(districts_to_choose(session, staff, Permission.SEE_VOUCHERS))


def listed_vouchers(staff: Staff, listing: Listing, now: datetime) -> Select[Voucher]:
    """Found by a number, whole or its beginning, by batch, name or trade."""
    rows = seen_vouchers(staff).join(VoucherBatch, VoucherBatch.id == Voucher.batch_id).options(*LISTED)
    if state := listing.of(STATE):
        rows = rows.where(_in_state(state, shanghai_day(now)))
    if district := listing.of(DISTRICT):
        rows = rows.where(Voucher.district_id == int(district))
    return rows.where(*(_found_by(word) for word in listing.search.split()))


def order_of_vouchers(listing: Listing) -> Order:
    first = (Voucher.valid_until,) if listing.sorted_by == "until" else ()
    return Order((*first, Voucher.id), listing.is_descending)


def listed_batches(staff: Staff) -> Select[VoucherBatch]:
    """Of which this person sees a voucher."""
    seen = select(Voucher.id).where(Voucher.batch_id == VoucherBatch.id, is_seen(staff))
    return select(VoucherBatch).where(seen.exists()).options(joinedload(VoucherBatch.district))


def is_in(state: VoucherState, today: date) -> ColumnElement[bool]:
    """As it stands that day."""
    if state is VoucherState.EXPIRED:
        return and_(Voucher.state == VoucherState.ISSUED, Voucher.valid_until < today)
    if state is VoucherState.ISSUED:
        return and_(Voucher.state == VoucherState.ISSUED, Voucher.valid_until >= today)
    return Voucher.state == state


def is_ready() -> ColumnElement[bool]:
    """待核销: used by who is 合格 on the list that counts, paid by nothing else, not to be voided."""
    may_be_paid = and_(_is_qualified(), ~is_paid_otherwise())
    return and_(Voucher.state == VoucherState.USED, may_be_paid, ~is_asked(VoucherMove.ASK_VOID))


def is_gone_wrong() -> ColumnElement[bool]:
    """核销后改为不合格 on the list that counts; nobody asks yet to take the 核销 back, nor is it settled."""
    written_off = Voucher.state == VoucherState.WRITTEN_OFF
    return and_(written_off, ~_is_qualified(), ~is_last(VoucherMove.ASK_REOPEN, VoucherMove.SETTLE))


def is_untold(today: date) -> ColumnElement[bool]:
    """没有短信通知: it may be used, and no SMS told its person: somebody has to, by another way."""
    return and_(is_in(VoucherState.ISSUED, today), Voucher.told_at.is_(None))


def _is_qualified() -> ColumnElement[bool]:
    return (
        select(QualifiedPerson.id)
        .join(QualifiedList, QualifiedList.id == QualifiedPerson.list_id)
        .where(QualifiedPerson.enrolment_id == Voucher.used_enrolment_id)
        .where(QualifiedPerson.decision == Result.QUALIFIED, is_newest_approved())
        .exists()
    )


def is_asked(move: VoucherMove) -> ColumnElement[bool]:
    """That the last that was done is that somebody asked for this, and nobody has decided."""
    return is_last(move)


def is_last(*moves: VoucherMove) -> ColumnElement[bool]:
    """That one of these is the last that was done."""
    later = aliased(VoucherEvent)
    is_over = exists().where(
        later.voucher_id == VoucherEvent.voucher_id, later.ordinal > VoucherEvent.ordinal
    )
    return exists().where(VoucherEvent.voucher_id == Voucher.id, VoucherEvent.move.in_(moves), ~is_over)


def _in_state(said: str, today: date) -> ColumnElement[bool]:
    if said in STATES:
        return is_in(STATES[said], today)
    return is_untold(today) if said == UNTOLD else _QUEUES[said]()


def _found_by(word: str) -> ColumnElement[bool]:
    number = compact_number(word) or word
    return or_(
        Voucher.number.startswith(number, autoescape=True),
        VoucherBatch.number.startswith(number, autoescape=True),
        VoucherBatch.name.contains(word, autoescape=True),
        VoucherBatch.trade.contains(word, autoescape=True),
        Voucher.trainee_id.in_(found_by(Kind.TRAINEE, word)),
    )


def find_batch(session: Session, staff: Staff, public_id: UUID) -> VoucherBatch:
    """For whoever issues; raises NotFound."""
    rows = select(VoucherBatch).where(VoucherBatch.public_id == public_id)
    found = session.scalars(rows).one_or_none() if may(staff.role, Permission.ISSUE_VOUCHERS) else None
    if found is None:
        raise NotFound("这个批次")
    return found


def vouchers_of_batch(session: Session, own: VoucherBatch) -> Sequence[Voucher]:
    """Those that are not void, by number; at most LAST_SERIAL."""
    rows = select(Voucher).where(Voucher.batch_id == own.id, Voucher.state != VoucherState.VOIDED)
    return session.scalars(rows.options(*LISTED).order_by(Voucher.serial)).all()


_QUEUES: Mapping[str, Callable[[], ColumnElement[bool]]] = {
    READY: is_ready,
    GONE_WRONG: is_gone_wrong,
    DISPUTED: lambda: is_asked(VoucherMove.ASK_VOID),
    REOPENING: lambda: is_asked(VoucherMove.ASK_REOPEN),
}
_CLASS = joinedload(Voucher.used_enrolment).joinedload(Enrolment.training_class)
LISTED = (
    joinedload(Voucher.batch),
    joinedload(Voucher.trainee),
    joinedload(Voucher.district),
    _CLASS.joinedload(TrainingClass.institution),
)
