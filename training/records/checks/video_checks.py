"""What a video check keeps: its roster, faces counted, the fallback with its statistics (R31 to R35)."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import FallbackReason, StatisticsSource
from training.database import Base, UtcTime
from training.records.classes.trainees import Enrolment
from training.records.columns import ClientKey, Key, Long, Moment, PublicId, Short, words


class VideoStart(Base):
    """应到名册: the active roster when a video check began; later changes of the roster do not change it."""

    __tablename__ = "video_start"

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), unique=True)
    roster: Mapped[list[str]] = mapped_column(JSON)
    """The enrolments' public ids, sorted."""
    roster_hash: Mapped[str] = mapped_column(String(64))
    """As a draw has it: SHA-256 of the ids, sorted, each followed by a line feed."""
    roster_size: Mapped[int]
    """应到人数 N: what the rates are of (R32, R35)."""
    override_reason: Mapped[Long] = mapped_column(default="")
    """Why it was held although no online lesson was on."""


class FaceCount(Base):
    """人脸数: how many trainees' faces a screenshot shows; the latest of each picture holds, all are kept."""

    __tablename__ = "face_count"
    __table_args__ = (UniqueConstraint("check_id", "client_key"),)

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    faces: Mapped[int]
    counted_by: Mapped[Short]
    counted_at: Mapped[Moment]
    client_key: Mapped[ClientKey]


class MeetingFailure(Base):
    """会议失败: why live statistics decide instead of a meeting; the latest holds, all are kept (R34)."""

    __tablename__ = "meeting_failure"
    __table_args__ = (UniqueConstraint("check_id", "client_key"),)

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    reason: Mapped[FallbackReason] = mapped_column(words(FallbackReason))
    explanation: Mapped[Long]
    """In the inspector's own words."""
    reported_by: Mapped[Short]
    reported_at: Mapped[Moment]
    client_key: Mapped[ClientKey]


class LiveStatistics(Base):
    """直播统计: the live statistics of the check's day, kept as they came; the latest holds (R35)."""

    __tablename__ = "live_statistics"
    __table_args__ = (UniqueConstraint("check_id", "client_key"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    source: Mapped[StatisticsSource] = mapped_column(words(StatisticsSource))
    day: Mapped[date]
    file_name: Mapped[Long]
    """As it was handed over; by the interface, the live's own id."""
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    file_key: Mapped[Long]
    """Where the store keeps the bytes as they came."""
    lines: Mapped[int]
    strangers: Mapped[int]
    teachers: Mapped[int]
    duplicates: Mapped[int]
    received_by: Mapped[Short]
    received_at: Mapped[Moment]
    client_key: Mapped[ClientKey]
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the file and the names in it had outlived their time."""

    viewers: Mapped[list["StatisticsViewer"]] = relationship(order_by="StatisticsViewer.id")


class StatisticsViewer(Base):
    """观看学员: one trainee of the roster in the statistics, once, however many lines or devices (R35)."""

    __tablename__ = "statistics_viewer"
    __table_args__ = (UniqueConstraint("statistics_id", "enrolment_id"),)

    id: Mapped[Key]
    statistics_id: Mapped[int] = mapped_column(ForeignKey("live_statistics.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    watched_seconds: Mapped[int]

    enrolment: Mapped[Enrolment] = relationship()
