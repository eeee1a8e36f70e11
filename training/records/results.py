"""What becomes of a class and of its people: verdicts, marks, lists of the qualified (R16, R42, R46).

Every row is an act and stays. What a second person says is a row of its own; only that it counts from then on
(`in_force_at`, `approved_at`) is written into the first, for everybody asks it.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, UtcTime
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.results.terms import Result


class ClassVerdict(Base):
    """班级评估: the district says whether the class is qualified, by what was proposed (R16, R42)."""

    __tablename__ = "class_verdict"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """第几次: after something changed it is signed anew, and the old ones stay."""
    verdict: Mapped[Result] = mapped_column(words(Result))
    proposed: Mapped[Result | None] = mapped_column(words(Result))
    """None: nothing could be proposed (创业, or checks that could not be done)."""
    proposal: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Every condition as it was shown: name, state, numbers, clause."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of what the proposal was computed from: where today's is another one, it has to be signed anew."""
    overrides_city: Mapped[bool]
    """Against a failed check of the city: it counts once a second person has signed."""
    reason: Mapped[Long]
    """Where it is other than proposed."""
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    signed_by: Mapped[Short]
    signed_at: Mapped[Moment]
    in_force_at: Mapped[datetime | None] = mapped_column(UtcTime())

    training_class: Mapped[TrainingClass] = relationship()
    second: Mapped["VerdictSecond | None"] = relationship(back_populates="verdict")


class VerdictSecond(Base):
    """第二人签字: somebody else agrees to a verdict against a failed check of the city, or does not; once."""

    __tablename__ = "verdict_second"

    id: Mapped[Key]
    verdict_id: Mapped[int] = mapped_column(ForeignKey("class_verdict.id"), unique=True)
    is_agreed: Mapped[bool]
    note: Mapped[Long]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    signed_by: Mapped[Short]
    signed_at: Mapped[Moment]

    verdict: Mapped[ClassVerdict] = relationship(back_populates="second")


class UncheckableNote(Base):
    """无法检查说明: the city notes why checks that a class was owed cannot be done any more; once a class."""

    __tablename__ = "uncheckable_note"

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]


class ExamMark(Base):
    """考核成绩: of one trainee, as it was brought; a later row holds in the place of the earlier (R46)."""

    __tablename__ = "exam_mark"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "ordinal"),
        CheckConstraint("theory_tenths BETWEEN 0 AND 1000", name="theory_is_a_mark"),
        CheckConstraint("practice_tenths BETWEEN 0 AND 1000", name="practice_is_a_mark"),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    ordinal: Mapped[int]
    theory_tenths: Mapped[int | None]
    """理论成绩, in tenths of a mark of 100."""
    practice_tenths: Mapped[int | None]
    """实操成绩."""
    held_on: Mapped[date | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    """The file that brought it; none where it was written on the page."""
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]


class QualifiedList(Base):
    """合格人员名单: one version of who of a class is qualified; no version is ever changed (R16, R46)."""

    __tablename__ = "qualified_list"
    __table_args__ = (UniqueConstraint("class_id", "version"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    """名单指纹, by `list_hash` of its rows."""
    verdict_id: Mapped[int] = mapped_column(ForeignKey("class_verdict.id"), index=True)
    needs_second: Mapped[bool]
    """Somebody below the needed hours is on it as 合格."""
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    signed_by: Mapped[Short]
    signed_at: Mapped[Moment]
    approved_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """From when it counts; of several the highest version does."""

    training_class: Mapped[TrainingClass] = relationship()
    verdict: Mapped[ClassVerdict] = relationship()
    people: Mapped[list["QualifiedPerson"]] = relationship(order_by="QualifiedPerson.enrolment_id")
    """In the roster's order."""
    second: Mapped["ListSecond | None"] = relationship(back_populates="qualified_list")


class QualifiedPerson(Base):
    """名单人员: what the district decided of one trainee, and the hours by which; in half class hours."""

    __tablename__ = "qualified_person"
    __table_args__ = (UniqueConstraint("list_id", "enrolment_id"),)

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("qualified_list.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    credited_halves: Mapped[int]
    needed_halves: Mapped[int]
    prescribed_halves: Mapped[int]
    sources: Mapped[dict[str, int]] = mapped_column(JSON)
    """Credited halves by whence they came: the machine as it happened, a file, 补卡, 一键匹配 …"""
    theory_tenths: Mapped[int | None]
    practice_tenths: Mapped[int | None]
    proposal: Mapped[Result | None] = mapped_column(words(Result))
    """None where nothing is proposed (创业)."""
    decision: Mapped[Result] = mapped_column(words(Result))
    reason: Mapped[Long]
    """Where it is other than proposed."""

    enrolment: Mapped[Enrolment] = relationship()

    @property
    def enrolment_public_id(self) -> UUID:
        return self.enrolment.public_id


class ListSecond(Base):
    """第二人签字: somebody else agrees to a list with people below the needed hours, or does not; once."""

    __tablename__ = "list_second"

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("qualified_list.id"), unique=True)
    is_agreed: Mapped[bool]
    note: Mapped[Long]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    signed_by: Mapped[Short]
    signed_at: Mapped[Moment]

    qualified_list: Mapped[QualifiedList] = relationship(back_populates="second")


CLASS_IS_QUALIFIED = ClassVerdict.verdict == Result.QUALIFIED
PERSON_IS_QUALIFIED = QualifiedPerson.decision == Result.QUALIFIED
