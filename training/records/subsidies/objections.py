"""异议: each is a row of its own, and settled by itself (R21)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.columns import Key, PublicId
from training.records.subsidies.lines import LineEvent, SubsidyLine


class LineObjection(Base):
    """What somebody objects to one line; who wrote it down, when and why say the acts that it names."""

    __tablename__ = "line_objection"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    line_id: Mapped[int] = mapped_column(ForeignKey("subsidy_line.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("line_event.id"), unique=True)
    """收到异议."""
    received_on: Mapped[date]
    """On which day it came; the act says when it was written down."""
    settled_event_id: Mapped[int | None] = mapped_column(ForeignKey("line_event.id"))
    """异议不成立 or 异议成立; None: it is open, or ended with a line that lapsed."""

    line: Mapped[SubsidyLine] = relationship()
    event: Mapped[LineEvent] = relationship(foreign_keys=[event_id])
    settled: Mapped[LineEvent | None] = relationship(foreign_keys=[settled_event_id])
