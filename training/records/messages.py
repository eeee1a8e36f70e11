"""The outbox: whatever leaves the house is a row first, written in the transaction of its cause."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from training.database import Base, BlindIndex, Sealed, UtcTime
from training.records.columns import Key, Long, Moment, PublicId, Short


class OutgoingMessage(Base):
    """待发短信: one SMS that is to be sent."""

    __tablename__ = "outgoing_message"
    __table_args__ = (Index(None, "settled_at", "leased_until"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    occasion: Mapped[Short]
    """Why it is sent, such as login_code."""
    phone: Mapped[str] = mapped_column(Sealed("phone"))
    phone_index: Mapped[bytes] = mapped_column(BlindIndex("phone"), index=True)
    text: Mapped[str | None] = mapped_column(Sealed("outgoing_message.text"))
    """Emptied once the message is settled: that it was sent is kept, what it said is not."""
    written_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    """After this it is of no use and is not sent."""
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime())
    """A worker holds it until then; a worker that died lets go by itself."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime())


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
