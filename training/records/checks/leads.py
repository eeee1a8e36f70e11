"""Leads: what trainees said of money or of not having been there, and how it was followed (R37)."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import LeadKind, LeadState
from training.database import Base
from training.records.checks.calls import SpotCall
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class Lead(Base):
    """线索: made with the call in which it was said; it stays whatever becomes of call and check."""

    __tablename__ = "lead"
    __table_args__ = (UniqueConstraint("drawn_id", "kind"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), index=True)
    drawn_id: Mapped[int] = mapped_column(ForeignKey("drawn_trainee.id"))
    """Whoever says the same twice in one check has made one lead."""
    call_id: Mapped[int] = mapped_column(ForeignKey("spot_call.id"))
    """The call in which it was said first."""
    kind: Mapped[LeadKind] = mapped_column(words(LeadKind))
    raised_by: Mapped[Short]
    raised_at: Mapped[Moment] = mapped_column(index=True)

    check: Mapped[SpotCheck] = relationship()
    drawn: Mapped[DrawnTrainee] = relationship()
    call: Mapped[SpotCall] = relationship()
    acts: Mapped[list["LeadAct"]] = relationship(order_by="LeadAct.id")


class LeadAct(Base):
    """线索核查: a step forward, or a note without one."""

    __tablename__ = "lead_act"
    # However two press at once, a lead takes each step once.
    __table_args__ = (UniqueConstraint("lead_id", "state"),)

    id: Mapped[Key]
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"))
    state: Mapped[LeadState | None] = mapped_column(words(LeadState))
    """Where it stands since; empty for a note."""
    note: Mapped[Long]
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment]
