from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.payments.rules.undoing import Demand
from training.payments.views.recoveries.demands_of import demands_of
from training.records.payments.payments import PaymentLine, Recovery
from training.records.subsidies.lines import SubsidyLine


def find_recovery(session: Session, line: SubsidyLine, recovery: UUID) -> tuple[Recovery, Demand]:
    """One of this line's, and what of it came; raises NotFound."""
    rows = select(Recovery).join(Recovery.payment_line).where(PaymentLine.live_line_id == line.id)
    found = session.scalars(rows.where(Recovery.public_id == recovery)).one_or_none()
    if found is None:
        raise NotFound("这笔追回")
    return found, demands_of(session, Recovery.id == found.id)[found.id]
