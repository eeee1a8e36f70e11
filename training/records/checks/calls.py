"""Calls of a spot check; a correction is a new row that names the old one (R37)."""

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import CallOutcome, Comparison, FiledItem
from training.database import Base
from training.records.columns import ClientKey, Key, Long, Moment, Short, words


class PhoneShowing(Base):
    """显示号码: a trainee's number was shown to an inspector, each time."""

    __tablename__ = "phone_showing"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), index=True)
    drawn_id: Mapped[int] = mapped_column(ForeignKey("drawn_trainee.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The inspector; empty only where the name of before was nobody's any more."""
    shown_to: Mapped[Short]
    """The inspector's name, as it was then."""
    shown_at: Mapped[Moment]
    on_list: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Together with others, to be taken along to where there is no network."""


class SpotCall(Base):
    """通话记录: one attempt to call a drawn trainee, and what came of it (R37)."""

    __tablename__ = "spot_call"
    __table_args__ = (UniqueConstraint("check_id", "client_key"),)

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    drawn_id: Mapped[int] = mapped_column(ForeignKey("drawn_trainee.id"), index=True)
    outcome: Mapped[CallOutcome] = mapped_column(words(CallOutcome))
    started_at: Mapped[Moment]
    ended_at: Mapped[Moment]
    note: Mapped[Long] = mapped_column(default="")
    called_by: Mapped[Short]
    recorded_at: Mapped[Moment]
    client_key: Mapped[ClientKey]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("spot_call.id"), unique=True)
    """更正: the call that this one takes the place of; `note` says why."""

    comparisons: Mapped[list["FieldComparison"]] = relationship(order_by="FieldComparison.id")
    resolution: Mapped["MismatchResolution | None"] = relationship()


class FieldComparison(Base):
    """逐项比对: how the answer to one question fits the filing."""

    __tablename__ = "field_comparison"
    __table_args__ = (UniqueConstraint("call_id", "item"),)

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("spot_call.id"))
    item: Mapped[FiledItem] = mapped_column(words(FiledItem))
    comparison: Mapped[Comparison] = mapped_column(words(Comparison))


class MismatchResolution(Base):
    """不一致说明: evidence within the check explains a mismatch (R37)."""

    __tablename__ = "mismatch_resolution"

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("spot_call.id"), unique=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    reason: Mapped[Long]
    resolved_by: Mapped[Short]
    confirmed_by: Mapped[Short] = mapped_column(default="", server_default="")
    """The second person; nobody before two were needed."""
    resolved_at: Mapped[Moment]
