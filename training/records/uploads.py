"""Files that somebody of the office uploaded: each reading of them, and what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, Sealed, UtcTime
from training.intake.terms import PartialEnding, UploadState
from training.records.columns import Key, Long, Moment, PublicId, words
from training.records.staff.staff import Staff


class Upload(Base):
    """上传的文件: it counts for nothing until whoever uploaded it confirms what was shown of it."""

    __tablename__ = "upload"
    __table_args__ = (Index(None, "staff_id", "id"), Index(None, "state", "id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    file_name: Mapped[Long]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    """Bytes."""
    store_key: Mapped[Long]
    """Where its bytes lie, sealed, until `purged_at`."""
    handed_at: Mapped[Moment]
    state: Mapped[UploadState] = mapped_column(words(UploadState))
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When it was written or let go."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When its bytes were removed."""

    staff: Mapped[Staff] = relationship()
    readings: Mapped[list["UploadReading"]] = relationship(
        back_populates="upload", order_by="UploadReading.ordinal"
    )


class UploadReading(Base):
    """核对: one reading of the file, with the choices it was read by and all that was shown of it."""

    __tablename__ = "upload_reading"
    __table_args__ = (UniqueConstraint("upload_id", "ordinal"),)

    id: Mapped[Key]
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"))
    ordinal: Mapped[int]
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Kind, class, institution, sheet and columns, where they were chosen."""
    read_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Empty while it waits to be read."""
    is_acceptable: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 over the file and everything that was shown: it is what a confirmation repeats."""
    found: Mapped[str | None] = mapped_column(Sealed("upload_reading.found"))
    """What was shown, as JSON; emptied when its time is over."""

    upload: Mapped[Upload] = relationship(back_populates="readings")


class UploadFailure(Base):
    """没有读成: one try that ended without a result, and why, in words for whoever handed the file in."""

    __tablename__ = "upload_failure"

    id: Mapped[Key]
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)
    failed_at: Mapped[Moment]
    reason: Mapped[Long]


class PartialFile(Base):
    """续传的文件: one that comes part by part, until a form takes it in; it counts for nothing by itself."""

    __tablename__ = "partial_file"
    __table_args__ = (Index(None, "staff_id", "ended_at"), Index(None, "ended_at", "begun_at"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    file_name: Mapped[Long]
    changed_at: Mapped[str] = mapped_column(String(24), default="")
    """When the file was changed last, as the browser tells it; only for knowing the same file again."""
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes that it will have."""
    begun_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())
    ending: Mapped[PartialEnding | None] = mapped_column(words(PartialEnding))

    staff: Mapped[Staff] = relationship()


class FilePart(Base):
    """分段: what has arrived of a file, and lies in the store; the row is written after its bytes."""

    __tablename__ = "file_part"
    __table_args__ = (UniqueConstraint("file_id", "start"),)

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("partial_file.id"))
    start: Mapped[int] = mapped_column(BigInteger)
    """Bytes of the file before it."""
    size: Mapped[int]
    store_key: Mapped[Long] = mapped_column(index=True)
    """Where its bytes lie, sealed, until `purged_at`."""
    received_at: Mapped[Moment]
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
