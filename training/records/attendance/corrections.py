"""补卡: asking for a missed punch to be made good, and what was decided. The raw punches never change."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.attendance.terms import PunchKind
from training.database import Base, SealedBytes, UtcTime
from training.records.classes.classes import Lesson
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, words
from training.records.staff.staff import Staff


class PunchCorrection(Base):
    """补卡申请: a trainee says that a missed punch should count (R45)."""

    __tablename__ = "punch_correction"
    __table_args__ = (
        # Of two who press at once, only one becomes request number n.
        UniqueConstraint("enrolment_id", "lesson_id", "punch", "ordinal"),
        Index(None, "lesson_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    punch: Mapped[PunchKind] = mapped_column(words(PunchKind))
    ordinal: Mapped[int]
    reason: Mapped[Long]
    asked_at: Mapped[Moment] = mapped_column(index=True)

    enrolment: Mapped[Enrolment] = relationship()
    lesson: Mapped[Lesson] = relationship()
    decision: Mapped["CorrectionDecision | None"] = relationship(back_populates="correction")
    photo: Mapped["CorrectionPhoto | None"] = relationship()


class CorrectionPhoto(Base):
    """补卡照片: what the trainee shows, made small and stripped of where and when it was taken."""

    __tablename__ = "correction_photo"

    id: Mapped[Key]
    correction_id: Mapped[int] = mapped_column(ForeignKey("punch_correction.id"), unique=True)
    jpeg: Mapped[bytes] = mapped_column(SealedBytes("correction_photo.jpeg"), deferred=True)
    """Empty once it was purged."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """That there was a photo stays: it is what an approval was proved by."""


class CorrectionDecision(Base):
    """补卡审核: the institution or its district approved or refused; once."""

    __tablename__ = "correction_decision"

    id: Mapped[Key]
    correction_id: Mapped[int] = mapped_column(ForeignKey("punch_correction.id"), unique=True)
    is_approved: Mapped[bool]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[Moment] = mapped_column(index=True)
    note: Mapped[Long]
    """Why; the trainee reads it."""
    seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of an approval by the institution itself without a photo: made by chance for it alone."""
    is_sampled: Mapped[bool] = mapped_column(default=False)
    """Drawn by the seed for its district to look at."""

    correction: Mapped[PunchCorrection] = relationship(back_populates="decision")
    decided_by: Mapped[Staff] = relationship()
    review: Mapped["CorrectionReview | None"] = relationship(back_populates="decision")


class CorrectionReview(Base):
    """补卡复核: the district confirms what an institution approved for its own, or withdraws it; once."""

    __tablename__ = "correction_review"

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(ForeignKey("correction_decision.id"), unique=True)
    is_confirmed: Mapped[bool]
    """Else the approval credits nothing."""
    reason: Mapped[Long]
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reviewed_at: Mapped[Moment]

    decision: Mapped[CorrectionDecision] = relationship(back_populates="review")
    reviewed_by: Mapped[Staff] = relationship()
