"""人员增减: who asked for a change of a roster, and what the district decided (R25)."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.classes.terms import ChangeKind, ChangeState
from training.database import Base, BlindIndex, Sealed
from training.notice.terms import Sex
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class RosterChange(Base):
    """人员增减申请: somebody is to come into a class, to leave it, or to come in the place of another.

    Or somebody who is known is to have another phone (更正手机号).
    """

    __tablename__ = "roster_change"
    __table_args__ = (Index(None, "class_id", "id_number_index"), Index(None, "id_number_index"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    kind: Mapped[ChangeKind] = mapped_column(words(ChangeKind))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    """Of whoever leaves."""
    name: Mapped[Short] = mapped_column(default="")
    """Of whoever is to come or to have another phone, as all that follows; empty in a withdrawal."""
    sex: Mapped[Sex | None] = mapped_column(words(Sex))
    id_number: Mapped[str | None] = mapped_column(Sealed("roster_change.id_number"))
    id_number_index: Mapped[bytes | None] = mapped_column(BlindIndex("id_number"))
    phone: Mapped[str | None] = mapped_column(Sealed("phone"))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    bank_card: Mapped[str | None] = mapped_column(Sealed("roster_change.bank_card"))
    attendance_number: Mapped[Short] = mapped_column(default="")
    category: Mapped[Short] = mapped_column(default="")
    education: Mapped[Short] = mapped_column(default="")
    effective_on: Mapped[date]
    """From this day on whoever comes is in the class, and whoever leaves is not."""
    reason: Mapped[Long]
    is_at_once: Mapped[bool]
    """It counted when it was asked for, and nobody decides about it."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    """The file that asked for it, or the one batch of a form."""
    line: Mapped[int]
    """Row of the file; 0 for a form."""
    asked_by: Mapped[Short]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Empty where a file was handed in without saying by whom of the office."""
    asked_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    enrolment: Mapped[Enrolment | None] = relationship()
    decision: Mapped["RosterChangeDecision | None"] = relationship(back_populates="change")

    @property
    def state(self) -> ChangeState:
        if self.is_at_once:
            return ChangeState.AT_ONCE
        if self.decision is None:
            return ChangeState.WAITS
        return ChangeState.APPROVED if self.decision.is_approved else ChangeState.REFUSED


class RosterChangeDecision(Base):
    """人员增减审核: the district agreed, or did not; once. So does whoever is to have another phone."""

    __tablename__ = "roster_change_decision"

    id: Mapped[Key]
    change_id: Mapped[int] = mapped_column(ForeignKey("roster_change.id"), unique=True)
    is_approved: Mapped[bool]
    note: Mapped[Long]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Empty where the very person decided whose phone it is."""
    decided_at: Mapped[Moment]

    change: Mapped[RosterChange] = relationship(back_populates="decision")
    decided_by: Mapped[Staff | None] = relationship()

    @property
    def by(self) -> str:
        """Who decided, as the office reads it."""
        return self.decided_by.name if self.decided_by else "本人"
