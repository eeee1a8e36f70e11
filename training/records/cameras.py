"""Cameras in classrooms, and which class is seen by which (R06)."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, Sealed
from training.records.classes.classes import Institution, TrainingClass
from training.records.columns import Key, Long, Moment, Short


class Camera(Base):
    """摄像机: one camera at an institution as it was registered; another address is another camera."""

    __tablename__ = "camera"

    id: Mapped[Key]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    class_room: Mapped[Short]
    """教室."""
    address: Mapped[str] = mapped_column(Sealed("camera.address"))
    """Where it gives its still; sealed, for it says how one gets into a school's network."""
    account: Mapped[str] = mapped_column(Sealed("camera.account"))
    password: Mapped[str] = mapped_column(Sealed("camera.password"))
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    registered_by: Mapped[Short]
    registered_at: Mapped[Moment]

    institution: Mapped[Institution] = relationship()
    retirement: Mapped["CameraRetirement | None"] = relationship(viewonly=True)


class CameraRetirement(Base):
    """停用摄像机: from then on it is asked nothing; what it showed in checks stays."""

    __tablename__ = "camera_retirement"

    id: Mapped[Key]
    camera_id: Mapped[int] = mapped_column(ForeignKey("camera.id"), unique=True)
    reason: Mapped[Long]
    retired_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    retired_by: Mapped[Short]
    retired_at: Mapped[Moment]


class CameraUse(Base):
    """指定摄像机: a class is seen by this camera from then on, or by none; the latest holds."""

    __tablename__ = "camera_use"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"), Index(None, "camera_id"))

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    """From 1, counted for each class."""
    camera_id: Mapped[int | None] = mapped_column(ForeignKey("camera.id"))
    """None: no camera any more."""
    said_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    said_by: Mapped[Short]
    said_at: Mapped[Moment]

    camera: Mapped[Camera | None] = relationship()
    training_class: Mapped[TrainingClass] = relationship()
