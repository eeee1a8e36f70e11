"""The worker's loop: deliver, wait a little, until told to stop. A fault is logged and outlived."""

import logging
from threading import Event
from uuid import uuid4

from notifications.delivery import Post, deliver_waiting

log = logging.getLogger("chaban.worker")
POLL_SECONDS = 0.5
# After a fault nobody is helped by asking a sick database twice a second.
PAUSE_SECONDS = 5.0


def run_worker(post: Post, stop: Event) -> None:
    """Deliver until `stop` is set; the message being sent is finished first."""
    while not stop.is_set():
        stop.wait(POLL_SECONDS if _deliver(post, stop) else PAUSE_SECONDS)


def _deliver(post: Post, stop: Event) -> bool:
    try:
        deliver_waiting(post, stop)
    except Exception as fault:
        # The fault's own text may hold the row it failed on, so only its kind is logged.
        log.error("fault %s while delivering: %s", uuid4().hex[:8], type(fault).__name__)
        return False
    return True
