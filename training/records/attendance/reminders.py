"""Whom a reminder may reach, and which were written: leave, verified phones, opting out, reminders."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.attendance.terms import DayPart, Occasion
from training.database import Base
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Moment, words
from training.records.outbox.messages import OutgoingMessage


class Reminder(Base):
    """提醒: one trainee was written to for one occasion of one day; there is never a second one."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "held_on", "part", "occasion"),
        Index(None, "held_on"),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    held_on: Mapped[date]
    part: Mapped[DayPart] = mapped_column(words(DayPart))
    occasion: Mapped[Occasion] = mapped_column(words(Occasion))
    message_id: Mapped[int] = mapped_column(ForeignKey("outgoing_message.id"), unique=True)
    written_at: Mapped[Moment]

    enrolment: Mapped[Enrolment] = relationship()
    message: Mapped[OutgoingMessage] = relationship()
