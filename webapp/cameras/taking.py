"""One still that somebody waits for: a camera that is tried, or evidence of a check."""

from threading import BoundedSemaphore

from training.cameras.rules.troubles import tell_trouble
from training.errors import Next, NotNow, TooOften
from training.ports.cameras import CameraAccess, CameraFailed
from webapp.web.house import house

PATIENCE_SECONDS = 2.0
IN_HAND = BoundedSemaphore(1)
"""Of the four threads that answer pages one may wait for a camera."""


class NoStill(NotNow):
    """The camera gave nothing; nothing that was filled in is lost."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, failed: CameraFailed):
        super().__init__(f"没有取到画面：{tell_trouble(failed.trouble, failed.code)}")
        self.trouble = failed.trouble


class OthersWait(TooOften):
    """Somebody else waits for a camera."""

    def __init__(self) -> None:
        super().__init__("有人正在取别的画面，请过几秒再取一次。")


def take_still(access: CameraAccess) -> bytes:
    """As the camera gives it, within ten seconds; raises NoStill or OthersWait."""
    if not IN_HAND.acquire(timeout=PATIENCE_SECONDS):
        raise OthersWait
    try:
        return house().cameras.still(access)
    except CameraFailed as failed:
        raise NoStill(failed) from failed
    finally:
        IN_HAND.release()
