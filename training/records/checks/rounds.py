"""Rounds of a day: which classes were drawn, who was to check them, and what became of it (R06)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import CheckLevel, OrderAct
from training.database import Base
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class CheckRound(Base):
    """今日抽查: seed and population, stored before anything is shown; what is drawn follows from them."""

    __tablename__ = "check_round"
    __table_args__ = (
        CheckConstraint("(level = '旗县区') = (district_id IS NOT NULL)", name="a_district_draws_its_own"),
        Index(None, "day", "district_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    number: Mapped[Short] = mapped_column(unique=True)
    """抽查编号, such as 市本级-20260302-1: of one level, place and day there is one round of each ordinal."""
    level: Mapped[CheckLevel] = mapped_column(words(CheckLevel))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    """None: drawn by the city."""
    day: Mapped[date]
    ordinal: Mapped[int]
    """第几轮: every one after the first has its reason, and the first stays."""
    reason: Mapped[Long] = mapped_column(default="")
    algorithm: Mapped[Short]
    seed: Mapped[bytes] = mapped_column(LargeBinary)
    population: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Every class that could be drawn: id, class_number, weight, points."""
    population_hash: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    """As it was asked for; where there were fewer classes, all were drawn."""
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    drawn_by: Mapped[Short]
    drawn_at: Mapped[Moment]

    district: Mapped[District | None] = relationship()
    orders: Mapped[list["CheckOrder"]] = relationship(back_populates="round", order_by="CheckOrder.position")


class CheckOrder(Base):
    """查班任务: one drawn class, and to whom it was given first."""

    __tablename__ = "check_order"
    __table_args__ = (UniqueConstraint("round_id", "class_id"), UniqueConstraint("round_id", "position"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("check_round.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    position: Mapped[int]
    """Counted from 1."""
    weight: Mapped[int]
    points: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    assigned_to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    round: Mapped[CheckRound] = relationship(back_populates="orders")
    training_class: Mapped[TrainingClass] = relationship()
    assigned_to: Mapped[Staff] = relationship()
    acts: Mapped[list["CheckOrderAct"]] = relationship(order_by="CheckOrderAct.ordinal")


class CheckOrderAct(Base):
    """任务办理: given to somebody else, or taken back, with the reason; that it was done its check tells."""

    __tablename__ = "check_order_act"
    __table_args__ = (
        UniqueConstraint("order_id", "ordinal"),
        CheckConstraint("(act = '改派') = (assigned_to_id IS NOT NULL)", name="who_is_given_it_is_named"),
    )

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("check_order.id"))
    ordinal: Mapped[int]
    act: Mapped[OrderAct] = mapped_column(words(OrderAct))
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[Long]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment]

    assigned_to: Mapped[Staff | None] = relationship(foreign_keys=[assigned_to_id])


class OutsideRoundReason(Base):
    """轮外查班: why a class was checked that the day's round had not drawn."""

    __tablename__ = "outside_round_reason"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("check_round.id"), index=True)
    """The latest of the day."""
    reason: Mapped[Long]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    given_by: Mapped[Short]
    given_at: Mapped[Moment]

    check: Mapped[SpotCheck] = relationship()
