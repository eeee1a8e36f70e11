"""申请, 拨付 and 追回: applied for by fund, paid line by line, what came back (R21, R22, R65)."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.claims.terms import Payee
from training.database import Base
from training.notice.terms import Fund
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.meetings import SubsidyPublicity


class FinanceApplication(Base):
    """拨付申请: to the finance office of the place, of one fund, after the publicity (R21, R65)."""

    __tablename__ = "finance_application"
    __table_args__ = (
        UniqueConstraint("district_id", "number"),
        CheckConstraint("amount_fen > 0 AND people > 0", "positive"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    publicity_id: Mapped[int] = mapped_column(ForeignKey("subsidy_publicity.id"), index=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[Short]
    """申请文号."""
    fund: Mapped[Fund] = mapped_column(words(Fund))
    people: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    applied_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_by: Mapped[Short]
    made_at: Mapped[Moment]

    publicity: Mapped[SubsidyPublicity] = relationship()
    district: Mapped[District] = relationship()
    payments: Mapped[list["Payment"]] = relationship(order_by="Payment.id", viewonly=True)
    given_back: Mapped["ApplicationReturn | None"] = relationship(back_populates="application")


class ApplicationReturn(Base):
    """撤回申请: finance gave it back before anything was paid; its people stand in publicity again."""

    __tablename__ = "application_return"

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("finance_application.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    application: Mapped[FinanceApplication] = relationship(back_populates="given_back")


class Payment(Base):
    """拨付: what finance paid to one payee by one voucher, of one application and so of one fund (R22)."""

    __tablename__ = "payment"
    __table_args__ = (
        # Numbers of vouchers begin anew every year.
        UniqueConstraint("district_id", "fund", "year", "live_voucher"),
        CheckConstraint("amount_fen > 0", "amount"),
        Index(None, "paid_on"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    application_id: Mapped[int] = mapped_column(ForeignKey("finance_application.id"), index=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    fund: Mapped[Fund] = mapped_column(words(Fund))
    payee: Mapped[Payee] = mapped_column(words(Payee))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    """Whom it was paid to; None where each person was."""
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    year: Mapped[int]
    """Of `paid_on`."""
    voucher: Mapped[Short]
    """拨付凭证号."""
    live_voucher: Mapped[str | None] = mapped_column(String(64))
    """The same until the payment is undone (撤销登记): then the number is free for the right one."""
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)
    """Its line of the 收支台账."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]

    application: Mapped[FinanceApplication] = relationship(back_populates="payments")
    institution: Mapped[Institution | None] = relationship()
    entry: Mapped[LedgerEntry] = relationship()
    lines: Mapped[list["PaymentLine"]] = relationship(order_by="PaymentLine.id")

    @property
    def is_undone(self) -> bool:
        return self.live_voucher is None


class PaymentLine(Base):
    """拨付明细: one person's part; nobody has two that were not undone."""

    __tablename__ = "payment_line"
    __table_args__ = (CheckConstraint("amount_fen > 0", "amount"),)

    id: Mapped[Key]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("subsidy_line.id"), index=True)
    live_line_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_line.id"), unique=True)
    """The same line until the payment is undone."""
    amount_fen: Mapped[int]

    payment: Mapped[Payment] = relationship(back_populates="lines")
    recoveries: Mapped[list["Recovery"]] = relationship(order_by="Recovery.ordinal", viewonly=True)


class Recovery(Base):
    """追回: money that was paid is demanded back, with the reason."""

    __tablename__ = "recovery"
    __table_args__ = (
        UniqueConstraint("payment_line_id", "ordinal"),
        CheckConstraint("amount_fen > 0", "amount"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    payment_line_id: Mapped[int] = mapped_column(ForeignKey("payment_line.id"))
    ordinal: Mapped[int]
    amount_fen: Mapped[int]
    reason: Mapped[Long]
    demanded_on: Mapped[date]
    demanded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    demanded_by: Mapped[Short]
    demanded_at: Mapped[Moment]

    payment_line: Mapped[PaymentLine] = relationship()
    receipts: Mapped[list["RecoveryReceipt"]] = relationship(order_by="RecoveryReceipt.ordinal")
    withdrawal: Mapped["RecoveryWithdrawal | None"] = relationship(back_populates="recovery")


class RecoveryWithdrawal(Base):
    """撤销追回: what of a demand has not come yet is not demanded any more; what came stays."""

    __tablename__ = "recovery_withdrawal"

    id: Mapped[Key]
    recovery_id: Mapped[int] = mapped_column(ForeignKey("recovery.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    recovery: Mapped[Recovery] = relationship(back_populates="withdrawal")


class RecoveryReceipt(Base):
    """到账: money that came back, all of a demand or a part; one whose entry was reversed counts no more."""

    __tablename__ = "recovery_receipt"
    __table_args__ = (
        UniqueConstraint("recovery_id", "ordinal"),
        CheckConstraint("amount_fen > 0", "amount"),
    )

    id: Mapped[Key]
    recovery_id: Mapped[int] = mapped_column(ForeignKey("recovery.id"))
    ordinal: Mapped[int]
    amount_fen: Mapped[int]
    received_on: Mapped[date]
    voucher: Mapped[Short]
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    recorded_by: Mapped[Short]
    recorded_at: Mapped[Moment]

    recovery: Mapped[Recovery] = relationship(back_populates="receipts")
    entry: Mapped[LedgerEntry] = relationship()
