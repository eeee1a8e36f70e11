"""Spot checks, their draw and their end: every act is a row that stays (R37 to R39)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import CheckLevel, CheckMethod, Replacement, Verdict, VoidingKind
from training.database import Base, UtcTime
from training.records.checks.video_checks import VideoStart
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import RuleSet
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words

NOT_ENDED = text("ended_at IS NULL")


class SpotCheck(Base):
    """查班: one spot check of a class by the city or by its district."""

    __tablename__ = "spot_check"
    __table_args__ = (
        UniqueConstraint("class_id", "level", "ordinal"),
        Index(None, "ended_at", "id"),
        # A second check of the class by the same level waits until this one has ended, however two start.
        Index(
            "ix_spot_check_running",
            "class_id",
            "level",
            unique=True,
            sqlite_where=NOT_ENDED,
            postgresql_where=NOT_ENDED,
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    number: Mapped[Long] = mapped_column(unique=True)
    """检查编号, such as BT2026-001-市1: what people call it by."""
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    level: Mapped[CheckLevel] = mapped_column(words(CheckLevel))
    ordinal: Mapped[int]
    """第几次: of this level in this class, voided ones included, so that a number never means two checks."""
    method: Mapped[CheckMethod] = mapped_column(words(CheckMethod))
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_set.id"))
    """The version that the class is pinned to (R47)."""
    started_by: Mapped[Short]
    started_at: Mapped[Moment] = mapped_column(index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """By a verdict or by being voided; it takes no act after that."""

    training_class: Mapped[TrainingClass] = relationship()
    rule_set: Mapped[RuleSet] = relationship()
    draw: Mapped["Draw | None"] = relationship()
    """Of a phone check."""
    video_start: Mapped[VideoStart | None] = relationship()
    """Of a video check."""
    conclusion: Mapped["CheckConclusion | None"] = relationship()
    voiding: Mapped["CheckVoiding | None"] = relationship()


class Draw(Base):
    """抽取: seed, roster and size, stored before anything of it is shown; the order follows from them."""

    __tablename__ = "draw"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), unique=True)
    algorithm: Mapped[Short]
    seed: Mapped[bytes] = mapped_column(LargeBinary)
    roster_hash: Mapped[str] = mapped_column(String(64))
    roster_size: Mapped[int]
    """在册人数 N: the active roster at the start; later changes of the roster do not change it."""
    sample_size: Mapped[int]
    one_in: Mapped[int]
    carried: Mapped[int] = mapped_column(default=0, server_default="0")
    """带入: so many behind the sample are called too, because a draw that came to nothing had chosen them."""
    drawn_at: Mapped[Moment]
    override_reason: Mapped[Long] = mapped_column(default="", server_default="")
    """Why by phone while an online lesson was on."""


class DrawnTrainee(Base):
    """抽取名单: the place of one trainee; beyond the sample's size it is a place of the reserve (备用)."""

    __tablename__ = "drawn_trainee"
    __table_args__ = (UniqueConstraint("check_id", "position"), UniqueConstraint("check_id", "enrolment_id"))

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    position: Mapped[int]
    """Counted from 1."""
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    was_drawn_before: Mapped[bool]
    """In an earlier check of the class that came to something; those come last."""
    is_carried: Mapped[bool] = mapped_column(default=False, server_default=false())
    """带入: outside this draw's own sample, and chosen by one that came to nothing and did not find 一致."""

    enrolment: Mapped[Enrolment] = relationship()


class CarryOver(Base):
    """带入: the check that goes on from one that came to nothing; whom that had chosen is carried once."""

    __tablename__ = "carry_over"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), index=True)
    voided_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), unique=True)
    """Voided, or ended as 无法完成."""


class Substitution(Base):
    """补抽: the next of the reserve takes the place of a trainee who was not reached or has left."""

    __tablename__ = "substitution"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), index=True)
    old_id: Mapped[int] = mapped_column(ForeignKey("drawn_trainee.id"), unique=True)
    new_id: Mapped[int] = mapped_column(ForeignKey("drawn_trainee.id"), unique=True)
    reason: Mapped[Replacement] = mapped_column(words(Replacement))
    made_by: Mapped[Short]
    made_at: Mapped[Moment]


class CheckConclusion(Base):
    """检查结论: the verdict with the conditions as they stood (R37 to R39)."""

    __tablename__ = "check_conclusion"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), unique=True)
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What a reader should look at more closely, in Chinese, as it stood; nothing of it decides."""
    concluded_by: Mapped[Short]
    concluded_at: Mapped[Moment] = mapped_column(index=True)


class CheckVoiding(Base):
    """作废, 收回: the check counts for nothing; its rows stay, and its draw is carried over."""

    __tablename__ = "check_voiding"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), unique=True)
    kind: Mapped[VoidingKind] = mapped_column(
        words(VoidingKind), default=VoidingKind.VOIDED, server_default=VoidingKind.VOIDED.value
    )
    reason: Mapped[Long]
    voided_by: Mapped[Short]
    """Who asked for it, or took it back."""
    confirmed_by: Mapped[Short] = mapped_column(default="", server_default="")
    """The second person; nobody where it was taken back, and before two were needed."""
    voided_at: Mapped[Moment]
