"""An act with a claim is a row; the claim's own columns repeat where that leaves it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.acts.want_claim_cards import want_claim_cards
from training.claims.rules.c1_acts import ENDED, next_state
from training.database import insert_new
from training.errors import Refusal
from training.notice.terms import ClaimAct
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.staff.staff import Staff

TRAINEE = "学员本人"


class ActedAtOnce(Refusal):
    """Somebody else acted with the claim at the same moment."""

    def __init__(self) -> None:
        super().__init__("这份申领刚刚有人办理，请重新打开看最新状态再办。")


@dataclass(frozen=True)
class By:
    """Who acts and why; no staff where the trainee or a command acts."""

    name: str
    staff_id: int | None = None
    reason: str = ""
    consent_version: str = ""


def by_staff(staff: Staff, reason: str = "") -> By:
    return By(staff.name, staff.id, reason)


def act_on_claim(session: Session, claim: C1Claim, act: ClaimAct, by: By, *, now: datetime) -> None:
    """Record the act and move the claim on; raises NotNow where it is not possible, or ActedAtOnce."""
    state = next_state(claim.state, act)
    row = {
        "claim_id": claim.id,
        "ordinal": events_of(session, claim) + 1,
        "act": act,
        "state": state,
        "staff_id": by.staff_id,
        "acted_by": by.name,
        "acted_at": now,
        "reason": by.reason,
        "consent_version": by.consent_version,
    }
    if not insert_new(session, ClaimEvent, [row]):
        raise ActedAtOnce
    if state is not claim.state:
        claim.state, claim.since = state, now
    if state in ENDED:
        claim.live_enrolment_id = None
    session.flush()
    want_claim_cards(session, claim, act, now=now)


def events_of(session: Session, claim: C1Claim) -> int:
    """How many acts there are of the claim."""
    return session.scalar(select(func.count()).where(ClaimEvent.claim_id == claim.id)) or 0


def was_sent_back(session: Session, claim: C1Claim) -> bool:
    """Whether the city ever sent the claim back."""
    own = select(ClaimEvent.id).where(ClaimEvent.claim_id == claim.id, ClaimEvent.act == ClaimAct.SEND_BACK)
    return session.scalar(own.limit(1)) is not None
