from training.outbox.rules.message_limits import ChannelHealth
from training.records.outbox.messages import SmsChannel


def keep_health(channel: SmsChannel, health: ChannelHealth) -> None:
    channel.failures = health.failures
    channel.paused_until = health.paused_until
    if health.paused_until is None:
        channel.reason = ""
