"""What proves a spot check: the heads that were counted, and the pictures (R38, R39)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, UtcTime
from training.records.checks.stills import CameraStill
from training.records.columns import ClientKey, Key, Long, Moment, PublicId, Short


class HeadCount(Base):
    """到课人数: how many trainees were counted in the room; the latest count holds, all are kept (R38)."""

    __tablename__ = "head_count"
    __table_args__ = (UniqueConstraint("check_id", "client_key"),)

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    heads: Mapped[int]
    counted_by: Mapped[Short]
    counted_at: Mapped[Moment]
    client_key: Mapped[ClientKey]


class Evidence(Base):
    """检查截图: a picture as it came, never changed; its own time and place stand only here (R39)."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("check_id", "sha256"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[Short]
    """Of the copy that is shown, by its content and never by its name; a HEIC is shown as JPEG."""
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """As the picture itself says (EXIF)."""
    taken_place: Mapped[Short] = mapped_column(default="")
    """Latitude and longitude as the picture itself says (EXIF)."""
    original_key: Mapped[Long]
    """Where the store keeps the bytes as they came."""
    served_key: Mapped[Long]
    """Where the store keeps the copy without EXIF that people are shown."""
    source: Mapped[Short]
    """By which way it came: chat, page, 监控."""
    received_by: Mapped[Short]
    received_at: Mapped[datetime] = mapped_column(UtcTime(), index=True)
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When its files were removed; that it was there, and its digest, stay."""

    withdrawal: Mapped["EvidenceWithdrawal | None"] = relationship()
    still: Mapped[CameraStill | None] = relationship(viewonly=True)
    """Which camera gave it, where one did."""


class EvidenceWithdrawal(Base):
    """撤回照片: a picture that came to the wrong check proves nothing in it; it stays, with the reason."""

    __tablename__ = "evidence_withdrawal"

    id: Mapped[Key]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), unique=True)
    reason: Mapped[Long]
    withdrawn_by: Mapped[Short]
    withdrawn_at: Mapped[Moment]


class PanoramaMark(Base):
    """全景标记: an inspector says whether a picture shows the room with everybody in it; the latest holds."""

    __tablename__ = "panorama_mark"

    id: Mapped[Key]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    is_panorama: Mapped[bool]
    everybody_in: Mapped[bool]
    """全部入镜."""
    marked_by: Mapped[Short]
    marked_at: Mapped[Moment]
