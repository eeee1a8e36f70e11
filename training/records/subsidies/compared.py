"""比对名单: who is employed, retired, paid by the state …, as the office brings it (R19, R58).

Plain ID numbers are never stored. Nothing is left of which an index could be made again: after another index
key the lists have to be brought anew.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex, UtcTime
from training.eligibility.terms import ComparedKind
from training.records.classes.batches import ImportBatch
from training.records.classes.districts import District
from training.records.columns import BigKey, Key, Long, Moment, PublicId, Short, words


class ComparedList(Base):
    """比对名单: one list of one kind as it was on a day; a later one of the same place takes its place."""

    __tablename__ = "compared_list"
    __table_args__ = (Index(None, "kind", "as_of"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    """None: brought by the city, for everybody."""
    kind: Mapped[ComparedKind] = mapped_column(words(ComparedKind))
    as_of: Mapped[date]
    """数据截止日期."""
    source: Mapped[Long]
    """数据来源: which office gave it."""
    people: Mapped[int]
    index_key: Mapped[str] = mapped_column(String(16))
    """Fingerprint of the key by which its numbers were indexed."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Since when it counts for nothing; it follows the withdrawal."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When its people were removed; that it was there stays."""

    batch: Mapped[ImportBatch] = relationship()
    district: Mapped[District | None] = relationship()


class ComparedPerson(Base):
    """比对人员: an ID number's index, and from when until when it holds."""

    __tablename__ = "compared_person"
    __table_args__ = (
        UniqueConstraint("list_id", "id_number_index", "from_day"),
        Index(None, "id_number_index"),
    )

    id: Mapped[BigKey]
    list_id: Mapped[int] = mapped_column(ForeignKey("compared_list.id"))
    id_number_index: Mapped[bytes] = mapped_column(BlindIndex("id_number"))
    from_day: Mapped[date]
    """起; 1900-01-01 where the list does not say."""
    until_day: Mapped[date | None]
    """止; None: still."""


class ComparedWithdrawal(Base):
    """撤回名单: a list was wrong; what it excluded is judged anew."""

    __tablename__ = "compared_withdrawal"

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("compared_list.id"), unique=True)
    reason: Mapped[Long]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]
