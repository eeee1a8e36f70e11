"""The outbox: whatever leaves the house is a row first, written in the transaction of its cause."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex, Sealed, UtcTime
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.terms import MessageState


class OutgoingMessage(Base):
    """待发短信: one SMS that is to be sent.

    A template and its parameters, not a text: mainland providers take nothing else.
    """

    __tablename__ = "outgoing_message"
    __table_args__ = (Index(None, "state", "due_at"), Index(None, "provider", "reference"))

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
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime())
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())


class DeliveryAttempt(Base):
    """发送记录: one attempt to hand a message to the sender, and what came of it."""

    __tablename__ = "delivery_attempt"

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(ForeignKey("outgoing_message.id"), index=True)
    attempted_at: Mapped[Moment]
    outcome: Mapped[Short]
    """sent, failed or expired."""
    reference: Mapped[Long] = mapped_column(default="")
    """The sender's own number of the message."""
    fault: Mapped[Long] = mapped_column(default="")
