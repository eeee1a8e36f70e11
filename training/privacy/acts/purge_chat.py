"""Forget that somebody said something in the chat; what they did by it stands in rows of its own."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.records.chat import ReceivedMessage


def purge_chat(session: Session, *, now: datetime) -> int:
    """Remove messages that were settled before the city's days, and say how many.

    What was said went when it was answered; the number that is left refuses a second delivery, and the chat
    gives up on one within minutes.
    """
    policy = choose_rule_set(session, None, shanghai_day(now)).policy
    before = now - timedelta(days=policy.chat_retention_days)
    gone = delete(ReceivedMessage).where(ReceivedMessage.settled_at <= before)
    return session.connection().execute(gone).rowcount
