from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.checks.views.leads.lead_views import LeadView, view_of_lead
from training.checks.views.load_check import LoadedCheck
from training.records.checks.leads import Lead


def leads_of_check(session: Session, loaded: LoadedCheck) -> tuple[LeadView, ...]:
    """In the order in which they were recorded; nothing is asked where no call tells of one."""
    if not any(loaded.drawn(place).leads for place in loaded.places):
        return ()
    own = select(Lead).where(Lead.check_id == loaded.check.id).order_by(Lead.id)
    whole = own.options(joinedload(Lead.drawn), selectinload(Lead.acts))
    return tuple(map(view_of_lead, session.scalars(whole.execution_options(populate_existing=True))))
