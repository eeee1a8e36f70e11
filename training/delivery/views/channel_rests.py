"""Whether the channel of short messages is paused."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.rules.message_limits import ChannelHealth
from training.records.outbox.messages import SmsChannel


def channel_health(channel: SmsChannel) -> ChannelHealth:
    return ChannelHealth(channel.failures, channel.paused_until)


def rests(session: Session, provider: str, *, now: datetime) -> bool:
    """Whether the channel is paused; takes no lock."""
    channel = session.get(SmsChannel, provider)
    return channel is not None and channel_health(channel).rests(now)
