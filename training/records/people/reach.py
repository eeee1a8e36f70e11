"""Whom a message may reach: verified phones, and opting out."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex
from training.people.terms import ChoiceSource, VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.columns import Key, Long, Moment, Short, words


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
    source: Mapped[ChoiceSource | None] = mapped_column(words(ChoiceSource))
    """Where the office noted it: how it heard so; None of the own click, and of what a provider told."""
    told_on: Mapped[date | None]
    """The day on which the person said so."""
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
    source: Mapped[ChoiceSource | None] = mapped_column(words(ChoiceSource))
    told_on: Mapped[date | None]
