"""A bounded crew: what one person says is worked on in order, what different people say side by side."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4
from zlib import crc32

LANES = 8

log = logging.getLogger("chaban.bot")


class Lanes:
    """Eight workers; each person always has the same one."""

    def __init__(self, count: int = LANES):
        self._lanes = [ThreadPoolExecutor(1, thread_name_prefix=f"lane-{place}") for place in range(count)]

    def hand_over(self, sender: str, work: Callable[[], None]) -> None:
        self._lanes[crc32(sender.encode()) % len(self._lanes)].submit(_outlived, work)

    def finish(self, *, wait_for_all: bool = False) -> None:
        """Let what is being worked on come to its end; what still waits stands in the database."""
        for lane in self._lanes:
            lane.shutdown(wait=False, cancel_futures=not wait_for_all)
        for lane in self._lanes:
            lane.shutdown(wait=True)


def _outlived(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as fault:
        # The fault's own text may hold the row it failed on, so only its kind is logged.
        log.error("fault %s: %s", uuid4().hex[:8], type(fault).__name__)
