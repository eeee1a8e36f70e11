"""A form acts on what its page showed: one that lay open while others went on does nothing."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from training.claims.rules.claim_numbers import seen_mark
from training.claims.views.events_of import events_of
from training.claims.views.find_claim import (
    hold_claim_of_paper,
    hold_visible_claim,
)
from training.errors import NotNow
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperReview
from training.records.staff.staff import Staff


class ChangedSinceSeen(NotNow):
    """Somebody acted after the page was opened, so whoever presses has not seen what is decided about."""

    def __init__(self, what: str, state: str = ""):
        present = f"，现在是“{state}”" if state else ""
        super().__init__(
            f"{what}在您打开页面之后又有办理，材料已变{present}；这一步没有办理，请按最新的内容重新核对再办。"
        )


def check_claim_seen(session: Session, staff: Staff, claim_id: UUID, seen: str) -> None:
    """Hold the claim, as it was when the form was shown; raises NotFound or ChangedSinceSeen."""
    claim = hold_visible_claim(session, staff, claim_id)
    if seen != _mark(session, claim):
        raise ChangedSinceSeen("这份申领", claim.state.value)


def check_paper_seen(session: Session, staff: Staff, paper_id: UUID, seen: str) -> None:
    """Hold the paper's claim likewise; two who look at different papers do not stop each other.

    Raises NotFound or ChangedSinceSeen.
    """
    claim = hold_claim_of_paper(session, staff, paper_id)
    paper = session.scalars(select(ClaimPaper).where(ClaimPaper.public_id == paper_id)).one()
    if seen != _mark(session, claim, ClaimPaper.kind == paper.kind, ClaimPaper.place == paper.place):
        raise ChangedSinceSeen("这张材料", claim.state.value)


def _mark(session: Session, claim: C1Claim, *which: ColumnElement[bool]) -> str:
    counted = select(func.count(PaperReview.id)).join(ClaimPaper, PaperReview.paper_id == ClaimPaper.id)
    reviews = session.scalar(counted.where(ClaimPaper.claim_id == claim.id, *which)) or 0
    return seen_mark(events_of(session, claim), reviews)
