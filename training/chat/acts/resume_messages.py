from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.chat.acts.settle_message import settle_message
from training.chat.views.has_left_messages import LONGEST_REST, left_messages

# Longer than an answer may take, pictures and all; a bot that died lets go of its message after this.
LEASE = timedelta(seconds=45)


MOST_ATTEMPTS = 6


ANSWERED, GIVEN_UP = "answered", "given up"


def resume_messages(session: Session, *, now: datetime) -> list[int]:
    """Take over what another bot left, longer each time; what failed too often is given up.

    What only waited its time is tried again, however often.
    """
    taken = []
    for message in session.scalars(left_messages(now).with_for_update(skip_locked=True)):
        if message.due_at is not None:
            message.due_at, message.leased_until = None, now + LEASE
            taken.append(message.id)
            continue
        message.attempts += 1
        if message.attempts > MOST_ATTEMPTS:
            settle_message(session, message.id, GIVEN_UP, now=now)
            continue
        message.leased_until = now + min(LEASE * 2**message.attempts, LONGEST_REST)
        taken.append(message.id)
    return taken
