"""Deputies for days of absence (代理)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.deputies.terms import DeputyDeed
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class Deputyship(Base):
    """代理: somebody of the same post stands in for somebody who is away."""

    __tablename__ = "deputyship"
    __table_args__ = (
        CheckConstraint("absent_id <> deputy_id", name="nobody_is_the_own_deputy"),
        CheckConstraint("first_day <= last_day", name="its_days_are_in_order"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    absent_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    """Until 24:00 of it."""
    reason: Mapped[Long]
    named_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    """The absent person, or whoever looks after the staff there."""
    named_by: Mapped[Short]
    named_at: Mapped[Moment]

    absent: Mapped[Staff] = relationship(foreign_keys=[absent_id])
    deputy: Mapped[Staff] = relationship(foreign_keys=[deputy_id])
    acts: Mapped[list["DeputyAct"]] = relationship(order_by="DeputyAct.ordinal", viewonly=True)


class DeputyAct(Base):
    """代理办理: accepted or not, ended early; and from when to when the deputy acted for the absent one."""

    __tablename__ = "deputy_act"
    # Of two who act at the same moment only one writes number n.
    __table_args__ = (UniqueConstraint("deputyship_id", "ordinal"),)

    id: Mapped[Key]
    deputyship_id: Mapped[int] = mapped_column(ForeignKey("deputyship.id"))
    ordinal: Mapped[int]
    act: Mapped[DeputyDeed] = mapped_column(words(DeputyDeed))
    acted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment]
