from datetime import date, datetime

from sqlalchemy.orm import Session

from training.claims.views.lists.list_approvals import list_approvals
from training.errors import NotFound
from training.records.claims.schools import SchoolRevocation
from training.records.classes.classes import Institution


def revoke_school(
    session: Session, school: Institution, revoked_on: date, reason: str, *, recorded_by: str, now: datetime
) -> int:
    """End every approval of the school that has not ended, and say how many; raises NotFound for none."""
    living = [each for each in list_approvals(session, school) if each.revocation is None]
    if not living:
        raise NotFound(f"“{school.name}”的有效备案")
    for approval in living:
        approval.revocation = SchoolRevocation(
            revoked_on=revoked_on, reason=reason, recorded_by=recorded_by, recorded_at=now
        )
    session.flush()
    return len(living)
