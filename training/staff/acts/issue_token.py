"""API tokens of staff: shown once, kept as a digest, revocable."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.records.staff.staff import ApiToken, Staff
from training.staff.rules.digest import digest


@dataclass(frozen=True)
class Issue:
    """By whom it is issued, and which program it is for."""

    issued_by: str = ""
    purpose: str = ""


def issue_token(
    session: Session,
    staff: Staff,
    lasts: timedelta,
    issue: Issue | None = None,
    *,
    token: str,
    now: datetime,
) -> ApiToken:
    """Keep the digest of `token`, which the caller made by chance and shows once."""
    how = issue or Issue()
    issued = ApiToken(
        staff=staff,
        digest=digest(token),
        issued_at=now,
        expires_at=now + lasts,
        issued_by=how.issued_by[:64],
        purpose=how.purpose[:64],
    )
    session.add(issued)
    session.flush()
    return issued
