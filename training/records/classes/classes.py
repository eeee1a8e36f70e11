"""Training classes, those who hold them, and their timetable."""

from datetime import date, time

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import CheckLevel
from training.classes.terms import Content
from training.database import Base, Sealed
from training.notice.policy import Policy
from training.notice.project_numbers import by_project
from training.notice.terms import ClassKind, HalfDay, Mode
from training.notice.windows import ClassTimes
from training.records.classes.districts import District, RuleSet
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.projects import Project


class Institution(Base):
    """培训机构: who holds classes; a driving school for C1."""

    __tablename__ = "institution"

    id: Mapped[Key]
    name: Mapped[Long] = mapped_column(unique=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    """属地: whose office looks after it and its people; without one the city does."""

    district: Mapped[District | None] = relationship()


class InstitutionContact(Base):
    """联系人 of an institution: whom the office calls; the latest row holds."""

    __tablename__ = "institution_contact"

    id: Mapped[Key]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    person: Mapped[Short]
    phone: Mapped[str] = mapped_column(Sealed("phone"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]


class Instructor(Base):
    """授课教师 of one institution."""

    __tablename__ = "instructor"
    __table_args__ = (UniqueConstraint("institution_id", "name"),)

    id: Mapped[Key]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    name: Mapped[Short]

    institution: Mapped[Institution] = relationship()


class TrainingClass(Base):
    """培训班: one filed class with its one roster (R25)."""

    __tablename__ = "training_class"
    __table_args__ = (
        Index(None, "institution_id", "starts_on", "ends_on"),
        Index(None, "district_id", "starts_on"),
        Index(None, "ends_on", "starts_on"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_number: Mapped[Short] = mapped_column(unique=True)
    """班号."""
    name: Mapped[Long]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    trade: Mapped[Short]
    """培训工种."""
    level: Mapped[Short] = mapped_column(default="")
    kind: Mapped[ClassKind] = mapped_column(words(ClassKind))
    is_key_group: Mapped[bool]
    """就业重点群体 (R40)."""
    prescribed_halves: Mapped[int]
    """总课时, in half class hours."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    morning_starts: Mapped[time]
    morning_ends: Mapped[time]
    afternoon_starts: Mapped[time]
    afternoon_ends: Mapped[time]
    attendance_device: Mapped[Short] = mapped_column(default="")
    """考勤机号: the one machine whose punches count; empty means any machine of the institution."""
    online_reason: Mapped[Long] = mapped_column(default="")
    """Why online theory exceeds its share (R52), as it was filed."""
    filed_on: Mapped[date]
    filed_by: Mapped[Short]
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_set.id"))
    """The version in force on the day of filing; a later one does not change this class (R47)."""
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    """The version of the project that a 项目制 class is filed under; a later one changes it not (R48)."""

    institution: Mapped[Institution] = relationship()
    district: Mapped[District] = relationship()
    rule_set: Mapped[RuleSet] = relationship()
    project: Mapped[Project | None] = relationship(lazy="selectin")
    lessons: Mapped[list["Lesson"]] = relationship(
        back_populates="training_class", order_by="Lesson.held_on, Lesson.half_day"
    )
    later_reasons: Mapped[list["OnlineReason"]] = relationship(order_by="OnlineReason.id")

    @property
    def why_online(self) -> str:
        """The reason that holds for so much online theory: the latest given, else the one filed."""
        return self.later_reasons[-1].reason if self.later_reasons else self.online_reason

    @property
    def policy(self) -> Policy:
        """By which its people qualify: its rules, with the project's own percent (R46 to R48)."""
        return by_project(self.rule_set.policy, self.project.percent if self.project else None)

    def policy_of(self, level: CheckLevel) -> Policy:
        """The same with the project's own number of checks of this level (R40, R41, R48)."""
        return by_project(self.policy, None, self.project.checks_of(level) if self.project else None)

    @property
    def times(self) -> ClassTimes:
        return ClassTimes(self.morning_starts, self.morning_ends, self.afternoon_starts, self.afternoon_ends)


class OnlineReason(Base):
    """线上超比例理由: why a class teaches so much theory online, given after it was filed (R52)."""

    __tablename__ = "online_reason"

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    reason: Mapped[Long]
    given_by: Mapped[Short]
    given_at: Mapped[Moment]


class Lesson(Base):
    """课程: one half day on the timetable (课程表)."""

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("class_id", "held_on", "half_day"),
        Index(None, "held_on"),
        Index(None, "instructor_id", "held_on"),
    )

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    held_on: Mapped[date]
    half_day: Mapped[HalfDay] = mapped_column(words(HalfDay))
    content: Mapped[Content] = mapped_column(words(Content))
    mode: Mapped[Mode] = mapped_column(words(Mode))
    halves: Mapped[int]
    """课时, in half class hours."""
    instructor_id: Mapped[int | None] = mapped_column(ForeignKey("instructor.id"))
    instructor_filled_at: Mapped[Moment | None]
    """When a later file said who teaches, where nobody was filed; None: with the lesson, or by a change."""

    training_class: Mapped[TrainingClass] = relationship(back_populates="lessons")
    instructor: Mapped[Instructor | None] = relationship()
    cancellation: Mapped["LessonCancellation | None"] = relationship(back_populates="lesson")


class LessonCancellation(Base):
    """停课: a lesson that will not be held; what makes it up is a lesson of its own (R54)."""

    __tablename__ = "lesson_cancellation"

    id: Mapped[Key]
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), unique=True)
    reason: Mapped[Long]
    cancelled_by: Mapped[Short]
    cancelled_at: Mapped[Moment]

    lesson: Mapped[Lesson] = relationship(back_populates="cancellation")
