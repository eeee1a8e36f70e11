from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import check_role
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.claims.views.find_claim import find_claim
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.staff.staff import Staff
from training.subsidies.acts.record_payment import Payment, record_payment


def pay_for_staff(
    session: Session,
    staff: Staff,
    claim_id: UUID,
    payment: Payment,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> None:
    """Raises NotFound, NotYourAct, BadPayment, PaidTooMuch or ClaimStandsElsewhere."""
    check_role(staff.role, ClaimAct.PAY)
    claim = find_claim(session, staff, claim_id)
    record_payment(session, claim, payment, by_staff(staff), links=links, now=now)
