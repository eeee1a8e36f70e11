"""What a detector made of a picture: only a hint beside the inspector's own count (R32, R38)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, UtcTime
from training.records.columns import Key, Moment, Short


class FaceDetection(Base):
    """自动识别人脸: one try at one picture. Where faces are, never whose: nothing of a face is kept."""

    __tablename__ = "face_detection"
    __table_args__ = (UniqueConstraint("evidence_id", "attempt"),)

    id: Mapped[Key]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    attempt: Mapped[int]
    """From 1; whoever writes the row has the picture in hand."""
    begun_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """None while it is looked at, and for ever where the worker was killed."""
    took_ms: Mapped[int | None]
    faces: Mapped[int | None]
    """None unless it came to its end."""
    boxes: Mapped[list[list[int]]] = mapped_column(JSON)
    """Left, top, width, height and confidence (of 100) of each, in pixels of the picture that is shown."""
    detector: Mapped[Short] = mapped_column(default="")
    """Its name and version."""
    fault: Mapped[Short] = mapped_column(default="")
    """Why there is no count: timeout, killed by a signal, and the like."""
