from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.acts.send_back_claim import send_back_claim
from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.line_acts import BEFORE_MONEY
from training.eligibility.terms import LineAct
from training.eligibility.views.hold_line import hold_lines
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine

LAPSED_BECAUSE = "市本级发回旗县区重新审核"


def send_claim_back(session: Session, staff: Staff, claim_id: UUID, reason: str, *, now: datetime) -> C1Claim:
    """复查发回: the district looks again, and what a meeting granted by that approval lapses with it.

    Raises NotFound, NotYourAct, OwnClaim, ClaimStandsElsewhere, ReasonMissing or TextTooLong.
    """
    # Meetings take the same turn before they hold lines and claims, so that no two wait for each other.
    wait_for_turn(session, TURNS["roster"])
    claim = send_back_claim(session, staff, claim_id, reason, now=now)
    own = select(SubsidyLine.id).where(SubsidyLine.claim_id == claim.id)
    live = session.scalars(own.where(SubsidyLine.live_enrolment_id.is_not(None))).all()
    lines = [each for each in hold_lines(session, live) if each.state in BEFORE_MONEY]
    act_on_lines(session, lines, Deed(LineAct.LAPSE, staff, now, LAPSED_BECAUSE))
    for each in lines:
        each.has_objection = False
    session.flush()
    return claim
