"""The queue of claims by age, page by page; cheap however many claims there are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import who_acts_next
from training.claims.terms import ClaimState
from training.claims.views.find_claim import is_of_others, visible_claims
from training.notice.permissions import Permission, may
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for

PAGE = 50


@dataclass(frozen=True)
class Place:
    """Where a page ends; the next one begins behind it."""

    since: datetime
    claim: UUID


@dataclass(frozen=True)
class ClaimLine:
    """One claim in a queue."""

    public_id: UUID
    name: str
    class_name: str
    school: str
    district: str
    state: ClaimState
    since: datetime
    days: int
    """How long it has stood there."""
    acts_next: str


@dataclass(frozen=True)
class Queue:
    """One page of a queue, the oldest first; `after` is where the next one begins, if there is one."""

    lines: tuple[ClaimLine, ...]
    after: Place | None


def list_claims(
    session: Session, staff: Staff, state: ClaimState, after: Place | None = None, *, now: datetime
) -> Queue:
    """The claims of that state that this person may see, those that have stood there longest first."""
    return _page(session, staff, visible_claims(staff).where(C1Claim.state == state), after, now)


def claims_waiting_for(session: Session, staff: Staff, after: Place | None = None, *, now: datetime) -> Queue:
    """待审: what this person has to act on: the district's reviews, the city's second looks."""
    return _page(session, staff, waiting_claims(staff), after, now)


def count_waiting_claims(session: Session, staff: Staff) -> int:
    """How long that queue is."""
    keys = waiting_claims(staff).with_only_columns(C1Claim.id).subquery()
    return session.scalar(select(func.count()).select_from(keys)) or 0


def waiting_claims_from(
    session: Session, staff: Staff, begin: int, most: int, *, now: datetime
) -> tuple[ClaimLine, ...]:
    """A part of the same queue by its places, for the chat, where people ask for a page by its number."""
    part = waiting_claims(staff).order_by(C1Claim.since, C1Claim.id).offset(begin).limit(most)
    return tuple(claim_line(staff, claim, now) for claim in session.scalars(part))


def waiting_claims(staff: Staff) -> Select[C1Claim]:
    """待审. Not what this person asks for or helped to file, for that waits for a colleague."""
    theirs = visible_claims(staff).where(is_of_others(staff))
    if may(staff.role, Permission.LOOK_AGAIN):
        return theirs.where(C1Claim.look_is_due.is_(True))
    return theirs.where(C1Claim.state == ClaimState.WAITING)


def _page(
    session: Session, staff: Staff, claims: Select[C1Claim], after: Place | None, now: datetime
) -> Queue:
    if after is not None:
        last = select(C1Claim.id).where(C1Claim.public_id == after.claim).scalar_subquery()
        later = C1Claim.since > after.since
        claims = claims.where(or_(later, and_(C1Claim.since == after.since, C1Claim.id > last)))
    in_order = claims.order_by(C1Claim.since, C1Claim.id).limit(PAGE + 1)
    found = list(session.scalars(in_order))
    lines = tuple(claim_line(staff, claim, now) for claim in found[:PAGE])
    end = found[PAGE - 1] if len(found) > PAGE else None
    return Queue(lines, Place(end.since, end.public_id) if end else None)


def claim_line(staff: Staff, claim: C1Claim, now: datetime) -> ClaimLine:
    """As this person may see it; the claim is loaded with its class."""
    own = claim.enrolment.training_class
    actor = who_acts_next(
        claim.state, look_is_due=claim.look_is_due, second_reviewer_is_due=claim.second_reviewer_is_due
    )
    return ClaimLine(
        public_id=claim.public_id,
        name=name_for(staff, claim.enrolment.trainee.name),
        class_name=own.name,
        school=own.institution.name,
        district=claim.district.name,
        state=claim.state,
        since=claim.since,
        days=(now - claim.since).days,
        acts_next=actor.value,
    )
