from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.delivery.views.channel_rests import channel_health
from training.records.outbox.messages import SmsChannel


def resting_channels(session: Session, *, now: datetime) -> list[SmsChannel]:
    """短信通道 that are paused at this moment."""
    channels = session.scalars(select(SmsChannel).order_by(SmsChannel.provider))
    return [each for each in channels if channel_health(each).rests(now)]
