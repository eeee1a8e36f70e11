"""What the city tells a district after a class, and what the district says to it (R07, R28)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.columns import Key, Long, Moment, PublicId, Short


class Feedback(Base):
    """抽查反馈: the results of the city's checks of one class, as they stood when they were sent (R07)."""

    __tablename__ = "feedback"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    due_on: Mapped[date]
    """The last day for it, by the end date and the calendar of that moment."""
    due_is_guessed: Mapped[bool] = mapped_column(default=False)
    """Whether that calendar did not know all days up to there."""
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Number, verdict, day and conditions of each check; a check that is voided later stays here."""
    opinion: Mapped[Long] = mapped_column(default="")
    """督查意见."""
    sent_by: Mapped[Short]
    sent_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    answers: Mapped[list["FeedbackAnswer"]] = relationship(order_by="FeedbackAnswer.id")
    letter: Mapped["FeedbackLetter | None"] = relationship()
    """None of one that was sent before letters were numbered."""


class FeedbackAnswer(Base):
    """反馈答复: the district has read the feedback (收悉), or answers it (答复)."""

    __tablename__ = "feedback_answer"

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    text: Mapped[Long] = mapped_column(default="")
    """Empty: read, and nothing to add."""
    answered_by: Mapped[Short]
    answered_at: Mapped[Moment]


class FeedbackLetter(Base):
    """反馈函: the number of the letter that a feedback is; given once, when it is sent."""

    __tablename__ = "feedback_letter"
    __table_args__ = (UniqueConstraint("series", "year", "ordinal"),)

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), unique=True)
    office: Mapped[Short]
    """发文机关, as it was called then."""
    series: Mapped[Short]
    """机关代字."""
    year: Mapped[int]
    ordinal: Mapped[int]
