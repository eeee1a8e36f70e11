"""What attendance machines and live streams recorded, raw and never changed."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex, Sealed
from training.records.columns import BigKey, Key, Moment, Short


class Punch(Base):
    """打卡: a number seen by a machine at a second (R43); whose it was the rosters tell, at any later time.

    The key order serves both ends: the same punch comes once, and a trainee's punches lie side by side.
    """

    __tablename__ = "punch"
    __table_args__ = (
        UniqueConstraint("institution_id", "number", "punched_at", "device"),
        # One machine's punches of a span of time: who came at the same moment, how many it must have.
        Index(None, "device", "punched_at"),
    )

    id: Mapped[BigKey]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    number: Mapped[str] = mapped_column(String(24))
    """考勤号, without leading zeros."""
    punched_at: Mapped[Moment]
    device: Mapped[str] = mapped_column(String(64), default="")
    """机器号, or the serial number of a machine that pushes, without leading zeros; empty where the file
    does not say."""
    status: Mapped[int | None]
    """As the machine says; never trusted for in or out."""
    verify: Mapped[int | None]
    """How the machine recognised the person; 15 is the face."""
    clock_is_wrong: Mapped[bool] = mapped_column(default=False)
    """The device clock cannot be right: kept, listed in quarantine, not credited unless it comes again once
    its time is possible: then it is released (R43)."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    line: Mapped[int]
    """Row of the batch's file, counted from 1."""


class WatchRecord(Base):
    """观看记录: a span of watching a live lesson (R44); matched to the roster by phone, then name."""

    __tablename__ = "watch_record"
    __table_args__ = (
        UniqueConstraint("class_id", "name", "phone_index", "entered_at", "left_at"),
        Index(None, "class_id", "phone_index"),
    )

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    name: Mapped[Short]
    phone: Mapped[str] = mapped_column(Sealed("phone"))
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"))
    """Of the empty text where the export has no phone."""
    entered_at: Mapped[Moment]
    left_at: Mapped[Moment]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    line: Mapped[int]
