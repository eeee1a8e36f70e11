"""A claim that comes before its reviewers comes with a card for each; once decided, the cards say so."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.attendance.rules.chances import next_allowed
from training.claims.acts.claim_cards_are_due import claim_cards_are_due
from training.claims.rules.c1_acts import DECIDING, comes_before
from training.claims.terms import ClaimAct
from training.claims.views.find_claim import is_own
from training.database import insert_new
from training.notice.permissions import Permission
from training.records.chat import ChatCard
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.staff.staff import Staff
from training.staff.views.who_may import who_may


def want_claim_cards(session: Session, claim: C1Claim, act: ClaimAct, *, now: datetime) -> None:
    """After that act: new cards for those it brought the claim before, and the old ones are due."""
    if act in DECIDING:
        claim_cards_are_due(session, claim)
    decision = comes_before(act, look_is_due=claim.look_is_due)
    if decision is None:
        return
    events = select(ClaimEvent.id).where(ClaimEvent.claim_id == claim.id)
    latest = session.scalars(events.order_by(ClaimEvent.ordinal.desc()).limit(1)).one()
    # A trainee may submit at midnight, which wakes no reviewer.
    not_before = next_allowed(now, claim.enrolment.training_class.rule_set.policy)
    shared = {"event_id": latest, "is_due": True, "leased_until": not_before}
    reviewers = [each for each in session.scalars(_known(claim, decision)) if not is_own(claim, each)]
    insert_new(
        session, ChatCard, [{"public_id": uuid4(), "staff_id": each.id, **shared} for each in reviewers]
    )


def _known(claim: C1Claim, decision: Permission) -> Select[Staff]:
    """Who is known in the chat and decides at this stage."""
    decides = who_may(decision, district_id=claim.district_id, institution_id=None)
    return select(Staff).where(decides, Staff.chat_id.is_not(None)).order_by(Staff.id)
