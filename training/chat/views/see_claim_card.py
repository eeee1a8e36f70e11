"""What a card says of a claim: what is to be decided, or what became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import LOOKS
from training.claims.terms import ClaimAct
from training.claims.views.claim_views import ClaimView, EventView
from training.claims.views.find_claim import visible_claims
from training.claims.views.see_claim import event_view, view_of
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
    outcome = _outcome(session, event)
    own = visible_claims(staff).where(C1Claim.id == event.claim_id)
    claim = session.scalars(own).one_or_none()
    view = view_of(session, claim, now=now, is_decided=outcome is not None) if claim else None
    return ClaimCard(event.act, view, outcome)


def _outcome(session: Session, event: ClaimEvent) -> EventView | None:
    """The next act, or of a second look the city's own."""
    later = select(ClaimEvent).where(
        ClaimEvent.claim_id == event.claim_id, ClaimEvent.ordinal > event.ordinal
    )
    if event.act is ClaimAct.APPROVE:
        later = later.where(ClaimEvent.act.in_(LOOKS))
    found = session.scalars(later.order_by(ClaimEvent.ordinal).limit(1)).first()
    return event_view(found) if found else None
