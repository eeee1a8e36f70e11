"""The city passes a filing or queries it (备案复核, R04)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.reviews import FilingReview
from training.records.staff.staff import Staff
from training.reviews.rules.moves import check_review
from training.reviews.terms import ReviewVerdict
from training.reviews.views.see_filing import hold_filing

LONGEST_NAME = 60


@dataclass(frozen=True)
class ReviewDraft:
    """What is said and in whose words; `seen` is what the page showed of the filing."""

    verdict: ReviewVerdict
    opinion: str
    seen: str


def review_filing(
    session: Session, staff: Staff, class_id: UUID, draft: ReviewDraft, *, now: datetime
) -> None:
    """Record it; a query needs an opinion, and is told to the district.

    Raises NotFound, ReasonMissing, TextTooLong, FilingMoved or NotToBeReviewed.
    """
    if not may(staff.role, Permission.REVIEW_FILINGS):
        raise NotFound("备案复核")
    is_query = draft.verdict is ReviewVerdict.QUERIED
    opinion = read_reason(draft.opinion, "质疑") if is_query else read_note(draft.opinion)
    filing = hold_filing(session, staff, class_id, draft.seen)
    check_review(filing.state, draft.verdict)
    made = FilingReview(
        class_id=filing.own.id,
        ordinal=len(filing.reviews) + 1,
        verdict=draft.verdict,
        opinion=opinion,
        prescribed_halves=filing.own.prescribed_halves,
        is_key_group=filing.own.is_key_group,
        reviewed_by_id=staff.id,
        reviewed_by=staff.name,
        reviewed_at=now,
    )
    session.add(made)
    session.flush()
    if is_query:
        _tell(session, made, now)


def _tell(session: Session, made: FilingReview, now: datetime) -> None:
    own = made.training_class
    text = f"市本级质疑班级 {own.class_number} {own.name[:LONGEST_NAME]} 的备案，请答复：{made.opinion}"
    key = f"filing_queried:{own.public_id}:{made.ordinal}"
    raise_alert(session, AlertDraft("filing_queried", key, text, Audience.INSPECTORS, own), now=now)
