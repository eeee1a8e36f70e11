"""补贴核定: who of a class is paid for, judged by the district; every act with one person's subsidy (R19).

A line is one person's subsidy: of a class it rests on a judgement, of C1 on a claim that was approved. Its
columns of state repeat the last of its acts, for the queues; what was decided is never changed. What does
not hold any more lapses, and a later 核定 or meeting writes another line.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.claims.terms import Payee
from training.database import Base, UtcTime
from training.eligibility.terms import LineAct, LineState, Scheme
from training.notice.terms import Fund
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication
from training.records.results import QualifiedList
from training.records.subsidies.standards import SubsidyStandard


class SubsidyJudgement(Base):
    """补贴核定: the district says of everybody on the approved list whether the person is paid for."""

    __tablename__ = "subsidy_judgement"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """第几次: after something changed it is judged anew, and the old ones stay."""
    list_id: Mapped[int] = mapped_column(ForeignKey("qualified_list.id"), index=True)
    list_sha256: Mapped[str] = mapped_column(String(64))
    """名单指纹, as it was."""
    planned_halves: Mapped[int]
    delivered_halves: Mapped[int]
    """全部培训课时完成后: what was taught, in half class hours (R54)."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of what the proposal was computed from: where today's is another one, it is judged anew."""
    needs_second: Mapped[bool]
    """Somebody is paid for against a reason that was found."""
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    signed_by: Mapped[Short]
    signed_at: Mapped[Moment]
    in_force_at: Mapped[datetime | None] = mapped_column(UtcTime())

    training_class: Mapped[TrainingClass] = relationship()
    qualified_list: Mapped[QualifiedList] = relationship()
    lines: Mapped[list["SubsidyLine"]] = relationship(order_by="SubsidyLine.id", viewonly=True)
    second: Mapped["JudgementSecond | None"] = relationship(back_populates="judgement")


class JudgementSecond(Base):
    """第二人签字: somebody else agrees that people are paid for against what was found, or does not; once."""

    __tablename__ = "judgement_second"

    id: Mapped[Key]
    judgement_id: Mapped[int] = mapped_column(ForeignKey("subsidy_judgement.id"), unique=True)
    is_agreed: Mapped[bool]
    note: Mapped[Long]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    signed_by: Mapped[Short]
    signed_at: Mapped[Moment]

    judgement: Mapped[SubsidyJudgement] = relationship(back_populates="second")


class SubsidyLine(Base):
    """补贴明细: one person, one class, one scheme, one fund."""

    __tablename__ = "subsidy_line"
    __table_args__ = (
        Index(None, "district_id", "state", "since", "id"),
        CheckConstraint("amount_fen > 0", "amount"),
        CheckConstraint("(judgement_id IS NULL) <> (claim_id IS NULL)", "ground"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    judgement_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_judgement.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("c1_claim.id"), index=True)
    """C1: sent back and approved anew, a claim has another line, and the earlier one has lapsed."""
    claim_approved_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Which approval of the claim it was."""
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    live_enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    """The same person until the line lapses: nobody has two of one class. None also of one that waits for a
    second person to take the place of another."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    scheme: Mapped[Scheme] = mapped_column(words(Scheme))
    state: Mapped[LineState] = mapped_column(words(LineState))
    since: Mapped[Moment]
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_standard.id"))
    """None of a line of a project, whose own standard holds, of a claim that came from before standards were
    kept, and of who is not paid for."""
    amount_fen: Mapped[int | None]
    """What the meeting can grant at most; None of who is not paid for."""
    fund: Mapped[Fund | None] = mapped_column(words(Fund))
    payee: Mapped[Payee | None] = mapped_column(words(Payee))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """What speaks against it: the word of `Exclusion`, words for the office, plain words for the person."""
    override_reason: Mapped[Long]
    """Why the person is paid for all the same, or is not although nothing was found."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_meeting.id"), index=True)
    granted_fen: Mapped[int | None]
    publicity_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_publicity.id"), index=True)
    has_objection: Mapped[bool]
    """An objection that is not settled holds the row."""
    application_id: Mapped[int | None] = mapped_column(ForeignKey("finance_application.id"), index=True)

    judgement: Mapped[SubsidyJudgement | None] = relationship()
    claim: Mapped[C1Claim | None] = relationship()
    enrolment: Mapped[Enrolment] = relationship(foreign_keys=[enrolment_id])
    district: Mapped[District] = relationship()
    standard: Mapped[SubsidyStandard | None] = relationship()
    meeting: Mapped[SubsidyMeeting | None] = relationship()
    publicity: Mapped[SubsidyPublicity | None] = relationship()
    application: Mapped[FinanceApplication | None] = relationship()
    events: Mapped[list["LineEvent"]] = relationship(back_populates="line", order_by="LineEvent.ordinal")


class LineEvent(Base):
    """办理记录: one act with a line, who, when, why."""

    __tablename__ = "line_event"
    # Two who act at the same moment would both write number n; only one of them does.
    __table_args__ = (UniqueConstraint("line_id", "ordinal"),)

    id: Mapped[Key]
    line_id: Mapped[int] = mapped_column(ForeignKey("subsidy_line.id"))
    ordinal: Mapped[int]
    act: Mapped[LineAct] = mapped_column(words(LineAct))
    state: Mapped[LineState] = mapped_column(words(LineState))
    """Where the line stands after it."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment] = mapped_column(index=True)
    reason: Mapped[Long]

    line: Mapped[SubsidyLine] = relationship(back_populates="events")


LINE_IS_PROPOSED = and_(
    SubsidyLine.live_enrolment_id.is_(None), SubsidyLine.state.in_((LineState.ELIGIBLE, LineState.EXCLUDED))
)
"""待第二人签字: it is to take the place of a line that lives until a second person has agreed."""
LINE_IS_AT_THE_MONEY = SubsidyLine.state.in_((LineState.APPLIED, LineState.PAID))
"""Money was applied for, or has gone and nobody brought it back."""
