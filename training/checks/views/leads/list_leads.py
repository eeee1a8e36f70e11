"""The leads of one's own place, those that are open and those that have come to their end."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from training.checks.rules.leads import CLOSED
from training.checks.views.check_views import ClassLine
from training.checks.views.leads.find_lead import find_lead, visible_leads
from training.checks.views.leads.lead_views import LeadView, view_of_lead
from training.checks.views.see_check import class_line
from training.records.checks.leads import Lead, LeadAct
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class LeadLine:
    """A lead with its check, its class and whoever said it."""

    lead: LeadView
    check_id: UUID
    check_number: str
    of_class: ClassLine
    name: str
    call_note: str
    """What the inspector wrote of the call in which it was said."""


def list_leads(
    session: Session, staff: Staff, *, is_open: bool, begin: int = 0, most: int = 50
) -> tuple[LeadLine, ...]:
    """Of those that are open the one that waits longest comes first, of the others the latest."""
    order = (Lead.raised_at, Lead.id) if is_open else (Lead.raised_at.desc(), Lead.id.desc())
    some = _in_state(staff, is_open=is_open).order_by(*order).offset(begin).limit(most)
    return tuple(map(_line, session.scalars(some)))


def count_leads(session: Session, staff: Staff, *, is_open: bool) -> int:
    own = _in_state(staff, is_open=is_open).with_only_columns(Lead.id)
    return session.scalar(select(func.count()).select_from(own.subquery())) or 0


def see_lead(session: Session, staff: Staff, lead_id: UUID) -> LeadLine:
    """Raises NotFound."""
    return _line(find_lead(session, staff, lead_id))


def open_leads(staff: Staff) -> Select[Lead]:
    """Those that nobody has followed to their end, the longest ago first."""
    return _in_state(staff, is_open=True).order_by(Lead.raised_at, Lead.id)


def _in_state(staff: Staff, *, is_open: bool) -> Select[Lead]:
    is_closed = exists().where(LeadAct.lead_id == Lead.id, LeadAct.state.in_(CLOSED))
    return visible_leads(staff).where(~is_closed if is_open else is_closed)


def _line(lead: Lead) -> LeadLine:
    return LeadLine(
        lead=view_of_lead(lead),
        check_id=lead.check.public_id,
        check_number=lead.check.number,
        of_class=class_line(lead.check.training_class),
        name=lead.drawn.enrolment.trainee.name,
        call_note=lead.call.note,
    )
