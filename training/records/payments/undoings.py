"""撤销登记: somebody asks that a payment be undone, and another person decides (R22, R66)."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.columns import Key, Long, Moment, Short
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment


class PaymentUndoing(Base):
    """申请撤销: one person asks, and says what is wrong with the record."""

    __tablename__ = "payment_undoing"
    __table_args__ = (UniqueConstraint("payment_id", "ordinal"),)

    id: Mapped[Key]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    ordinal: Mapped[int]
    reason: Mapped[Long]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]

    payment: Mapped[Payment] = relationship()
    decision: Mapped["UndoingDecision | None"] = relationship(back_populates="undoing")


class UndoingDecision(Base):
    """同意撤销, or not: by another hand; then the ledger has its reversal and the money is due again."""

    __tablename__ = "payment_undoing_decision"

    id: Mapped[Key]
    undoing_id: Mapped[int] = mapped_column(ForeignKey("payment_undoing.id"), unique=True)
    is_agreed: Mapped[bool]
    note: Mapped[Long]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)
    """Its 冲正; None of a refusal."""
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Short]
    decided_at: Mapped[Moment]

    undoing: Mapped[PaymentUndoing] = relationship(back_populates="decision")
    entry: Mapped[LedgerEntry | None] = relationship()
