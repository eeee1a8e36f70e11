"""How fast a channel may send, how often one phone is written to, and when a channel is paused."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from training.notice.clock import waits
from training.outbox.terms import SmsTrouble

# Mainland routes drop the third or fourth like text to one number within 24 hours, unseen by anybody.
MOST_LIKE_MESSAGES = 3
LIKE_SPAN = timedelta(hours=24)
# How far a channel may run ahead of its rate, so that a worker that looks twice a second keeps it.
BURST = timedelta(seconds=1)
FAILURES_TO_PAUSE = 5
PAUSES = {
    SmsTrouble.BACK_OFF: timedelta(minutes=2),
    SmsTrouble.UNCLEAR: timedelta(minutes=2),
    SmsTrouble.MISCONFIGURED: timedelta(minutes=30),
    SmsTrouble.PAUSE: timedelta(hours=1),
}
LONGEST_PAUSE = max(PAUSES.values())
AT_ONCE = frozenset({SmsTrouble.MISCONFIGURED, SmsTrouble.PAUSE})


@dataclass(frozen=True)
class ChannelHealth:
    """How a channel stands: failures in a row, and until when it rests."""

    failures: int = 0
    paused_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        return waits(self.paused_until, LONGEST_PAUSE, now)


def after_success() -> ChannelHealth:
    return ChannelHealth()


def after_failure(health: ChannelHealth, trouble: SmsTrouble, now: datetime) -> ChannelHealth:
    """A refusal of one message says nothing of the channel; the fifth failure in a row pauses it.

    After the pause one failure more pauses it again: the count only falls with a success.
    """
    if trouble.is_of_message:
        return health
    failures = health.failures + 1
    if trouble in AT_ONCE or failures >= FAILURES_TO_PAUSE:
        return ChannelHealth(failures, now + PAUSES[trouble])
    return replace(health, failures=failures)


def next_slot(slot: datetime | None, per_second: int, now: datetime) -> datetime | None:
    """The slot after this message at so many a second; None where the channel must wait."""
    used_up = slot if slot is not None and waits(slot, BURST, now) else now
    after = used_up + timedelta(seconds=1) / per_second
    return after if after - now <= BURST else None


def is_one_too_many(like_messages: int) -> bool:
    """Whether this phone got its like messages of 24 hours already."""
    return like_messages >= MOST_LIKE_MESSAGES
