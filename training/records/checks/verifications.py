"""How often printed records are verified, by whoever holds one."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex
from training.records.columns import Key, Moment


class RecordVerification(Base):
    """记录核验: somebody looked up a printed record; kept for as long as it counts."""

    __tablename__ = "record_verification"
    __table_args__ = (Index(None, "address_index", "verified_at"),)

    id: Mapped[Key]
    address_index: Mapped[bytes] = mapped_column(BlindIndex("address"))
    """Of the network address that it came from."""
    verified_at: Mapped[Moment] = mapped_column(index=True)
