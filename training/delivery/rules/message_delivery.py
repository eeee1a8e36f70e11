"""What becomes of a message after each attempt: how long to wait, when to give up, when to look it up.

The notice says nothing of this; the numbers are those of the providers and of patience. Chance comes in as
`jitter`, whole percent, so that messages that failed together do not come back together. What fails with the
channel (通道故障) never counts against a message: only its deadline ends it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from training.outbox.rules.message_states import CODES
from training.outbox.terms import MessageState, SmsFate, SmsTrouble

# Longer than the slowest sender may take; what a dead worker held is looked at after this.
LEASE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_DOUBLINGS = 7
# The provider took it and it did not arrive, as with a phone that is switched off: each of them is paid.
MOST_MISSES = 8
# After a time-out the provider may still be at work, and its list lags behind.
LOOK_UP_AFTER = timedelta(seconds=30)
LONGEST_DOUBT = LOOK_UP_AFTER * 2
# Where the provider was changed meanwhile nobody can ask it any more.
DOUBT_ENDS_AFTER = timedelta(hours=1)
# Receipts get lost: a message without one is looked up, ever more rarely, for a day.
RECEIPT_EXPECTED_WITHIN = timedelta(minutes=15)
RECEIPT_GIVEN_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """The state a message goes to, and when it is to be tried or looked up next."""

    state: MessageState
    due_at: datetime | None = None
    look_up_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """What is known of a message when something happens to it."""

    template: str
    attempts: int
    """Whatever came of them; they only make the pauses longer."""
    expires_at: datetime
    sent_at: datetime | None = None
    misses: int = 0
    """How often before it was taken and did not arrive."""

    @property
    def is_code(self) -> bool:
        return self.template in CODES


def pause_before_retry(attempts: int, jitter: int) -> timedelta:
    """Twice as long after every attempt, up to ten minutes; chance takes away up to half of it."""
    doublings = min(attempts - 1, MOST_DOUBLINGS)
    whole = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    return whole * (200 - jitter) / 200


def after_taken(now: datetime) -> Step:
    return Step(MessageState.SENT, look_up_at=now + RECEIPT_EXPECTED_WITHIN)


def after_trouble(trouble: SmsTrouble, standing: Standing, jitter: int, now: datetime) -> Step:
    """What follows a failed attempt: what the channel failed at waits for it, as long as it is of use."""
    if trouble.is_of_message:
        return Step(MessageState.REJECTED)
    if trouble is SmsTrouble.UNCLEAR:
        return Step(MessageState.UNKNOWN, look_up_at=now + LOOK_UP_AFTER)
    return _later(standing, jitter, now)


def after_report(fate: SmsFate, standing: Standing, jitter: int, now: datetime) -> Step:
    """What follows a receipt or a look-up; a code that did not arrive is given up, a person asks anew."""
    if fate is SmsFate.TAKEN:
        return Step(MessageState.SENT, look_up_at=_next_look_up(standing.sent_at or now, now))
    if fate is SmsFate.DELIVERED:
        return Step(MessageState.DELIVERED)
    if fate is SmsFate.FAILED or standing.is_code or standing.misses + 1 >= MOST_MISSES:
        return Step(MessageState.FAILED)
    return _later(standing, jitter, now)


def after_nothing_found(standing: Standing, now: datetime) -> Step:
    """The provider never had it: a code is given up, anything else may now safely be sent."""
    if now >= standing.expires_at:
        return Step(MessageState.EXPIRED)
    if standing.is_code:
        return Step(MessageState.FAILED)
    return Step(MessageState.CREATED, due_at=now)


def next_doubt(standing: Standing, now: datetime) -> datetime | None:
    """When to ask again about a message that the provider cannot tell of now; None once it is of no use."""
    again = now + LONGEST_DOUBT
    return again if now < standing.expires_at else None


def _later(standing: Standing, jitter: int, now: datetime) -> Step:
    """Near its deadline it is tried in half of what is left, so that no pause outlasts its use."""
    left = standing.expires_at - now
    pause = min(pause_before_retry(standing.attempts, jitter), max(left / 2, FIRST_PAUSE))
    if pause >= left:
        return Step(MessageState.EXPIRED)
    return Step(MessageState.CREATED, due_at=now + pause)


def _next_look_up(sent_at: datetime, now: datetime) -> datetime | None:
    """As long again as it has been out already."""
    out = max(now - sent_at, RECEIPT_EXPECTED_WITHIN)
    return now + out if out < RECEIPT_GIVEN_UP_AFTER else None
