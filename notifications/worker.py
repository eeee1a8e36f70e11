"""The worker: Huey's consumer in this process, and a pulse that asks for delivery while anything is due."""

from collections.abc import Callable
from threading import Event
from time import monotonic

from huey import Huey
from huey.consumer import Consumer

from notifications.clock_watch import ClockWatch
from notifications.delivery import is_anything_due
from notifications.post import Post
from notifications.schedule import outliving, schedule_all

POLL_SECONDS = 0.4
# How long an idle thread of Huey sleeps at most before it looks into the queue again.
IDLE_SECONDS = 0.3
# After a fault nobody is helped by asking a sick database twice a second.
PAUSE_SECONDS = 5.0
HEALTH_SECONDS = 10.0
# As long as the slowest sender may take: the message in hand is finished.
SECONDS_TO_FINISH = 20


class _Consumer(Consumer):  # type: ignore[misc]
    """Huey's own, but signals are the command's affair: SIGTERM too lets the message in hand be finished."""

    def _set_signal_handlers(self) -> None:
        pass


def run_worker(huey: Huey, post: Post, stop: Event, threads: int) -> None:
    """Do all scheduled work and deliver until `stop` is set. Several workers may run, here and elsewhere."""
    deliver, watch = schedule_all(huey, post, stop), ClockWatch(post)
    consumer = _Consumer(
        huey,
        workers=threads,
        initial_delay=IDLE_SECONDS / 3,
        max_delay=IDLE_SECONDS,
        shutdown_timeout=SECONDS_TO_FINISH,
    )

    def ask() -> None:
        watch.look()
        # More than a task for each thread helps nobody, and a queue that nobody empties must not grow.
        if is_anything_due(post) and huey.pending_count() < threads:
            deliver()

    consumer.start()
    try:
        _pulse(outliving("pulse", ask), consumer, stop)
    finally:
        consumer.stop(graceful=True)


def _pulse(ask: Callable[[], bool], consumer: Consumer, stop: Event) -> None:
    checked_at = monotonic()
    while not stop.wait(POLL_SECONDS if ask() else PAUSE_SECONDS):
        if monotonic() - checked_at > HEALTH_SECONDS:
            consumer.check_worker_health()
            checked_at = monotonic()
