from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import check_role
from training.claims.terms import ClaimAct
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import find_publicity


def publicity_to_act_on(session: Session, staff: Staff, publicity_id: UUID, act: ClaimAct) -> Publicity:
    publicity = find_publicity(session, staff, publicity_id)
    check_role(staff.role, act)
    return publicity
