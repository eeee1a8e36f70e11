"""API tokens of staff: shown once, kept as a digest, revocable."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from training.records.staff.staff import ApiToken, Staff


def issue_token(session: Session, staff: Staff, lasts: timedelta, *, token: str, now: datetime) -> ApiToken:
    """Keep the digest of `token`, which the caller made by chance and shows once."""
    issued = ApiToken(staff=staff, digest=digest(token), issued_at=now, expires_at=now + lasts)
    session.add(issued)
    session.flush()
    return issued


def holder_of(session: Session, token: str, *, now: datetime) -> Staff | None:
    """The member of staff whose living token this is."""
    of_those_in_service = select(ApiToken).join(ApiToken.staff).where(Staff.left_at.is_(None))
    living = of_those_in_service.where(
        ApiToken.digest == digest(token), ApiToken.expires_at > now, ApiToken.revoked_at.is_(None)
    )
    found = session.scalars(living.options(contains_eager(ApiToken.staff))).one_or_none()
    return found.staff if found else None


def revoke_tokens(session: Session, staff: Staff, *, now: datetime) -> int:
    """Revoke every living token of this person; says how many."""
    own = update(ApiToken).where(ApiToken.staff_id == staff.id)
    living = own.where(ApiToken.expires_at > now, ApiToken.revoked_at.is_(None))
    return session.execute(living.values(revoked_at=now)).rowcount  # type: ignore[attr-defined, no-any-return]


def digest(token: str) -> bytes:
    """A token is 256 random bits, so a plain digest cannot be tried out."""
    return sha256(token.encode()).digest()
