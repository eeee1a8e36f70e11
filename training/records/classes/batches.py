"""Import batches: who brought which file, when, and what became of its rows."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from training.attendance.terms import Source, WaitsFor
from training.database import Base
from training.records.columns import Key, Long, Moment, Short, words

HANDED_IN = text("kind <> 'push'")
"""What people brought; machines bring thousands of times as much."""


class ImportBatch(Base):
    """导入批次: one stored import of one file; a refused file leaves no batch."""

    __tablename__ = "import_batch"
    __table_args__ = (
        Index(None, "sha256", "kind", "scope"),
        Index("ix_import_batch_handed_in", "id", sqlite_where=HANDED_IN, postgresql_where=HANDED_IN),
        CheckConstraint(
            "rows_read = rows_stored + rows_known + rows_quarantined + rows_refused",
            name="every_row_is_accounted_for",
        ),
    )

    id: Mapped[Key]
    kind: Mapped[Short]
    """filing, roster, timetable, punches, watch, region, or push of a machine."""
    scope: Mapped[Long] = mapped_column(default="")
    """The class or institution named with the file, where the file does not say it."""
    file_name: Mapped[Long]
    sha256: Mapped[str] = mapped_column(String(64))
    imported_by: Mapped[Short]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who of the office; empty where it was whoever runs the installation, or a machine."""
    imported_at: Mapped[Moment] = mapped_column(index=True)
    source: Mapped[Source | None] = mapped_column(words(Source))
    """Of punches: live, backlog or a file, and never two of them in one batch."""
    waits_for: Mapped[WaitsFor | None] = mapped_column(words(WaitsFor), index=True)
    """Why its punches credit nothing unless the batch is accepted; empty where they count at once."""
    rows_read: Mapped[int]
    rows_stored: Mapped[int]
    rows_known: Mapped[int]
    rows_quarantined: Mapped[int]
    rows_refused: Mapped[int]
