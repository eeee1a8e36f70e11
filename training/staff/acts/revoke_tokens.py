from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from training.records.staff.staff import ApiToken, Staff


def revoke_tokens(session: Session, staff: Staff, *, revoked_by: str = "", now: datetime) -> int:
    """Revoke every token of this person; says how many of them had not expired.

    All of them, for where the clock runs ahead just now a living one is taken for expired.
    """
    own = ApiToken.staff_id == staff.id, ApiToken.revoked_at.is_(None)
    living = session.scalar(select(func.count()).where(*own, ApiToken.expires_at > now)) or 0
    session.execute(update(ApiToken).where(*own).values(revoked_at=now, revoked_by=revoked_by[:64]))
    return living
