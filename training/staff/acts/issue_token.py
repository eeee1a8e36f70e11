"""API tokens of staff: shown once, kept as a digest, revocable."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.records.staff.staff import ApiToken, Staff
from training.staff.rules.digest import digest


def issue_token(session: Session, staff: Staff, lasts: timedelta, *, token: str, now: datetime) -> ApiToken:
    """Keep the digest of `token`, which the caller made by chance and shows once."""
    issued = ApiToken(staff=staff, digest=digest(token), issued_at=now, expires_at=now + lasts)
    session.add(issued)
    session.flush()
    return issued
