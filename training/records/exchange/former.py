"""历史证书: issued before this system, taken over by file, never counted among its own (R08, R17)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, BlindIndex, Sealed, UtcTime
from training.records.certificates import CertificateSeries
from training.records.classes.batches import ImportBatch
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short


class FormerCertificate(Base):
    """历史证书: one number of before. Whoever never was in a class here has the row alone, and no trainee."""

    __tablename__ = "former_certificate"
    __table_args__ = (
        Index(None, "id_number_index"),
        Index(None, "issued_on", "id"),
        CheckConstraint("paid_fen IS NULL OR paid_fen >= 0", name="is_a_sum"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """Whose it was; empty where the city took it over and the file does not say."""
    number: Mapped[Short]
    """证书编号, as the file has it."""
    number_key: Mapped[str] = mapped_column(String(64), unique=True)
    """By `compact_number`, as numbers are compared."""
    name: Mapped[Short]
    id_number: Mapped[str] = mapped_column(Sealed("former_certificate.id_number"))
    """身份证号."""
    id_number_index: Mapped[bytes] = mapped_column(BlindIndex("id_number"))
    trade: Mapped[Short]
    level: Mapped[Short]
    institution: Mapped[Long]
    class_number: Mapped[Short]
    issued_on: Mapped[date]
    paid_fen: Mapped[int | None]
    """历史拨付, in fen; empty where nothing is said of a payment."""
    paid_on: Mapped[date | None]
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Since then it says no more whose it was; the number is still nobody else's."""

    batch: Mapped[ImportBatch] = relationship()
    district: Mapped[District | None] = relationship()


class SeriesTakeover(Base):
    """序列接续: serials of a series that were issued before this system, and are issued by nobody again."""

    __tablename__ = "series_takeover"
    __table_args__ = (CheckConstraint("last_serial > before", name="goes_on"),)

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"), index=True)
    before: Mapped[int]
    """The last serial until then."""
    last_serial: Mapped[int]
    taken_at: Mapped[Moment]

    batch: Mapped[ImportBatch] = relationship()
    series: Mapped[CertificateSeries] = relationship()
