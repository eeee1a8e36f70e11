"""收支台账: entries by district, fund and year; both databases refuse to change or delete one (R66)."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class LedgerEntry(Base):
    """台账: one line; what was wrong is reversed by another."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        # Of two who write at once one gets the number, the other the next.
        UniqueConstraint("district_id", "fund", "year", "ordinal"),
        CheckConstraint("amount_fen <> 0", "amount"),
        Index(None, "on_day"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    fund: Mapped[Fund] = mapped_column(words(Fund))
    year: Mapped[int]
    """Of `on_day`."""
    ordinal: Mapped[int]
    """From 1, without a gap, in the order in which they were written."""
    on_day: Mapped[date]
    """When the money came or went."""
    kind: Mapped[EntryKind] = mapped_column(words(EntryKind))
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    """Above 0: 收入; below: 支出."""
    voucher: Mapped[Long]
    """凭证号."""
    summary: Mapped[Long]
    """摘要."""
    counterpart: Mapped[Long]
    """对方单位."""
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    """Where it is of one class."""
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)
    """冲正: the entry that this one takes back; once, and never one that takes back itself."""
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_by: Mapped[Short]
    written_at: Mapped[Moment]

    district: Mapped[District] = relationship()
    training_class: Mapped[TrainingClass | None] = relationship()
    reverses: Mapped["LedgerEntry | None"] = relationship(remote_side="LedgerEntry.id")
