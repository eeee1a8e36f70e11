"""What came too late or from a doubtful place: who accepted it, and what arrived after all (R43, R45)."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.batches import ImportBatch
from training.records.columns import BigKey, Key, Long, Moment
from training.records.staff.staff import Staff


class BatchAcceptance(Base):
    """批次确认: the district or the city accepts a batch that waits, or does not; once."""

    __tablename__ = "batch_acceptance"

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), unique=True)
    is_accepted: Mapped[bool]
    """Else its punches credit nothing for good."""
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[Long]
    decided_at: Mapped[Moment]

    batch: Mapped[ImportBatch] = relationship()
    staff: Mapped[Staff] = relationship()


class PunchRelease(Base):
    """放行: a punch that waited, or whose time was not possible yet, came again; since when.

    It counts, unless the batch in which it came again waits itself: then it counts once that is accepted,
    whatever becomes of the one in which it came first.
    """

    __tablename__ = "punch_release"

    id: Mapped[BigKey]
    punch_id: Mapped[int] = mapped_column(ForeignKey("punch.id"), unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    """The batch in which it came so."""
    released_at: Mapped[Moment]
