"""收回: a check begun by mistake is taken back by who began it, before anything was recorded (R37)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from training.notice.clock import is_ahead
from training.notice.policy import Policy


@dataclass(frozen=True, slots=True)
class Beginning:
    """What decides whether a check may be taken back."""

    started_at: datetime
    is_own: bool
    records: int
    """Calls, head counts, pictures, faces, failures, statistics, people who joined the meeting."""


def may_take_back(begun: Beginning, now: datetime, policy: Policy) -> bool:
    """The last minute counts in full. Its draw is carried over all the same, so nobody is drawn away."""
    lasts = timedelta(minutes=policy.take_back_minutes)
    is_just_begun = now - begun.started_at <= lasts and not is_ahead(begun.started_at, now)
    return begun.is_own and not begun.records and is_just_begun
