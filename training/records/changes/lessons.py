"""课表调整: a lesson that was moved, cancelled, made up or given to another teacher, and who allowed it."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.changes.terms import ChangeState, LessonChangeKind
from training.classes.terms import Content
from training.database import Base
from training.notice.terms import HalfDay, Mode
from training.records.classes.classes import TrainingClass
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class LessonChange(Base):
    """调整申请: before the lesson begins it holds at once, afterwards somebody of the district decides.

    It names half days and not lessons: what stood on the timetable then stays readable here.
    """

    __tablename__ = "lesson_change"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"), Index(None, "state", "id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """课N: from 1, counted for each class."""
    kind: Mapped[LessonChangeKind] = mapped_column(words(LessonChangeKind))
    held_on: Mapped[date | None]
    """The lesson that is changed; nothing of one that is made up."""
    half_day: Mapped[HalfDay | None] = mapped_column(words(HalfDay))
    new_on: Mapped[date | None]
    """Where it goes, or where another is held."""
    new_half_day: Mapped[HalfDay | None] = mapped_column(words(HalfDay))
    content: Mapped[Content] = mapped_column(words(Content))
    mode: Mapped[Mode] = mapped_column(words(Mode))
    halves: Mapped[int]
    """课时, in half class hours."""
    old_teacher: Mapped[Short]
    """Empty where nobody was filed."""
    new_teacher: Mapped[Short]
    punches: Mapped[int]
    """So many punches lay in the windows of the lesson when it was asked for; they stay on record."""
    reason: Mapped[Long]
    state: Mapped[ChangeState] = mapped_column(words(ChangeState))
    """For the queues; it follows the decision."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    asker: Mapped[Staff] = relationship()
    decision: Mapped["LessonChangeDecision | None"] = relationship(back_populates="change")


class LessonChangeDecision(Base):
    """调整审批: approved, upon which the timetable changed, or not; once."""

    __tablename__ = "lesson_change_decision"

    id: Mapped[Key]
    change_id: Mapped[int] = mapped_column(ForeignKey("lesson_change.id"), unique=True)
    is_approved: Mapped[bool]
    note: Mapped[Long]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    change: Mapped[LessonChange] = relationship(back_populates="decision")
