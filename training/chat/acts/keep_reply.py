from datetime import datetime

from training.records.chat import ReceivedMessage


def keep_reply(message: ReceivedMessage, reply: str, *, now: datetime) -> None:
    """Note with the act what is to be answered, so that neither happens without the other."""
    message.reply = reply
    message.acted_at = now
