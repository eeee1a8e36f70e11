"""Which pictures of a spot check a camera of the classroom gave (监控, R39)."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Moment, Short


class CameraStill(Base):
    """监控截取: this picture came from this camera at this moment, and through nobody's hands."""

    __tablename__ = "camera_still"

    id: Mapped[Key]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), unique=True)
    camera_id: Mapped[int] = mapped_column(ForeignKey("camera.id"))
    class_room: Mapped[Short]
    """教室, as it was called then."""
    taken_at: Mapped[Moment]
    """By our clock, when the camera had given it."""
