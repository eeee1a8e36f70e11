"""A lead is followed to its end: every step has a note, a name and a time, and none goes back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.rules.leads import check_step
from training.checks.terms import LeadState
from training.checks.views.leads.find_lead import hold_visible_lead
from training.checks.views.leads.lead_views import state_of_lead
from training.errors import NotFound
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.records.checks.leads import Lead, LeadAct
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class LeadStep:
    """What was found out, and where the lead stands since; None for a note without a step."""

    state: LeadState | None
    note: str


def follow_lead(session: Session, staff: Staff, lead_id: UUID, step: LeadStep, *, now: datetime) -> Lead:
    """Raises NotFound, NotForward, ReasonMissing or TextTooLong."""
    if not may(staff.role, Permission.FOLLOW_LEADS):
        raise NotFound("这条线索")
    lead = hold_visible_lead(session, staff, lead_id)
    if step.state is not None:
        check_step(state_of_lead(lead), step.state)
    note = read_reason(step.note, "核查线索")
    lead.acts.append(LeadAct(state=step.state, note=note, acted_by=staff.name, acted_at=now))
    session.flush()
    return lead
