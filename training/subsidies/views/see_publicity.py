"""A publicity as pages and lists show it: the decision, the people with their amounts, what comes next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.claims.terms import ClaimState, Payee
from training.claims.views.events_of import acts_with
from training.claims.views.find_claim import visible_claims
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number, mask_phone
from training.notice.working_days import GUESSED, CountedDay
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.staff.views.name_for import name_for
from training.subsidies.rules.payee_of import payee_of
from training.subsidies.views.approved_claims import approved_claims
from training.subsidies.views.check_list_seen import seen_of_list
from training.subsidies.views.find_publicity import claims_shown, find_publicity, visible_publicities

MOST_LISTED = 100
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
    is_over: bool
    """Money may be applied for."""
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
    def free(self) -> tuple[ShownClaim, ...]:
        """Those for whom one may apply."""
        return tuple(each for each in self.of_state(ClaimState.PUBLICISED) if not each.has_objection)

    @property
    def applied(self) -> tuple[ShownClaim, ...]:
        """Everybody for whom was applied, paid or not."""
        return self.of_state(ClaimState.APPLIED, ClaimState.PAID)

    @property
    def applied_fen(self) -> int:
        return len(self.applied) * (self.amount_fen or 0)

    @property
    def paid_fen(self) -> int:
        return sum(each.paid_fen or 0 for each in self.claims)


@dataclass(frozen=True)
class Candidates:
    """Who could be shown to the public from today, until when, and who would be paid."""

    claims: tuple[ShownClaim, ...]
    seen: Mapping[UUID, int]
    """How many acts there are of each, for the form that chooses among them."""
    waiting_for_a_look: int
    """Approved, but the city looks at them again first."""
    working_days: int
    last: CountedDay
    payee: Payee


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
    return PublicityView(
        public_id=found.public_id,
        district=found.district.name,
        meeting_number=found.meeting_number,
        meeting_on=found.meeting_on,
        begins_on=found.begins_on,
        ends_on=found.ends_on,
        latest_on=found.latest_on,
        is_over=shanghai_day(now) > found.surely_ends_on,
        amount_fen=found.amount_fen,
        payee=found.payee,
        has_minutes=found.minutes is not None,
        made_by=found.made_by,
        made_at=found.made_at,
        claims=tuple(_shown(staff, each) for each in claims),
        seen=seen_of_list(claims),
    )


def see_candidates(session: Session, staff: Staff, *, now: datetime) -> Candidates:
    """Whom the meeting of this person's district can be about, should it have met today."""
    district = session.get_one(District, staff.district_id)
    looks = visible_claims(staff).where(C1Claim.state == ClaimState.APPROVED, C1Claim.look_is_due.is_(True))
    keys = looks.with_only_columns(C1Claim.id).subquery()
    policy = choose_rule_set(session, district.id, shanghai_day(now)).policy
    approved = approved_claims(session, district)
    acts = acts_with(session, approved)
    return Candidates(
        claims=tuple(_shown(staff, each) for each in approved),
        seen={each.public_id: acts[each.id] for each in approved},
        waiting_for_a_look=session.scalar(select(func.count()).select_from(keys)) or 0,
        working_days=policy.publicity_working_days,
        last=calendar_of(session).after(shanghai_day(now), policy.publicity_working_days),
        payee=payee_of(policy),
    )


def list_publicities(session: Session, staff: Staff) -> list[PublicityLine]:
    """The newest first."""
    newest = visible_publicities(staff).order_by(Publicity.id.desc()).limit(MOST_LISTED)
    found = session.scalars(newest).all()
    counted = _count(session, [each.id for each in found])
    return [_line(each, counted) for each in found]


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


def _shown(staff: Staff, claim: C1Claim) -> ShownClaim:
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
        paid_fen=paid.amount_fen if paid else None,
        paid_on=paid.paid_on if paid else None,
        voucher=paid.voucher if paid else "",
    )
