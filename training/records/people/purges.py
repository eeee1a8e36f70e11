"""到期删除: what was planned for which night, and who stopped it when."""

from datetime import date

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Long, Moment, Short


class PurgePlan(Base):
    """What stood as due on the evening before a night; that night removes nothing else."""

    __tablename__ = "purge_plan"

    id: Mapped[Key]
    night: Mapped[date] = mapped_column(unique=True)
    """The Shanghai day in whose small hours it is done."""
    due: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    """The keys of the rows by the kind's own word (PurgeKind); no personal data."""
    is_suspicious: Mapped[bool]
    """So much at once that the night leaves it to a person."""
    planned_at: Mapped[Moment]


class PurgeHold(Base):
    """暂停和恢复到期删除: the last row says which of the two holds."""

    __tablename__ = "purge_hold"

    id: Mapped[Key]
    is_held: Mapped[bool]
    reason: Mapped[Long]
    said_by: Mapped[Short]
    said_at: Mapped[Moment]
