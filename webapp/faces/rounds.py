"""What the worker does for the face counter: look for pictures without a count, one after the other.

In a thread of its own, not in one of Huey's, so that no message ever waits for a picture.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from uuid import uuid4

from training.checks.acts.evidence.record_faces import record_faces
from training.checks.acts.evidence.record_fault import record_fault
from training.checks.acts.evidence.take_uncounted import PictureToCount, take_uncounted
from training.checks.views.evidence.has_uncounted import has_uncounted
from training.database import Database
from training.ports.faces import CountedFaces, FaceCounter, FacesNotCounted
from training.ports.files import FileStore, StoreUnavailable

EVERY_SECONDS = 2.0
# After a fault nobody is helped by asking a sick database every other second.
PAUSE_SECONDS = 10.0
SECONDS_TO_FINISH = 2.0
THREAD = "faces"

log = logging.getLogger("chaban.faces")


@dataclass(frozen=True)
class FaceDesk:
    """Everything that counting needs from outside; made by the composition."""

    database: Database
    files: FileStore
    counter: FaceCounter
    clock: Callable[[], datetime]


@contextmanager
def counting(desk: FaceDesk | None, stop: Event) -> Iterator[None]:
    """Count in the background while the block runs; without a desk nothing is counted."""
    if desk is None:
        yield
        return
    # A daemon: whoever stops the worker does not wait for a picture, whose try ends with its lease.
    counter = Thread(target=count_until, args=(desk, stop), name=THREAD, daemon=True)
    counter.start()
    try:
        yield
    finally:
        stop.set()
        counter.join(SECONDS_TO_FINISH)


def count_until(desk: FaceDesk, stop: Event, every: float = EVERY_SECONDS) -> None:
    """Until `stop` is set; a fault ends the round and nothing else."""
    pause = 0.0
    while not stop.wait(pause):
        try:
            pause = 0.0 if count_next(desk) else every
        except Exception as fault:
            # The fault's own text may hold the row it failed on, so only its kind is logged.
            log.error("fault %s while counting faces: %s", uuid4().hex[:8], type(fault).__name__)
            pause = PAUSE_SECONDS


def count_next(desk: FaceDesk) -> bool:
    """Look at one picture and keep what was found, or why nothing was; False where none waits."""
    with desk.database.reading() as session:
        if not has_uncounted(session, now=desk.clock()):
            return False
    with desk.database.writing() as session:
        picture = take_uncounted(session, now=desk.clock())
    if picture is not None:
        _record(desk, picture, _count(desk, picture))
    return True


def _count(desk: FaceDesk, picture: PictureToCount) -> CountedFaces | str:
    """No session is open here: it takes seconds."""
    try:
        return desk.counter.count_faces(desk.files.get(picture.served_key))
    except FacesNotCounted as failure:
        log.warning("faces of try %s were not counted: %s", picture.key, failure)
        return str(failure)
    except StoreUnavailable as failure:
        log.warning("faces of try %s were not counted: %s", picture.key, failure)
        return "no picture in the store"


def _record(desk: FaceDesk, picture: PictureToCount, found: CountedFaces | str) -> None:
    with desk.database.writing() as session:
        if isinstance(found, str):
            record_fault(session, picture.key, found, now=desk.clock())
        else:
            record_faces(session, picture.key, found, now=desk.clock())
