"""How many claims stand where, and how long they have waited: the numbers of the dashboard."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimState
from training.claims.views.find_claim import UNSEEN
from training.classes.views.within import within
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff

AGES = ((3, "3 天内"), (7, "4–7 天"), (14, "8–14 天"), (30, "15–30 天"))
OLDER = "30 天以上"


@dataclass(frozen=True)
class ClaimNumbers:
    """Counts by state, and the ages of those that wait for review."""

    by_state: tuple[tuple[str, int], ...]
    by_age: tuple[tuple[str, int], ...]
    oldest_days: int
    median_days: float
    looks_due: int


def count_claims(session: Session, staff: Staff, *, now: datetime) -> ClaimNumbers:
    """Of the claims that this person may see."""
    counted = select(C1Claim.state, func.count()).where(C1Claim.state.not_in(UNSEEN), _own(staff))
    counts = {state: number for state, number in session.execute(counted.group_by(C1Claim.state))}
    waiting = counts.get(ClaimState.WAITING, 0)
    looks = select(func.count()).where(C1Claim.look_is_due.is_(True), _own(staff))
    return ClaimNumbers(
        by_state=tuple((each.value, counts.get(each, 0)) for each in ClaimState if each not in UNSEEN),
        by_age=count_ages(session, staff, now=now),
        oldest_days=max((age.days for age in _ages(session, staff, now, 0, 1)), default=0),
        median_days=_median_days(session, staff, now, waiting),
        looks_due=session.scalar(looks) or 0,
    )


def count_ages(session: Session, staff: Staff, *, now: datetime) -> tuple[tuple[str, int], ...]:
    """How many claims have waited so long for review, the youngest first; one statement."""
    brackets = case(
        *((C1Claim.since >= now - timedelta(days=days), words) for days, words in AGES), else_=OLDER
    )
    waiting = select(brackets, func.count()).where(C1Claim.state == ClaimState.WAITING, _own(staff))
    counts = {words: number for words, number in session.execute(waiting.group_by(brackets))}
    return tuple((words, counts.get(words, 0)) for words in [*(words for _, words in AGES), OLDER])


def _median_days(session: Session, staff: Staff, now: datetime, waiting: int) -> float:
    """Of so many: the one in the middle, or the two; 0 where nobody waits."""
    middle = _ages(session, staff, now, max(0, (waiting - 1) // 2), 2 - waiting % 2)
    return median(age / timedelta(days=1) for age in middle) if middle else 0.0


def _ages(session: Session, staff: Staff, now: datetime, begin: int, most: int) -> list[timedelta]:
    """Of so many that wait for review, the longest wait first; the index has them in that order."""
    waiting = select(C1Claim.since).where(C1Claim.state == ClaimState.WAITING, _own(staff))
    part = waiting.order_by(C1Claim.since, C1Claim.id).offset(begin).limit(most)
    return [now - since for since in session.scalars(part)]


def _own(staff: Staff) -> ColumnElement[bool]:
    return within(staff, Permission.SEE_CLAIM_NUMBERS, district=C1Claim.district_id)
