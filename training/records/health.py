"""When the parts of this installation were last at work."""

from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.health.terms import Part
from training.records.columns import Moment, words


class Heartbeat(Base):
    """心跳: one row a part, moved on once a minute; it says how things stand, and nothing that happened."""

    __tablename__ = "heartbeat"

    part: Mapped[Part] = mapped_column(words(Part), primary_key=True)
    at: Mapped[Moment]
