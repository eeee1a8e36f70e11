from sqlalchemy import select
from sqlalchemy.orm import Session

from training.delivery.acts.channel.hold_channel import hold_channel
from training.delivery.acts.channel.keep_health import keep_health
from training.outbox.rules.message_limits import after_success
from training.records.outbox.messages import SmsChannel


def note_success(session: Session, provider: str) -> None:
    # Almost always there is nothing to note, and then no lock to wait for.
    if session.scalar(select(SmsChannel.failures).where(SmsChannel.provider == provider)):
        keep_health(hold_channel(session, provider), after_success())
