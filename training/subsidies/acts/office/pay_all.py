from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct, ClaimState
from training.claims.views.by import by_staff
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.staff.staff import Staff
from training.subsidies.acts.office.carry_on_each import carry_on_each
from training.subsidies.acts.record_payment import Payment, record_payment
from training.subsidies.views.find_publicity import claims_shown
from training.subsidies.views.publicity_to_act_on import publicity_to_act_on


def pay_all(
    session: Session,
    staff: Staff,
    publicity_id: UUID,
    payment: Payment,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> int:
    """One voucher for everybody for whom was applied, so much for each, and say for how many.

    Raises NotFound, NotYourAct, BadPayment, PaidTooMuch or NothingToCarryOn.
    """
    publicity = publicity_to_act_on(session, staff, publicity_id, ClaimAct.PAY)
    applied = [each for each in claims_shown(session, publicity) if each.state is ClaimState.APPLIED]
    return carry_on_each(
        applied,
        ClaimAct.PAY,
        lambda claim: record_payment(session, claim, payment, by_staff(staff), links=links, now=now),
    )
