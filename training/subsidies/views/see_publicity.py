"""A C1 publicity from before the common chain as its page shows it: the decision, and its people."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimState, Payee
from training.listing.views.page_of import Order, Page, page_of
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number, mask_phone
from training.notice.working_days import GUESSED
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.staff.views.name_for import name_for
from training.subsidies.views.check_list_seen import seen_of_list
from training.subsidies.views.find_publicity import (
    LEFT,
    claims_shown,
    find_publicity,
    has_moved_on,
    publicities_left,
    visible_publicities,
)

A_PAGE = 50
NEWEST_FIRST = Order((Publicity.id,), is_descending=True)
Counted = dict[tuple[int, ClaimState, bool], int]


@dataclass(frozen=True)
class ShownClaim:
    """One person on the list; ID number and phone are masked."""

    public_id: UUID
    name: str
    id_number: str
    phone: str
    class_number: str
    class_name: str
    school: str
    state: ClaimState
    approved_on: date | None
    has_objection: bool
    has_moved_on: bool
    """It goes on in the common chain."""
    paid_fen: int | None
    paid_on: date | None
    voucher: str


@dataclass(frozen=True)
class PublicityView:
    """The decision of the meeting, and how far it has come."""

    public_id: UUID
    district: str
    meeting_number: str
    meeting_on: date
    begins_on: date
    ends_on: date
    latest_on: date | None
    """Where the last day is guessed: until when nobody applies; None of a certain one."""
    amount_fen: int | None
    """Granted to each person; None of a publicity from before this was kept."""
    payee: Payee | None
    has_minutes: bool
    made_by: str
    made_at: datetime
    claims: tuple[ShownClaim, ...]
    seen: str
    """Who is on the list and where they stand: a form of its page acts only on that."""

    @property
    def guess(self) -> str:
        """What is said beside the last day, empty where it is certain."""
        return f"（{GUESSED}，最晚到 {self.latest_on}）" if self.latest_on else ""

    def of_state(self, *states: ClaimState) -> tuple[ShownClaim, ...]:
        return tuple(each for each in self.claims if each.state in states)

    @property
    def held(self) -> tuple[ShownClaim, ...]:
        """异议未处理: they wait while the others go on."""
        return tuple(each for each in self.claims if each.has_objection)

    @property
    def left(self) -> tuple[ShownClaim, ...]:
        """Not paid, and not gone to the common chain."""
        return tuple(each for each in self.of_state(*LEFT) if not each.has_moved_on)

    @property
    def paid_fen(self) -> int:
        return sum(each.paid_fen or 0 for each in self.claims)


@dataclass(frozen=True)
class PublicityLine:
    """A publicity in the list, with how many claims stand where."""

    public_id: UUID
    district: str
    meeting_number: str
    begins_on: date
    ends_on: date
    amount_fen: int | None
    counts: Counter[ClaimState]
    objections: int


def see_publicity(session: Session, staff: Staff, publicity_id: UUID, *, now: datetime) -> PublicityView:
    """The publicity, if this person may see it (raises NotFound)."""
    found = find_publicity(session, staff, publicity_id)
    claims = claims_shown(session, found)
    moved = _moved_on(session, [each.id for each in claims])
    return PublicityView(
        public_id=found.public_id,
        district=found.district.name,
        meeting_number=found.meeting_number,
        meeting_on=found.meeting_on,
        begins_on=found.begins_on,
        ends_on=found.ends_on,
        latest_on=found.latest_on,
        amount_fen=found.amount_fen,
        payee=found.payee,
        has_minutes=found.minutes is not None,
        made_by=found.made_by,
        made_at=found.made_at,
        claims=tuple(_shown(staff, each, moved=each.id in moved) for each in claims),
        seen=seen_of_list(claims),
    )


def count_publicities(session: Session, staff: Staff) -> tuple[int, int]:
    """How many there are, and how many of them wait to be carried over; one statement."""
    every, left = (
        select(func.count()).select_from(rows.with_only_columns(Publicity.id).subquery()).scalar_subquery()
        for rows in (visible_publicities(staff), publicities_left(staff))
    )
    total, waiting = session.execute(select(every, left)).one()
    return total, waiting


def list_publicities(
    session: Session, staff: Staff, place: str = ""
) -> tuple[list[PublicityLine], Page[Publicity]]:
    """One page, the newest first."""
    page = page_of(session, visible_publicities(staff), NEWEST_FIRST, size=A_PAGE, place=place)
    counted = _count(session, [each.id for each in page.rows])
    return [_line(each, counted) for each in page.rows], page


def _count(session: Session, ids: list[int]) -> Counted:
    """How many claims of each publicity stand where, those with an objection apart."""
    groups = (C1Claim.publicity_id, C1Claim.state, C1Claim.has_objection)
    grouped = select(*groups, func.count()).where(C1Claim.publicity_id.in_(ids)).group_by(*groups)
    return {(key or 0, state, is_held): number for key, state, is_held, number in session.execute(grouped)}


def _line(publicity: Publicity, counted: Counted) -> PublicityLine:
    own = {group: number for group, number in counted.items() if group[0] == publicity.id}
    counts: Counter[ClaimState] = Counter()
    for (_, state, _), number in own.items():
        counts[state] += number
    return PublicityLine(
        public_id=publicity.public_id,
        district=publicity.district.name,
        meeting_number=publicity.meeting_number,
        begins_on=publicity.begins_on,
        ends_on=publicity.ends_on,
        amount_fen=publicity.amount_fen,
        counts=counts,
        objections=sum(number for (_, _, is_held), number in own.items() if is_held),
    )


def _moved_on(session: Session, keys: Collection[int]) -> frozenset[int]:
    own = select(C1Claim.id).where(C1Claim.id.in_(keys), has_moved_on())
    return frozenset(session.scalars(own))


def _shown(staff: Staff, claim: C1Claim, *, moved: bool) -> ShownClaim:
    trainee, own, paid = claim.enrolment.trainee, claim.enrolment.training_class, claim.payment
    return ShownClaim(
        public_id=claim.public_id,
        name=name_for(staff, trainee.name),
        id_number=mask_id_number(trainee.id_number),
        phone=mask_phone(trainee.phone),
        class_number=own.class_number,
        class_name=own.name,
        school=own.institution.name,
        state=claim.state,
        approved_on=shanghai_day(claim.approved_at) if claim.approved_at else None,
        has_objection=claim.has_objection,
        has_moved_on=moved,
        paid_fen=paid.amount_fen if paid else None,
        paid_on=paid.paid_on if paid else None,
        voucher=paid.voucher if paid else "",
    )
