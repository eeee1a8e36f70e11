"""That a trainee took a copy of what is stored."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Moment


class DataCopy(Base):
    """数据副本: a trainee took a copy of the own data (个人信息保护法第四十五条)."""

    __tablename__ = "data_copy"
    __table_args__ = (
        # Of two at the same moment only one becomes number n of the day.
        UniqueConstraint("trainee_id", "taken_on", "ordinal"),
    )

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    taken_on: Mapped[date]
    ordinal: Mapped[int]
    taken_at: Mapped[Moment]
