from sqlalchemy.orm import Session

from training.eligibility.terms import LineState
from training.eligibility.views.own_line import own_line
from training.payments.views.paid_of import paid_of
from training.payments.views.shown import Paid
from training.records.subsidies.lines import SubsidyLine

MONEY_WENT = (LineState.PAID, LineState.RECOVERED)


def own_subsidy(session: Session, enrolment_id: int) -> tuple[SubsidyLine | None, Paid | None]:
    """One trainee's subsidy of one class once its judgement counts, and what was paid of it."""
    line = own_line(session, enrolment_id)
    if line is None or line.state not in MONEY_WENT:
        return line, None
    return line, paid_of(session, [line.id]).get(line.id)
