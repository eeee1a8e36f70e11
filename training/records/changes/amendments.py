"""班级变更: what of a filed class was asked to be another, what was decided, and who took note of it."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.changes.terms import AmendedField, ChangeState
from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class ClassAmendment(Base):
    """变更申请: one field of a filed class, with the value that it had and the one that is asked for."""

    __tablename__ = "class_amendment"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"), Index(None, "state", "id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """变N: from 1, counted for each class."""
    field: Mapped[AmendedField] = mapped_column(words(AmendedField))
    old: Mapped[Long]
    """As `training/changes/rules/values.py` writes it; so is the new one."""
    new: Mapped[Long]
    reason: Mapped[Long]
    state: Mapped[ChangeState] = mapped_column(words(ChangeState))
    """For the queues; it follows the decision."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    asker: Mapped[Staff] = relationship()
    decision: Mapped["AmendmentDecision | None"] = relationship(back_populates="amendment")
    noted: Mapped["AmendmentNoted | None"] = relationship(back_populates="amendment")


class AmendmentDecision(Base):
    """变更审批: approved, upon which the class's column moved, or not; once."""

    __tablename__ = "amendment_decision"

    id: Mapped[Key]
    amendment_id: Mapped[int] = mapped_column(ForeignKey("class_amendment.id"), unique=True)
    is_approved: Mapped[bool]
    note: Mapped[Long]
    effects: Mapped[list[list[Any]]] = mapped_column(JSON)
    """What whoever decided was shown to follow: what, before, after, clause, whether it weighs."""
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    amendment: Mapped[ClassAmendment] = relationship(back_populates="decision")


class AmendmentNoted(Base):
    """知悉: somebody of the city has taken note of a change that the city is told."""

    __tablename__ = "amendment_noted"

    id: Mapped[Key]
    amendment_id: Mapped[int] = mapped_column(ForeignKey("class_amendment.id"), unique=True)
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    amendment: Mapped[ClassAmendment] = relationship(back_populates="noted")
