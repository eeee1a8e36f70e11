"""One filing with all that was said of it (备案复核, R04)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReview
from training.records.staff.staff import Staff
from training.reviews.rules.states import Filed, Reviewed, state_of
from training.reviews.terms import FilingState


class FilingMoved(NotNow):
    """Somebody said something of it, or its figures changed, since the page was opened."""

    def __init__(self) -> None:
        super().__init__("打开页面以后，这个班的备案或复核有了变化，请先看看再办。")


@dataclass(frozen=True)
class Filing:
    """A class, and the reviews of it in their order with their replies."""

    own: TrainingClass
    reviews: tuple[FilingReview, ...]

    @property
    def state(self) -> FilingState:
        filed = Filed(self.own.prescribed_halves, self.own.is_key_group)
        return state_of(_reviewed(self.reviews[-1]) if self.reviews else None, filed)

    @property
    def is_reopened(self) -> bool:
        """It passed, and then its figures became others."""
        return bool(self.reviews) and self.state is FilingState.UNREVIEWED

    @property
    def seen(self) -> str:
        """A mark of all that hangs on a decision."""
        replies = sum(1 for each in self.reviews if each.reply is not None)
        return f"{len(self.reviews)}-{replies}-{self.own.prescribed_halves}-{int(self.own.is_key_group)}"


def see_filing(session: Session, staff: Staff, class_id: UUID) -> Filing:
    """Raises NotFound."""
    places = (joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    rows = select(TrainingClass).where(TrainingClass.public_id == class_id).options(*places)
    own = session.scalars(rows.where(within_class(staff, Permission.SEE_FILINGS))).one_or_none()
    if own is None:
        raise NotFound("这个班的备案")
    said = select(FilingReview).where(FilingReview.class_id == own.id).order_by(FilingReview.ordinal)
    return Filing(own, tuple(session.scalars(said.options(joinedload(FilingReview.reply)))))


def hold_filing(session: Session, staff: Staff, class_id: UUID, seen: str) -> Filing:
    """Until the transaction ends nobody else reviews, answers or amends it.

    Raises NotFound, or FilingMoved where it is not as the page showed it.
    """
    own = see_filing(session, staff, class_id).own
    held = select(TrainingClass.id).where(TrainingClass.id == own.id)
    session.scalars(held.with_for_update(key_share=True)).one()
    session.expire_all()
    filing = see_filing(session, staff, class_id)
    if filing.seen != seen:
        raise FilingMoved
    return filing


def _reviewed(last: FilingReview) -> Reviewed:
    return Reviewed(last.verdict, Filed(last.prescribed_halves, last.is_key_group), last.reply is not None)
