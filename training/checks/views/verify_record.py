"""What a printed record may tell anybody of its check: that it is there, how it stands, if it changed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.checks.rules.verifications import digest_of, is_digest
from training.checks.views.export_check import export_check
from training.checks.views.find_check import checks_with_class, find_check, state_of
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

WHAT = "这份检查记录"


@dataclass(frozen=True)
class VerifiedRecord:
    """A check as whoever holds its record may know it: nobody's name stands in it."""

    number: str
    class_number: str
    level: str
    method: str
    held_on: date
    state: str
    verdict: str
    """Empty while it runs, and where it ended without one."""
    is_same: bool
    """Whether the digest on the paper is that of the record of today."""


def digest_of_check(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> str:
    """校验码 of the record as it is now; raises NotFound."""
    return digest_of(export_check(session, find_check(session, staff, check_id), now=now))


def has_record(session: Session, check_id: UUID, digest: str) -> bool:
    """Whether there is a check to be verified at all: one look into an index, for whoever guesses."""
    return is_digest(digest) and bool(session.scalar(select(exists().where(SpotCheck.public_id == check_id))))


def verify_record(session: Session, check_id: UUID, digest: str, *, now: datetime) -> VerifiedRecord:
    """Raises NotFound."""
    check = session.scalars(checks_with_class().where(SpotCheck.public_id == check_id)).one_or_none()
    if check is None:
        raise NotFound(WHAT)
    state = state_of(check)
    return VerifiedRecord(
        number=check.number,
        class_number=check.training_class.class_number,
        level=check.level.value,
        method=check.method.value,
        held_on=shanghai_day(check.started_at),
        state=state if check.ended_at is None or check.voiding else "已结束",
        verdict=check.conclusion.verdict.value if check.conclusion else "",
        is_same=digest_of(export_check(session, check, now=now)) == digest,
    )
