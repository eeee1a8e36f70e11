"""What needs a process of its own runs one at a time in ours: each takes hundreds of megabytes and seconds.

Behind a page few threads answer everybody, so that one asker may wait for a moment and all others are told to
come again; whatever nobody waits for at a page waits for its turn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from threading import BoundedSemaphore

from training.errors import TooOften

PATIENCE_SECONDS = 60
PAGE_SECONDS = 1.5
IN_HAND, WAITING = BoundedSemaphore(1), BoundedSemaphore(1)
"""Of one process: together half of the threads that answer pages (`webapp/server/process.py`)."""
AT_A_PAGE = ContextVar("at_a_page", default=False)
"""Whether a thread that answers pages asks; set by the web process for each of its requests."""


class Busy(TooOften):
    """Others' files are being looked through; nothing that was sent has been kept."""

    retry_after = timedelta(seconds=5)

    def __init__(self) -> None:
        super().__init__("现在上传的人多，照片或文件没有收下，请稍后再试。")


@contextmanager
def own_turn() -> Iterator[None]:
    """Raises Busy at once where somebody waits already, else after a moment at a page."""
    _take()
    try:
        yield
    finally:
        IN_HAND.release()


def _take() -> None:
    if IN_HAND.acquire(blocking=False):
        return
    if not AT_A_PAGE.get():
        if not IN_HAND.acquire(timeout=PATIENCE_SECONDS):
            raise Busy
        return
    if not WAITING.acquire(blocking=False):
        raise Busy
    try:
        if not IN_HAND.acquire(timeout=PAGE_SECONDS):
            raise Busy
    finally:
        WAITING.release()
