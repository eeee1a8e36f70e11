"""That a trainee was told what is processed, and when."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.records.columns import Key, Moment, Short


class NoticeAcknowledgement(Base):
    """告知确认: a trainee saw this version of the notice about personal data (个人信息保护法第十七条)."""

    __tablename__ = "notice_acknowledgement"
    __table_args__ = (UniqueConstraint("trainee_id", "version"),)

    id: Mapped[Key]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    version: Mapped[Short]
    acknowledged_at: Mapped[Moment]
