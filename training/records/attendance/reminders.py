"""Whom a reminder may reach, and which were written: leave, verified phones, opting out, reminders."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex
from training.notice.terms import DayPart, Occasion, VerifiedBy
from training.records.classes.trainees import Enrolment, Trainee
from training.records.columns import Key, Long, Moment, Short, words
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


class LeaveOfAbsence(Base):
    """请假: an approved absence; it credits nothing, but nobody is reminded of it."""

    __tablename__ = "leave_of_absence"
    __table_args__ = (UniqueConstraint("enrolment_id", "held_on", "part", "turn"), Index(None, "held_on"))

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    held_on: Mapped[date]
    part: Mapped[DayPart] = mapped_column(words(DayPart))
    turn: Mapped[int] = mapped_column(default=1, server_default="1")
    """The next one after each that was taken back, so that two at once cannot both be registered."""
    reason: Mapped[Long]
    approved_by: Mapped[Short]
    approved_at: Mapped[Moment]

    enrolment: Mapped[Enrolment] = relationship()
    revocation: Mapped["LeaveRevocation | None"] = relationship(back_populates="leave")


class LeaveRevocation(Base):
    """销假: takes one leave back; the trainee is reminded again as if it had never been."""

    __tablename__ = "leave_revocation"

    id: Mapped[Key]
    leave_id: Mapped[int] = mapped_column(ForeignKey("leave_of_absence.id"), unique=True)
    reason: Mapped[Long]
    revoked_by: Mapped[Short]
    revoked_at: Mapped[Moment]

    leave: Mapped[LeaveOfAbsence] = relationship(back_populates="revocation")


class PhoneVerification(Base):
    """手机号核实: this number was found to be this trainee's own; another number is unverified again."""

    __tablename__ = "phone_verification"
    __table_args__ = (Index(None, "trainee_id", "phone_index"),)

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"))
    how: Mapped[VerifiedBy] = mapped_column(words(VerifiedBy))
    verified_by: Mapped[Short]
    """The member of staff; empty where the trainee proved it by a code."""
    verified_at: Mapped[Moment]

    trainee: Mapped[Trainee] = relationship()


class SmsOptOut(Base):
    """退订: this trainee wants no reminders by SMS; login codes still come."""

    __tablename__ = "sms_opt_out"

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]
    reason: Mapped[Long] = mapped_column(default="", server_default="")
    """What the trainee is told of it, where it was not their own click."""
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    """Where a provider told of it: the number, so that another one is written to again."""


class SmsOptIn(Base):
    """恢复短信: takes one opting out back."""

    __tablename__ = "sms_opt_in"

    id: Mapped[Key]
    opt_out_id: Mapped[int] = mapped_column(ForeignKey("sms_opt_out.id"), unique=True)
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]
