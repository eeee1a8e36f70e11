"""A bounded crew: what one person says is worked on in order, what different people say side by side."""

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from uuid import uuid4

LANES = 8

log = logging.getLogger("chaban.bot")
Work = Callable[[], None]


class Lanes:
    """Eight workers; a person has one of them at a time, so whoever takes long holds up nobody else."""

    def __init__(self, count: int = LANES):
        self._crew = ThreadPoolExecutor(count, thread_name_prefix="lane")
        self._waiting: dict[str, deque[Work]] = {}
        self._lock = Lock()
        self._ends = False
        self._drops = False

    def hand_over(self, sender: str, work: Work) -> None:
        with self._lock:
            if self._ends:
                return
            queue = self._waiting.setdefault(sender, deque())
            queue.append(work)
            if len(queue) == 1:
                self._crew.submit(self._serve, sender, queue)

    def finish(self, *, wait_for_all: bool = False) -> None:
        """Let what is being worked on come to its end; what still waits stands in the database."""
        with self._lock:
            self._ends, self._drops = True, not wait_for_all
        self._crew.shutdown(wait=True, cancel_futures=not wait_for_all)

    def _serve(self, sender: str, queue: deque[Work]) -> None:
        """One thing, and then everybody else's turn."""
        goes_on = True
        while goes_on:
            _outlive(queue[0])
            goes_on = self._has_more(sender, queue)

    def _has_more(self, sender: str, queue: deque[Work]) -> bool:
        """Whether the same worker goes on at once, as it must where no new turn can be asked for."""
        with self._lock:
            queue.popleft()
            if not queue or self._drops:
                self._waiting.pop(sender, None)
                return False
            if self._ends:
                return True
            self._crew.submit(self._serve, sender, queue)
            return False


def _outlive(work: Work) -> None:
    try:
        work()
    except Exception as fault:
        # The fault's own text may hold the row it failed on, so only its kind is logged.
        log.error("fault %s: %s", uuid4().hex[:8], type(fault).__name__)
