"""The wall clock, watched against one that never jumps: what is written by a clock that jumped is odd."""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from notifications.post import Post
from training.delivery.acts.tell_clock import tell_clock
from training.delivery.acts.tell_moment_ahead import tell_moment_ahead
from training.delivery.acts.withdraw_ahead import withdraw_ahead
from training.delivery.views.newest_moment import moment_ahead
from training.notice.clock import CLOCKS_APART
from training.notice.leads import Lead
from training.privacy.acts.hold_for_clock import hold_for_clock
from training.privacy.rules.purges import doubt_of_jump

LOOKED_EVERY = timedelta(minutes=1)
"""So often the clock is compared with the database, which knows of jumps while no worker ran."""


def since_boot(read: Callable[[int], float] = time.clock_gettime) -> float:
    """Seconds of a clock that never jumps and goes on while the machine sleeps (休眠、挂起).

    The usual one stands still meanwhile: the wall clock would seem to have gone ahead, right though it is.
    """
    return read(time.CLOCK_BOOTTIME if sys.platform == "linux" else time.CLOCK_MONOTONIC)


class ClockWatch:
    """Asked with every pulse of one worker."""

    def __init__(self, post: Post, steady: Callable[[], float] = since_boot):
        self._post, self._steady = post, steady
        self._now, self._passed = post.clock(), self._steadily()
        self._lead = Lead()
        self._looked_at: timedelta | None = None

    def look(self) -> None:
        """Tell the administrator of a jump since the last look, and of what was written ahead of time."""
        now, passed = self._post.clock(), self._steadily()
        jump = (now - self._now) - (passed - self._passed)
        if abs(jump) > CLOCKS_APART:
            with self._post.database.writing() as session:
                _heed(session, jump, self._lead, now)
            self._lead = self._lead.after(jump, self._now + jump)
        # Only now: one that could not be told is told with the next look.
        self._now, self._passed = now, passed
        if self._looked_at is None or passed - self._looked_at >= LOOKED_EVERY:
            self._looked_at = passed
            self._compare(now)

    def _compare(self, now: datetime) -> None:
        with self._post.database.reading() as session:
            moment = moment_ahead(session, now=now)
        if moment is not None:
            with self._post.database.writing() as session:
                tell_moment_ahead(session, moment, now=now)

    def _steadily(self) -> timedelta:
        return timedelta(seconds=self._steady())


def _heed(session: Session, jump: timedelta, lead: Lead, now: datetime) -> None:
    tell_clock(session, jump, now=now)
    if jump < timedelta():
        withdraw_ahead(session, -jump, lead, now=now)
    if doubt := doubt_of_jump(jump):
        hold_for_clock(session, doubt, now=now)
