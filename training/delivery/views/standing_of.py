from training.delivery.rules.message_delivery import Standing
from training.records.outbox.messages import OutgoingMessage


def standing_of(message: OutgoingMessage) -> Standing:
    return Standing(message.template, message.attempts, message.expires_at, message.sent_at)
