"""The outbox: whatever leaves the house is a row first, written in the transaction of its cause."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex, Sealed, UtcTime
from training.outbox.terms import MessageState, SmsFate
from training.records.columns import Key, Long, Moment, PublicId, Short, words

ASKED = text("asked_by <> ''")
"""Sent again by somebody: few of very many."""


class OutgoingMessage(Base):
    """待发短信: one SMS that is to be sent.

    A template and its parameters, not a text: mainland providers take nothing else.
    """

    __tablename__ = "outgoing_message"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "state", "expires_at"),
        Index(None, "provider", "reference"),
        Index(None, "provider", "look_up_at"),
        Index(None, "district_id", "id"),
        Index("ix_outgoing_message_asked_at", "written_at", sqlite_where=ASKED, postgresql_where=ASKED),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    dedupe_key: Mapped[Long] = mapped_column(unique=True)
    """One cause, one message: whoever writes it a second time writes nothing."""
    template: Mapped[Short]
    """Why it is sent: a key of the catalogue of messages, such as login_code."""
    parameters: Mapped[str | None] = mapped_column(Sealed("outgoing_message.parameters"))
    """The template's values in order, as JSON text; emptied after retention, of codes as soon as settled."""
    phone: Mapped[str | None] = mapped_column(Sealed("phone"))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("phone"), index=True)
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainee.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    """Whose cost it is."""
    asked_by: Mapped[Short] = mapped_column(default="", server_default="")
    """Who had it sent again; empty where its cause wrote it."""
    state: Mapped[MessageState] = mapped_column(words(MessageState), default=MessageState.CREATED)
    written_at: Mapped[Moment]
    due_at: Mapped[Moment]
    """Not sent before; moved on by every temporary failure."""
    expires_at: Mapped[Moment]
    """After this it is of no use and is not sent."""
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime())
    """A worker holds it until then; what a dead worker held is found by the sweep."""
    attempts: Mapped[int] = mapped_column(default=0)
    segments: Mapped[int] = mapped_column(default=0)
    """How many SMS the text was billed as; 0 until it was sent."""
    provider: Mapped[Short] = mapped_column(default="")
    reference: Mapped[Long] = mapped_column(default="")
    """The provider's own number of the message."""
    attempted_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the latest attempt began."""
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the provider took it."""
    look_up_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When to ask the provider what became of it, because nobody has told us."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When nothing more was to be done; a receipt may still follow."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())


class DeliveryAttempt(Base):
    """发送记录: one attempt to hand a message to the sender, and what came of it."""

    __tablename__ = "delivery_attempt"

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    attempted_at: Mapped[Moment]
    outcome: Mapped[Short]
    """sent, a SmsTrouble, or what happened without an attempt: lost, looked_up, expired, cancelled."""
    reference: Mapped[Long] = mapped_column(default="")
    """The sender's own number of the message."""
    fault: Mapped[Long] = mapped_column(default="")


class MessageReceipt(Base):
    """回执: what a provider told us of a message, stored before anything is made of it."""

    __tablename__ = "message_receipt"

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    received_at: Mapped[Moment]
    fate: Mapped[SmsFate] = mapped_column(words(SmsFate))
    reference: Mapped[Long]
    code: Mapped[Short]
    segments: Mapped[int]
    said: Mapped[str | None] = mapped_column(Sealed("message_receipt.said"))
    """The fields as they came, without the number, as JSON text; emptied after retention."""
    applied_at: Mapped[datetime | None] = mapped_column(UtcTime(), index=True)


class SmsChannel(Base):
    """短信通道: how one provider stands, for all workers alike."""

    __tablename__ = "sms_channel"

    provider: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    """In a row."""
    paused_until: Mapped[datetime | None] = mapped_column(UtcTime())
    reason: Mapped[Long] = mapped_column(default="")
    next_slot_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """How far its rate is used up."""


class ChannelResumption(Base):
    """恢复通道: somebody ended the pause of a provider's channel."""

    __tablename__ = "channel_resumption"

    id: Mapped[Key]
    provider: Mapped[Short]
    resumed_at: Mapped[Moment]
    resumed_by: Mapped[Short]
