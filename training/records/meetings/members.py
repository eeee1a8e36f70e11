"""Who was in a meeting, as its vendor told it: events, looks, the list; and accounts of trainees (R32)."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex, Sealed, UtcTime
from training.meetings.terms import PresenceSource
from training.records.columns import BigKey, Key, Long, Moment, words

# Part of every digest that is stored, so it stays as it was first called.
ACCOUNT = "union_id"


class MeetingPresence(Base):
    """出入会: one statement of the vendor on one member, as it came; the rules put them together."""

    __tablename__ = "meeting_presence"
    __table_args__ = (UniqueConstraint("meeting_id", "said_key"),)

    id: Mapped[BigKey]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    said_key: Mapped[str] = mapped_column(String(64))
    """Digest of what is said: the same said again is the same statement."""
    source: Mapped[PresenceSource] = mapped_column(words(PresenceSource))
    member_key: Mapped[str] = mapped_column(String(64))
    """The same for the same account, or the same name of a guest."""
    account_index: Mapped[bytes | None] = mapped_column(BlindIndex(ACCOUNT))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    """Of somebody who dialled in."""
    nick: Mapped[str] = mapped_column(Sealed("meeting_presence.nick"))
    is_in: Mapped[bool]
    joined_at: Mapped[datetime | None] = mapped_column(UtcTime())
    left_at: Mapped[datetime | None] = mapped_column(UtcTime())
    stayed_seconds: Mapped[int | None]
    """As the list of members sums it up."""
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    """Orders the events of one meeting (statusSeqNum)."""
    said_at: Mapped[Moment]


class MeetingLook(Base):
    """看一眼: one query of a running meeting, which alone tells the cameras."""

    __tablename__ = "meeting_look"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    looked_at: Mapped[Moment]


class CameraSighting(Base):
    """摄像头: how one member's camera stood at one look."""

    __tablename__ = "camera_sighting"
    __table_args__ = (UniqueConstraint("look_id", "member_key"),)

    id: Mapped[BigKey]
    look_id: Mapped[int] = mapped_column(ForeignKey("meeting_look.id"))
    member_key: Mapped[str] = mapped_column(String(64))
    account_index: Mapped[bytes | None] = mapped_column(BlindIndex(ACCOUNT))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"))
    nick: Mapped[str] = mapped_column(Sealed("meeting_presence.nick"))
    is_in: Mapped[bool]
    camera_is_on: Mapped[bool | None]
    """Empty where the vendor does not say."""


class MeetingEvent(Base):
    """会议事件: what the vendor pushed of a meeting, kept before it is acknowledged, applied after."""

    __tablename__ = "meeting_event"
    __table_args__ = (Index(None, "applied_at", "conference_id"),)

    id: Mapped[BigKey]
    event_id: Mapped[Long] = mapped_column(unique=True)
    """The vendor's own: what is delivered twice is received once."""
    conference_id: Mapped[Long]
    said: Mapped[str | None] = mapped_column(Sealed("meeting_event.said"))
    """What was said, as JSON; emptied once applied, or found to be of a meeting that is not ours."""
    received_at: Mapped[Moment]
    applied_at: Mapped[datetime | None] = mapped_column(UtcTime())


class ChatAccount(Base):
    """聊天账号: what the vendor answered when it was asked by a trainee's phone; the latest answer holds."""

    __tablename__ = "chat_account"
    __table_args__ = (Index(None, "trainee_id", "phone_index"),)

    id: Mapped[BigKey]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"))
    """The number that was asked for; another number is asked for anew."""
    chat_id: Mapped[str | None] = mapped_column(Sealed("chat_account.chat_id"))
    """Empty: nobody in the organisation has this number."""
    account_id: Mapped[str | None] = mapped_column(Sealed("chat_account.account_id"))
    account_index: Mapped[bytes | None] = mapped_column(BlindIndex(ACCOUNT))
    looked_up_at: Mapped[Moment]
