"""What a card says of a claim: what is to be decided, or what became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import LOOKS
from training.claims.terms import ClaimAct
from training.claims.views.claim_views import ClaimView, EventView
from training.claims.views.find_claim import find_claim
from training.claims.views.see_claim import event_view, view_of
from training.errors import NotFound
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ClaimCard:
    """A claim as it was brought before one person."""

    brought_by: ClaimAct
    """提交, 复查发回, or 审核通过 of one that was drawn for a second look."""
    view: ClaimView | None
    """None of a claim that this person may not, or no longer, see."""
    outcome: EventView | None
    """What was decided; None while it waits."""

    @property
    def waits(self) -> bool:
        return self.view is not None and self.outcome is None

    @property
    def is_second_look(self) -> bool:
        return self.brought_by is ClaimAct.APPROVE


def see_claim_card(session: Session, staff: Staff, event: ClaimEvent, *, now: datetime) -> ClaimCard:
    """The claim that this act brought before this person."""
    claim = session.get_one(C1Claim, event.claim_id)
    return ClaimCard(event.act, _view(session, staff, claim, now), _outcome(session, event))


def _view(session: Session, staff: Staff, claim: C1Claim, now: datetime) -> ClaimView | None:
    try:
        return view_of(session, find_claim(session, staff, claim.public_id), now=now)
    except NotFound:
        return None


def _outcome(session: Session, event: ClaimEvent) -> EventView | None:
    """The next act, or of a second look the city's own."""
    later = select(ClaimEvent).where(
        ClaimEvent.claim_id == event.claim_id, ClaimEvent.ordinal > event.ordinal
    )
    if event.act is ClaimAct.APPROVE:
        later = later.where(ClaimEvent.act.in_(LOOKS))
    found = session.scalars(later.order_by(ClaimEvent.ordinal).limit(1)).first()
    return event_view(found) if found else None
