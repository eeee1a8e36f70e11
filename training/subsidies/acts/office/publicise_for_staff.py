from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import check_role
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.publicise_claims import MeetingDecision, publicise_claims


def publicise_for_staff(
    session: Session, staff: Staff, decision: MeetingDecision, *, now: datetime
) -> Publicity:
    """Of the own district; raises NotYourAct and what `publicise_claims` raises."""
    check_role(staff.role, ClaimAct.PUBLICISE)
    district = session.get_one(District, staff.district_id)
    return publicise_claims(session, district, decision, by_staff(staff), now=now)
