from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from training.delivery.acts.channel.hold_channel import hold_channel
from training.delivery.views.channel_rests import channel_health
from training.outbox.rules.message_limits import next_slot


class Pace(NamedTuple):
    """A provider and how many messages a second it is given."""

    provider: str
    per_second: int


def take_slot(session: Session, pace: Pace, *, now: datetime) -> bool:
    """Use up one message of the channel's rate; False where it rests or must wait."""
    channel = hold_channel(session, pace.provider)
    slot = next_slot(channel.next_slot_at, pace.per_second, now)
    if channel_health(channel).rests(now) or slot is None:
        return False
    channel.next_slot_at = slot
    return True
