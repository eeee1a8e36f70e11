"""The chat with staff: what was said to us, whom alerts were told, and how much of the quota is used."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from training.chat.terms import UsageKind
from training.database import Base, Sealed, UtcTime
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class ReceivedMessage(Base):
    """收到的消息: one message or press of a button in the chat, acted on once and answered.

    The act and its reply are written in one transaction, so a bot that dies resumes where it was.
    """

    __tablename__ = "received_message"
    __table_args__ = (Index(None, "settled_at", "leased_until"),)

    id: Mapped[Key]
    message_id: Mapped[Long] = mapped_column(unique=True)
    """The chat's own: what is delivered twice is received once."""
    sender: Mapped[Short]
    """The id in the chat; empty for somebody outside the organisation."""
    request: Mapped[str | None] = mapped_column(Sealed("received_message.request"))
    """What was said and where the answer goes, as JSON; emptied once settled."""
    reply: Mapped[str | None] = mapped_column(Sealed("received_message.reply"))
    """What is to be answered, as JSON; written with the act, emptied once settled."""
    received_at: Mapped[Moment]
    leased_until: Mapped[Moment]
    """Whoever received it works on it until then; afterwards any bot may resume it."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was taken over from a bot that died."""
    due_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Set while it waits for the platform's patience, and nobody works on it: tried again from then on."""
    waits: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often it waited so: each time longer."""
    acted_at: Mapped[datetime | None] = mapped_column(UtcTime())
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime())
    outcome: Mapped[Short] = mapped_column(default="")
    """answered, or given up."""


class AlertNotice(Base):
    """提醒告知: one alert on its way to one member of staff by a chat message of the robot."""

    __tablename__ = "alert_notice"
    __table_args__ = (UniqueConstraint("alert_id", "staff_id"),)

    id: Mapped[Key]
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    leased_until: Mapped[Moment]
    """A bot is telling it until then."""
    told_at: Mapped[datetime | None] = mapped_column(UtcTime())


class CheckFocus(Base):
    """正在查: the check that an inspector's commands in the chat are about."""

    __tablename__ = "check_focus"

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    entered_at: Mapped[Moment]


class ChatCard(Base):
    """卡片: the card in which somebody's chat shows a check as it goes on, or a claim until it is decided."""

    __tablename__ = "chat_card"
    __table_args__ = (
        UniqueConstraint("check_id", "staff_id"),
        UniqueConstraint("event_id", "staff_id"),
        Index(None, "is_due", "leased_until"),
        CheckConstraint("(check_id IS NULL) <> (event_id IS NULL)", name="a_card_shows_one_thing"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    """The chat knows the card by it."""
    check_id: Mapped[int | None] = mapped_column(ForeignKey("spot_check.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("claim_event.id"))
    """The act that brought a claim before this person: a claim that was mended comes with a new card."""
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    is_due: Mapped[bool]
    """Something happened that it does not show yet."""
    changes: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often something happened: what does so while a bot draws leaves the card due."""
    is_urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Since a bot took it something happened of which nobody told this person in words."""
    leased_until: Mapped[Moment]
    """Not drawn before: another bot is drawing it, it is night, or it rests after its latest drawing."""
    delivered_at: Mapped[datetime | None] = mapped_column(UtcTime())
    shown: Mapped[str] = mapped_column(String(64), default="")
    """Digest of what it shows: drawn again only where that changes."""


class ApiUsage(Base):
    """接口用量: how much of the organisation's monthly quota at the chat's platform we used."""

    __tablename__ = "api_usage"
    __table_args__ = (UniqueConstraint("month", "kind"),)

    id: Mapped[Key]
    month: Mapped[date]
    """Its first day."""
    kind: Mapped[UsageKind] = mapped_column(words(UsageKind))
    count: Mapped[int] = mapped_column(default=0)
