"""职业培训券: vouchers by batch, and every act with one (R10)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, and_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex, UtcTime
from training.notice.terms import Fund
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment, Trainee
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.vouchers.terms import FaceMoney, VoucherMove, VoucherState


class VoucherBatch(Base):
    """发放批次: vouchers of one kind that the city issued at once."""

    __tablename__ = "voucher_batch"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_until", "days"),
        CheckConstraint("people > 0", "people"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    number: Mapped[Short] = mapped_column(unique=True)
    """批次号."""
    name: Mapped[Long]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """For whose people; None: of the whole city."""
    trade: Mapped[Short]
    """培训工种; empty: any."""
    level: Mapped[Short]
    face_fen: Mapped[int | None]
    """面值; None: 定向券."""
    fund: Mapped[Fund] = mapped_column(words(Fund))
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    """The last day on which it is good."""
    people: Mapped[int]
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    issued_by: Mapped[Short]
    issued_at: Mapped[Moment]

    district: Mapped[District | None] = relationship()


class Voucher(Base):
    """职业培训券: one number, for one person."""

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("batch_id", "serial"),
        Index(None, "trainee_id", "year"),
        Index(None, "state", "valid_until"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    batch_id: Mapped[int] = mapped_column(ForeignKey("voucher_batch.id"))
    serial: Mapped[int]
    number: Mapped[Short] = mapped_column(unique=True)
    """券号."""
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    year: Mapped[int]
    """Of the day of issue: so many living ones a year."""
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """Whose person it is; None: nobody said."""
    valid_until: Mapped[date]
    """As its batch says; for the queues."""
    state: Mapped[VoucherState] = mapped_column(words(VoucherState))
    """For the queues; it follows the acts, and the day alone makes it 已过期."""
    used_enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    """For which place in a class it is used: a place takes one voucher, a voucher one place."""
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    """The number that the city had of its person when it issued it; none of those of before."""
    told_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When its person was written to that it is there; empty where no message may reach."""
    warned_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """The same of its last day."""

    batch: Mapped[VoucherBatch] = relationship()
    trainee: Mapped[Trainee] = relationship()
    district: Mapped[District | None] = relationship()
    used_enrolment: Mapped[Enrolment | None] = relationship()
    events: Mapped[list["VoucherEvent"]] = relationship(order_by="VoucherEvent.ordinal", viewonly=True)


class VoucherEvent(Base):
    """办理记录: one act with a voucher, who, when, why."""

    __tablename__ = "voucher_event"
    __table_args__ = (UniqueConstraint("voucher_id", "ordinal"),)

    id: Mapped[Key]
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"))
    ordinal: Mapped[int]
    move: Mapped[VoucherMove] = mapped_column(words(VoucherMove))
    state: Mapped[VoucherState] = mapped_column(words(VoucherState))
    """Where it stands after it."""
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    reason: Mapped[Long]
    acted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment] = mapped_column(index=True)

    voucher: Mapped[Voucher] = relationship(viewonly=True)
    money: Mapped["VoucherMoney | None"] = relationship(viewonly=True)


class VoucherMoney(Base):
    """券款去向: what whoever asks to take a 核销 back says of its money."""

    __tablename__ = "voucher_money"
    __table_args__ = (CheckConstraint("(returned_fen IS NULL) = (returned_on IS NULL)", "returned"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("voucher_event.id"), unique=True)
    stand: Mapped[FaceMoney] = mapped_column(words(FaceMoney))
    returned_fen: Mapped[int | None]
    returned_on: Mapped[date | None]
    reference: Mapped[Short]
    """退款回单号; of money that never went out, by which paper that is seen."""


class VoucherTry(Base):
    """领用码输错: somebody typed a code that is not the voucher's."""

    __tablename__ = "voucher_try"
    __table_args__ = (Index(None, "staff_id", "tried_at"), Index(None, "voucher_id", "tried_at"))

    id: Mapped[Key]
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    tried_at: Mapped[Moment]


VOUCHER_HAS_PAID = and_(
    Voucher.state == VoucherState.WRITTEN_OFF,
    Voucher.batch_id.in_(select(VoucherBatch.id).where(VoucherBatch.face_fen.is_not(None)).correlate(None)),
)
"""已核销, with a face value: the training of its place is paid for by it."""
