"""Claims whose papers have outlived their purpose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.rules.c1_training import months_after
from training.claims.terms import ClaimState
from training.claims.views.find_claim import claims_with_class, hold_claim
from training.claims.views.load_claim import policy_of
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper

UNFINISHED = (ClaimState.DRAFT, ClaimState.RETURNED, ClaimState.GIVEN_UP)


DECIDED = (ClaimState.REJECTED, ClaimState.PAID, ClaimState.RECOVERED)


SHORTEST = timedelta(days=1)


WRITTEN_WITHIN = timedelta(minutes=5)
"""A paper bears the moment before it waited for its claim, and by the clock of another machine: one of so
shortly before may have been written only after its claim was found due."""


@dataclass(frozen=True)
class DueClaim:
    """A claim whose papers have outlived their purpose, and where the store has them."""

    claim_id: int
    public_id: UUID
    state: ClaimState
    since: datetime
    keys: tuple[str, ...]


def due_for_purge(session: Session, *, now: datetime) -> list[DueClaim]:
    """Unfinished claims after the policy's days, decided ones after its years; the oldest first."""
    old = claims_with_class().where(C1Claim.purged_at.is_(None), C1Claim.since < now - SHORTEST)
    candidates = old.where(C1Claim.state.in_((*UNFINISHED, *DECIDED))).order_by(C1Claim.since, C1Claim.id)
    return [_due(session, claim) for claim in session.scalars(candidates) if _is_due(claim, now)]


def count_with_papers(session: Session) -> int:
    """How many claims there are of which nothing was purged yet."""
    kept = select(func.count()).select_from(C1Claim).where(C1Claim.purged_at.is_(None))
    return session.scalar(kept) or 0


def papers_still_due(
    session: Session, claim_id: int, found_at: datetime, *, now: datetime
) -> DueClaim | None:
    """With the claim held: whoever submits or uploads from now on waits until the papers are gone.

    None too where somebody may have handed in a paper after the claim was found due, at `found_at`.
    """
    claim = session.get(C1Claim, claim_id)
    if claim is None:
        return None
    hold_claim(session, claim)
    is_open = claim.purged_at is None and claim.state in (*UNFINISHED, *DECIDED)
    handed_in = select(ClaimPaper.id).where(
        ClaimPaper.claim_id == claim_id, ClaimPaper.received_at > found_at - WRITTEN_WITHIN
    )
    if not is_open or not _is_due(claim, now) or session.scalar(handed_in.limit(1)):
        return None
    return _due(session, claim)


def _is_due(claim: C1Claim, now: datetime) -> bool:
    policy = policy_of(claim)
    if claim.state in UNFINISHED:
        return now - claim.since >= timedelta(days=policy.unfinished_claim_days)
    return shanghai_day(now) >= months_after(shanghai_day(claim.since), 12 * policy.retention_years)


def _due(session: Session, claim: C1Claim) -> DueClaim:
    own = select(ClaimPaper.store_key, ClaimPaper.thumbnail_key).where(
        ClaimPaper.claim_id == claim.id, ClaimPaper.purged_at.is_(None)
    )
    keys = tuple(key for pair in session.execute(own) for key in pair if key)
    return DueClaim(claim.id, claim.public_id, claim.state, claim.since, keys)
