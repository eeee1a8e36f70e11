"""Who looked at whose data: written for every look, whatever it was for."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base
from training.privacy.terms import Door
from training.records.columns import BigKey, Long, Moment, Short, words


class DataLook(Base):
    """查阅: somebody of the office was shown personal data (个人信息保护法第五十一条、第五十四条).

    It names the address and never what was typed: a search for a phone would itself be personal data.
    """

    __tablename__ = "data_look"
    __table_args__ = (Index(None, "who", "looked_at"), Index(None, "looked_at"))

    id: Mapped[BigKey]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Empty where an operator ran a command."""
    who: Mapped[Short]
    door: Mapped[Door] = mapped_column(words(Door))
    what: Mapped[Short]
    subject: Mapped[Long]
    """The path of a page or of the API, a command, a question in the chat; without who was asked for."""
    looked_at: Mapped[Moment]
