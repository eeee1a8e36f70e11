"""A lead as pages and commands show it: values that need no database any more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.checks.rules.leads import CLOSED, FORWARD
from training.checks.terms import LeadKind, LeadState
from training.records.checks.leads import Lead, LeadAct


@dataclass(frozen=True)
class LeadActLine:
    """One step of its following, or a note."""

    state: LeadState | None
    note: str
    acted_by: str
    acted_at: datetime


@dataclass(frozen=True)
class LeadView:
    """One lead, as its check lists it."""

    lead_id: UUID
    kind: LeadKind
    state: LeadState
    position: int
    """Of the trainee in the draw."""
    raised_by: str
    raised_at: datetime
    acts: tuple[LeadActLine, ...]

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def next_states(self) -> tuple[LeadState, ...]:
        return FORWARD[self.state]


def view_of_lead(lead: Lead) -> LeadView:
    return LeadView(
        lead_id=lead.public_id,
        kind=lead.kind,
        state=state_of_lead(lead),
        position=lead.drawn.position,
        raised_by=lead.raised_by,
        raised_at=lead.raised_at,
        acts=tuple(map(_act_line, lead.acts)),
    )


def state_of_lead(lead: Lead) -> LeadState:
    """The last step taken; notes are none."""
    return next((act.state for act in reversed(lead.acts) if act.state), LeadState.OPEN)


def _act_line(act: LeadAct) -> LeadActLine:
    return LeadActLine(act.state, act.note, act.acted_by, act.acted_at)
