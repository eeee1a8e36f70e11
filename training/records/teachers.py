"""Teachers of classes: what certifies them, whether they match a class, who takes over (R63, R64)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.notice.terms import HalfDay
from training.records.classes.classes import Instructor, TrainingClass
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.teachers.terms import MatchVerdict


class InstructorCertificate(Base):
    """教师证书: what a teacher may teach, as the school wrote it down; a renewal is a row of its own."""

    __tablename__ = "instructor_certificate"
    __table_args__ = (Index(None, "instructor_id", "id"), Index(None, "number"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    instructor_id: Mapped[int] = mapped_column(ForeignKey("instructor.id"))
    kind: Mapped[Short]
    """证书类型: 职业资格证书, 技能等级证书, 教师资格证 …, in the school's words."""
    trade: Mapped[Short]
    level: Mapped[Short]
    number: Mapped[Short]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    """The last day that it is good; None: it does not expire."""
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_by: Mapped[Short]
    written_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    """Since when it counts for nothing; it follows the withdrawal that holds."""

    instructor: Mapped[Instructor] = relationship()


class InstructorCertificateWithdrawal(Base):
    """证书撤销: somebody says that what was written down is wrong or forged; one that carried a match takes
    a second hand."""

    __tablename__ = "instructor_certificate_withdrawal"
    __table_args__ = (UniqueConstraint("certificate_id", "ordinal"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    certificate_id: Mapped[int] = mapped_column(ForeignKey("instructor_certificate.id"))
    ordinal: Mapped[int]
    """From 1, counted for each certificate."""
    reason: Mapped[Long]
    needs_second: Mapped[bool]
    """A match stood on it when it was asked for."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]

    certificate: Mapped[InstructorCertificate] = relationship()
    decision: Mapped["InstructorWithdrawalDecision | None"] = relationship(back_populates="withdrawal")


class InstructorWithdrawalDecision(Base):
    """撤销决定: by the second hand; once."""

    __tablename__ = "instructor_withdrawal_decision"

    id: Mapped[Key]
    withdrawal_id: Mapped[int] = mapped_column(
        ForeignKey("instructor_certificate_withdrawal.id"), unique=True
    )
    is_approved: Mapped[bool]
    note: Mapped[Long]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    withdrawal: Mapped[InstructorCertificateWithdrawal] = relationship(back_populates="decision")


class InstructorReview(Base):
    """教师审核: the district says whether a teacher matches a class; the latest of both holds (R63)."""

    __tablename__ = "instructor_review"
    __table_args__ = (UniqueConstraint("class_id", "instructor_id", "ordinal"),)

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    instructor_id: Mapped[int] = mapped_column(ForeignKey("instructor.id"), index=True)
    ordinal: Mapped[int]
    """From 1, counted for each class and teacher."""
    verdict: Mapped[MatchVerdict] = mapped_column(words(MatchVerdict))
    opinion: Mapped[Long]
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reviewed_by: Mapped[Short]
    reviewed_at: Mapped[Moment]

    instructor: Mapped[Instructor] = relationship()
    training_class: Mapped[TrainingClass] = relationship()


class TeacherChange(Base):
    """教师变更备案: from a half day on somebody else teaches what the old one was to teach (R64)."""

    __tablename__ = "teacher_change"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """From 1, counted for each class."""
    old_id: Mapped[int] = mapped_column(ForeignKey("instructor.id"))
    new_id: Mapped[int] = mapped_column(ForeignKey("instructor.id"))
    from_day: Mapped[date]
    from_half: Mapped[HalfDay] = mapped_column(words(HalfDay))
    reason: Mapped[Long]
    filed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    filed_by: Mapped[Short]
    filed_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    old: Mapped[Instructor] = relationship(foreign_keys=[old_id])
    new: Mapped[Instructor] = relationship(foreign_keys=[new_id])
    receipt: Mapped["TeacherChangeReceipt | None"] = relationship(back_populates="change")


class TeacherChangeLesson(Base):
    """变更的课: a lesson that a change took from the old teacher and gave to the new one."""

    __tablename__ = "teacher_change_lesson"

    change_id: Mapped[int] = mapped_column(ForeignKey("teacher_change.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), primary_key=True, index=True)


class TeacherChangeReceipt(Base):
    """备案回执: the district has received a change of teachers; once."""

    __tablename__ = "teacher_change_receipt"

    id: Mapped[Key]
    change_id: Mapped[int] = mapped_column(ForeignKey("teacher_change.id"), unique=True)
    received_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    received_by: Mapped[Short]
    received_at: Mapped[Moment]

    change: Mapped[TeacherChange] = relationship(back_populates="receipt")
