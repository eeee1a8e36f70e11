"""C1 claims: the claim, every act with it, its publicity and its payment (R59 to R61, R20 to R22)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.claims.terms import ClaimAct, ClaimState
from training.database import Base, UtcTime
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity


class C1Claim(Base):
    """C1 补贴申领: one person's claim for one class.

    How it stands is told by its acts; `state` and what is beside it repeat the last of them for the queues.
    """

    __tablename__ = "c1_claim"
    __table_args__ = (
        Index(None, "district_id", "state", "since", "id"),
        Index(None, "state", "since", "id"),
        Index(None, "look_is_due", "since", "id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    live_enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    """The enrolment while the claim lives, so that there is one living claim per person and class."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who filed it for the trainee at the counter (代办); that person does not review it."""
    state: Mapped[ClaimState] = mapped_column(words(ClaimState))
    since: Mapped[Moment]
    second_reviewer_is_due: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the draw for a second look, stored with the approval."""
    look_is_due: Mapped[bool] = mapped_column(default=False)
    """复查: drawn for a second look that the city has not taken yet."""
    approved_at: Mapped[datetime | None] = mapped_column(UtcTime())
    publicity_id: Mapped[int | None] = mapped_column(ForeignKey("publicity.id"), index=True)
    has_objection: Mapped[bool] = mapped_column(default=False)
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When its papers were removed; the decision stays."""

    enrolment: Mapped[Enrolment] = relationship(foreign_keys=[enrolment_id])
    district: Mapped[District] = relationship()
    publicity: Mapped[Publicity | None] = relationship()
    events: Mapped[list["ClaimEvent"]] = relationship(back_populates="claim", order_by="ClaimEvent.ordinal")
    payment: Mapped["ClaimPayment | None"] = relationship(back_populates="claim")
    counter_filings: Mapped[list["CounterFiling"]] = relationship(
        back_populates="claim", order_by="CounterFiling.id"
    )


class CounterFiling(Base):
    """窗口代办: a member of staff helped to file the claim for the trainee, and so does not review it."""

    __tablename__ = "counter_filing"
    __table_args__ = (UniqueConstraint("claim_id", "staff_id"),)

    id: Mapped[Key]
    claim_id: Mapped[int] = mapped_column(ForeignKey("c1_claim.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    filed_at: Mapped[Moment]
    """When this person first did so."""

    claim: Mapped[C1Claim] = relationship(back_populates="counter_filings")
    staff: Mapped[Staff] = relationship()


class ClaimEvent(Base):
    """办理记录: one act with a claim, who, when, why."""

    __tablename__ = "claim_event"
    # Two who act at the same moment would both write number n; only one of them does.
    __table_args__ = (UniqueConstraint("claim_id", "ordinal"),)

    id: Mapped[Key]
    claim_id: Mapped[int] = mapped_column(ForeignKey("c1_claim.id"))
    ordinal: Mapped[int]
    act: Mapped[ClaimAct] = mapped_column(words(ClaimAct))
    state: Mapped[ClaimState] = mapped_column(words(ClaimState))
    """Where the claim stands after it."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """None where the trainee or a command acted."""
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment] = mapped_column(index=True)
    reason: Mapped[Long] = mapped_column(default="")
    consent_version: Mapped[Short] = mapped_column(default="")
    """Which text of 告知与承诺 was ticked, with a submission."""

    claim: Mapped[C1Claim] = relationship(back_populates="events")
    staff: Mapped[Staff | None] = relationship()


class ClaimPayment(Base):
    """拨付: what was paid for a claim, when, by which voucher (R22)."""

    __tablename__ = "claim_payment"

    id: Mapped[Key]
    claim_id: Mapped[int] = mapped_column(ForeignKey("c1_claim.id"), unique=True)
    amount_fen: Mapped[int]
    paid_on: Mapped[date]
    voucher: Mapped[Short]
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]

    claim: Mapped[C1Claim] = relationship(back_populates="payment")


CLAIM_IS_GRANTED = C1Claim.state.in_(
    (ClaimState.APPROVED, ClaimState.PUBLICISED, ClaimState.APPLIED, ClaimState.PAID)
)
"""The money is promised or gone."""
