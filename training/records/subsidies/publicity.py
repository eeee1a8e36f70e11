"""公示: what a meeting decided, shown to the public (R20, R21)."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.claims.terms import Payee
from training.database import Base
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class Publicity(Base):
    """公示: the claims that a meeting decided about, shown to the public for some working days (R20, R21)."""

    __tablename__ = "publicity"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    meeting_number: Mapped[Short]
    """会议号."""
    meeting_on: Mapped[date]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    """The last day; money is applied for afterwards."""
    latest_on: Mapped[date | None]
    """Where the last day is guessed: under no arrangement is it later. None where it is certain."""
    amount_fen: Mapped[int | None]
    """What the meeting granted each person; None of a publicity from before this was kept."""
    payee: Mapped[Payee | None] = mapped_column(words(Payee))
    made_by: Mapped[Short]
    made_at: Mapped[Moment]

    @property
    def surely_ends_on(self) -> date:
        """Until then nobody applies for money, whatever the State Council arranges."""
        return self.latest_on or self.ends_on

    district: Mapped[District] = relationship()
    minutes: Mapped["PublicityMinutes | None"] = relationship(back_populates="publicity")


class PublicityMinutes(Base):
    """会议纪要: the minutes of the meeting that decided, as they were handed in (R20)."""

    __tablename__ = "publicity_minutes"

    id: Mapped[Key]
    publicity_id: Mapped[int] = mapped_column(ForeignKey("publicity.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the file as it came."""
    media_type: Mapped[Short]
    """Of what is kept."""
    size: Mapped[int]
    store_key: Mapped[Long]
    """Where the store keeps it, sealed."""
    received_by: Mapped[Short]
    received_at: Mapped[Moment]

    publicity: Mapped[Publicity] = relationship(back_populates="minutes")
