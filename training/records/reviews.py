"""备案复核: what the city said of a filed class, and what the district replied (R04)."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.columns import Key, Long, Moment, Short, words
from training.reviews.terms import ReviewVerdict


class FilingReview(Base):
    """复核意见: passed or queried; the latest of a class holds."""

    __tablename__ = "filing_review"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """From 1, counted for each class."""
    verdict: Mapped[ReviewVerdict] = mapped_column(words(ReviewVerdict))
    opinion: Mapped[Long]
    prescribed_halves: Mapped[int]
    """总课时 as it was looked at, in half class hours."""
    is_key_group: Mapped[bool]
    """就业重点群体 as it was looked at."""
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reviewed_by: Mapped[Short]
    reviewed_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    reply: Mapped["FilingReply | None"] = relationship(back_populates="review")


class FilingReply(Base):
    """答复: what the district says to a query; once."""

    __tablename__ = "filing_reply"

    id: Mapped[Key]
    review_id: Mapped[int] = mapped_column(ForeignKey("filing_review.id"), unique=True)
    text: Mapped[Long]
    replied_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    replied_by: Mapped[Short]
    replied_at: Mapped[Moment]

    review: Mapped[FilingReview] = relationship(back_populates="reply")
