"""What the autonomous region's system says of a district's year; ours is only secondary to it (R23)."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.batches import ImportBatch
from training.records.classes.districts import District
from training.records.columns import Key


class RegionTotal(Base):
    """自治区系统统计: the C1 figures of one district's year up to a day; a later file adds a row."""

    __tablename__ = "region_total"
    __table_args__ = (UniqueConstraint("district_id", "year", "batch_id"),)

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    year: Mapped[int]
    as_of: Mapped[date]
    """统计截止日期."""
    trained: Mapped[int]
    """培训人数."""
    subsidised: Mapped[int]
    """补贴人数."""
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    """补贴金额."""

    batch: Mapped[ImportBatch] = relationship()
    district: Mapped[District] = relationship()
