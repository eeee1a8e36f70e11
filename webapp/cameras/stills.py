"""The last still of each camera, good for some seconds: however many look, it is asked once."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock, Timer

from training.cameras.rules.troubles import tell_trouble
from training.cameras.terms import CameraTrouble
from training.confined import NoAnswer
from training.pictures.photos import read_photo
from training.pictures.pictures import BadPicture
from training.pictures.thumbnails import thumbnail
from training.ports.cameras import CameraAccess, CameraFailed, Cameras
from training.settings import Settings
from training.turns import Busy
from training.vault import Vault
from webapp.cameras.shots import FORGET, Shot, Shots

AT_ONCE = 8
"""Cameras that are asked at the same time: one that does not answer holds up none but itself."""
MOST_ASKED = 200
log = logging.getLogger("chaban.cameras")


class Stills:
    """Answers at once with what there is, and has the camera asked behind the answer's back."""

    def __init__(self, cameras: Cameras, shots: Shots, clock: Callable[[], datetime], good_for: timedelta):
        self._cameras, self._shots, self._clock, self._good_for = cameras, shots, clock, good_for
        self._lock = Lock()
        self._asked: set[int] = set()
        self._sweeps = False
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="still")

    def latest(self, key: int, access: CameraAccess) -> Shot | None:
        """What is there, at most five minutes old; None while the camera is asked for the first time.

        `key` names the camera, whose address never changes.
        """
        shot = self._shots.read(key, self._clock())
        if not self._is_good(shot):
            self._have_asked(key, access)
        return shot

    @property
    def is_idle(self) -> bool:
        """Whether no camera is being asked."""
        with self._lock:
            return not self._asked

    def _is_good(self, shot: Shot | None) -> bool:
        return shot is not None and self._clock() < shot.taken_at + self._good_for

    def _have_asked(self, key: int, access: CameraAccess) -> None:
        with self._lock:
            if key in self._asked or len(self._asked) >= MOST_ASKED:
                return
            self._asked.add(key)
        self._threads.submit(self._ask, key, access)

    def _ask(self, key: int, access: CameraAccess) -> None:
        try:
            with self._shots.turn(key) as is_ours:
                # While this one waited another process may have asked.
                if is_ours and not self._is_good(self._shots.read(key, self._clock())):
                    self._shots.keep(key, self._shot(access))
        except Exception as fault:
            # The edge of a thread: nobody else would hear of it. Its words may hold what was in the picture.
            log.error("a still was neither had nor kept: %s", type(fault).__name__)
        finally:
            with self._lock:
                self._asked.discard(key)
            self._sweep_later()

    def _shot(self, access: CameraAccess) -> Shot:
        try:
            large = read_photo(self._cameras.still(access))
            return Shot(self._clock(), large, thumbnail(large))
        except CameraFailed as failed:
            return Shot(self._clock(), trouble=tell_trouble(failed.trouble, failed.code))
        except (BadPicture, Busy, NoAnswer) as error:
            # Only its kind: its words may hold what was in the picture.
            log.warning("a still could not be read: %s", type(error).__name__)
            return Shot(self._clock(), trouble=tell_trouble(CameraTrouble.NO_PICTURE))

    def _sweep_later(self) -> None:
        """Also where nobody looks any more, what was seen is gone some minutes later."""
        with self._lock:
            if self._sweeps:
                return
            self._sweeps = True
        timer = Timer(FORGET.total_seconds() + 1, self._sweep)
        timer.daemon = True
        timer.start()

    def _sweep(self) -> None:
        with self._lock:
            self._sweeps = False
        if self._shots.forget(self._clock()):
            self._sweep_later()


def stills_of(settings: Settings, cameras: Cameras, vault: Vault, clock: Callable[[], datetime]) -> Stills:
    """Nothing is there from before the start."""
    shots = Shots(settings.instance / "stills", vault)
    shots.clear()
    return Stills(cameras, shots, clock, timedelta(seconds=settings.camera_seconds))
