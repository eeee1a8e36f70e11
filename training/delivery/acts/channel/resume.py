from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.channel.hold_channel import hold_channel
from training.delivery.acts.channel.keep_health import keep_health
from training.errors import NotFound
from training.outbox.rules.message_limits import after_success
from training.records.outbox.messages import ChannelResumption, SmsChannel


def resume(session: Session, provider: str, *, resumed_by: str, now: datetime) -> None:
    """End the pause at once; raises NotFound for a channel that never sent."""
    if session.get(SmsChannel, provider) is None:
        raise NotFound(f"短信通道 {provider}")
    keep_health(hold_channel(session, provider), after_success())
    session.add(ChannelResumption(provider=provider, resumed_at=now, resumed_by=resumed_by))
