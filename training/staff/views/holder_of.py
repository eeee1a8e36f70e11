from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from training.records.moments import is_living
from training.records.staff.staff import ApiToken, Staff
from training.staff.rules.digest import digest


def holder_of(session: Session, token: str, *, now: datetime) -> Staff | None:
    """The member of staff whose living token this is."""
    of_those_in_service = select(ApiToken).join(ApiToken.staff).where(Staff.left_at.is_(None))
    own = of_those_in_service.where(ApiToken.digest == digest(token), ApiToken.revoked_at.is_(None))
    living = own.where(is_living(ApiToken.issued_at, ApiToken.expires_at, now))
    found = session.scalars(living.options(contains_eager(ApiToken.staff))).one_or_none()
    return found.staff if found else None
