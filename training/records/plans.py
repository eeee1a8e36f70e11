"""季度计划: what a district plans for a quarter, in versions; which item a class is of (R01 to R03)."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.notice.terms import ClassKind, Fund
from training.plans.terms import PlanMove, PlanState
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class QuarterPlan(Base):
    """季度计划: one version; what was submitted is not changed, another version amends it (R03)."""

    __tablename__ = "quarter_plan"
    __table_args__ = (
        # Of two who begin a version at once one begins it.
        UniqueConstraint("district_id", "year", "quarter", "version"),
        Index(None, "state", "id"),
        CheckConstraint("quarter BETWEEN 1 AND 4", "quarter"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    version: Mapped[int]
    """From 1, counted for each district and quarter."""
    note: Mapped[Long]
    """需求分析: what the plan rests on (R01)."""
    state: Mapped[PlanState] = mapped_column(words(PlanState))
    """For the queues; it follows the acts."""
    moved_at: Mapped[Moment]
    """Since when it is in this state."""
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    begun_by: Mapped[Short]
    begun_at: Mapped[Moment]

    district: Mapped[District] = relationship()
    items: Mapped[list["PlanItem"]] = relationship(order_by="PlanItem.ordinal", viewonly=True)
    acts: Mapped[list["PlanAct"]] = relationship(order_by="PlanAct.ordinal", viewonly=True)


class PlanItem(Base):
    """计划项: so many classes and people of one trade, for so many hours and so much money."""

    __tablename__ = "plan_item"
    __table_args__ = (
        UniqueConstraint("plan_id", "line"),
        CheckConstraint("classes > 0 AND people > 0 AND halves > 0 AND amount_fen > 0", "positive"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("quarter_plan.id"), index=True)
    line: Mapped[UUID] = mapped_column(Uuid())
    """The same in every version, so that a class stays of its item when the plan is amended."""
    ordinal: Mapped[int]
    trade: Mapped[Short]
    level: Mapped[Short]
    """Empty: any level."""
    kind: Mapped[ClassKind] = mapped_column(words(ClassKind))
    is_new_occupation: Mapped[bool]
    """新业态、新职业、新工种 (R01)."""
    industry: Mapped[Short]
    """重点产业 (R49); empty: none."""
    classes: Mapped[int]
    people: Mapped[int]
    halves: Mapped[int]
    """课时 of one class, in half class hours."""
    fund: Mapped[Fund] = mapped_column(words(Fund))
    amount_fen: Mapped[int] = mapped_column(BigInteger())
    """For all of its people together."""


class PlanAct(Base):
    """计划办理: submitted, taken back, returned, approved, dropped, amended; with who and why."""

    __tablename__ = "plan_act"
    __table_args__ = (UniqueConstraint("plan_id", "ordinal"),)

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("quarter_plan.id"))
    ordinal: Mapped[int]
    move: Mapped[PlanMove] = mapped_column(words(PlanMove))
    state: Mapped[PlanState] = mapped_column(words(PlanState))
    """Where the plan stands after it."""
    reason: Mapped[Long]
    acted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment] = mapped_column(index=True)


class ClassPlanChoice(Base):
    """归入计划项: the district says of which item a class is, or of none; the latest row holds.

    Without one a class is of the item that fits it.
    """

    __tablename__ = "class_plan_choice"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    line: Mapped[UUID | None] = mapped_column(Uuid())
    """Of the item; None: 计划外."""
    reason: Mapped[Long]
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    chosen_by: Mapped[Short]
    chosen_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
