from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct, ClaimState
from training.claims.views.by import by_staff
from training.notice.clock import shanghai_day
from training.records.staff.staff import Staff
from training.subsidies.acts.apply_for_payment import ObjectionOpen, apply_for_payment
from training.subsidies.acts.object_to_claim import PublicityRuns
from training.subsidies.acts.office.carry_on_each import carry_on_each
from training.subsidies.views.find_publicity import claims_shown
from training.subsidies.views.publicity_to_act_on import publicity_to_act_on


def apply_for_all(session: Session, staff: Staff, publicity_id: UUID, *, now: datetime) -> int:
    """Apply for everybody whom no objection holds back, and say for how many.

    Raises NotFound, NotYourAct, PublicityRuns, ObjectionOpen or NothingToCarryOn.
    """
    publicity = publicity_to_act_on(session, staff, publicity_id, ClaimAct.APPLY)
    if shanghai_day(now) <= publicity.surely_ends_on:
        raise PublicityRuns(publicity)
    shown = [each for each in claims_shown(session, publicity) if each.state is ClaimState.PUBLICISED]
    free = [claim for claim in shown if not claim.has_objection]
    if shown and not free:
        raise ObjectionOpen
    return carry_on_each(
        free,
        ClaimAct.APPLY,
        lambda claim: apply_for_payment(session, claim, by_staff(staff), now=now),
    )
