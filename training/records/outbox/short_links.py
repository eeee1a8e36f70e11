"""The short links of messages."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Moment


class ShortLink(Base):
    """短链接: the link in one SMS; it leads its trainee, signed in, to one page."""

    __tablename__ = "short_link"

    id: Mapped[Key]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """Of the token in the link; the token itself is nowhere but in the sealed message."""
    message_id: Mapped[int] = mapped_column(ForeignKey("outgoing_message.id"), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    held_on: Mapped[date | None]
    """The day of the class that it leads to; without one it leads to the claim."""
    expires_at: Mapped[Moment] = mapped_column(index=True)

    enrolment: Mapped[Enrolment] = relationship()
