"""How far ahead of its beginning one process has seen its clock go, and what it wrote by it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from training.notice.clock import CLOCKS_APART

MOST_UNSEEN = timedelta(days=1)
"""Of what a clock wrote before it went back further than it was seen to go ahead, so much may be wrong:
one that fell to another century was right until then."""


@dataclass(frozen=True)
class Lead:
    """The sum of all jumps, and the reading from which on it stands ahead; None while it does not.

    A jump ahead that only makes good one back is none: what was written after it was written in its time.
    """

    by: timedelta = timedelta()
    since: datetime | None = None

    def after(self, jump: timedelta, read: datetime) -> "Lead":
        """`read` is what the clock showed when it had jumped, at the earliest."""
        by = self.by + jump
        since = (self.since or read) if by > CLOCKS_APART else None
        return Lead(by, since)

    def first_wrong(self, back: timedelta, now: datetime) -> datetime:
        """Nothing before it was written ahead of its time, where the clock went back by `back` to `now`."""
        unseen = now + back - MOST_UNSEEN
        if self.since is None:
            return unseen
        return self.since if back <= self.by + MOST_UNSEEN else max(self.since, unseen)
