"""补贴资金相关会议 and 公示: what a meeting granted, and how it was shown to the public (R20, R21)."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short


class SubsidyMeeting(Base):
    """补贴资金相关会议研究审定: number, day, minutes; nothing is granted without them (R20)."""

    __tablename__ = "subsidy_meeting"
    __table_args__ = (UniqueConstraint("district_id", "number"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[Short]
    """会议号."""
    held_on: Mapped[date]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    noted_by: Mapped[Short]
    noted_at: Mapped[Moment]

    district: Mapped[District] = relationship()
    minutes: Mapped["MeetingMinutes | None"] = relationship(back_populates="meeting")
    """None only of a C1 meeting from before minutes were kept."""
    grants: Mapped[list["MeetingGrant"]] = relationship(order_by="MeetingGrant.id")


class MeetingMinutes(Base):
    """会议纪要, as they were handed in (R20)."""

    __tablename__ = "meeting_minutes"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("subsidy_meeting.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the file as it came."""
    media_type: Mapped[Short]
    """Of what is kept."""
    size: Mapped[int]
    store_key: Mapped[Long]
    """Where the store keeps it, sealed."""

    meeting: Mapped[SubsidyMeeting] = relationship(back_populates="minutes")


class MeetingGrant(Base):
    """审定: how many people of a class the meeting granted how much together."""

    __tablename__ = "meeting_grant"
    __table_args__ = (
        UniqueConstraint("meeting_id", "class_id"),
        CheckConstraint("people > 0 AND amount_fen > 0", "positive"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("subsidy_meeting.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    people: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)

    training_class: Mapped[TrainingClass] = relationship()


class SubsidyPublicity(Base):
    """公示: what a meeting granted, shown to the public for some working days (R21)."""

    __tablename__ = "subsidy_publicity"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("subsidy_meeting.id"), unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    phone: Mapped[Short]
    """监督电话."""
    working_days: Mapped[int]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    """The last day; money is applied for afterwards."""
    latest_on: Mapped[date | None]
    """Where the last day is guessed: under no arrangement is it later. None where it is certain."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_by: Mapped[Short]
    made_at: Mapped[Moment]

    meeting: Mapped[SubsidyMeeting] = relationship()
    district: Mapped[District] = relationship()

    @property
    def surely_ends_on(self) -> date:
        """Until then nobody applies for money, whatever the State Council arranges."""
        return self.latest_on or self.ends_on
