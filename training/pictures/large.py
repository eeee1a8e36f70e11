"""Large pictures are drawn in a process of their own, few at a time, so that no server fills its memory."""

from threading import BoundedSemaphore

from training.confined import MB, NoAnswer, module, run_confined

SECONDS = 20
MOST_MB = 768
"""Measured: the largest picture that is taken needs two thirds of it."""
CHILD = module("training.pictures.drawing_child", SECONDS, MOST_MB)
MOST_UNFOLDED = 420 * MB
LARGE = 64 * MB
"""A photo of 12 megapixels is below it and drawn here; what unfolds to more is not."""
# Each takes hundreds of megabytes: who sends more at once waits in a line of this server process.
ONE_BY_ONE = BoundedSemaphore(1)


def draw_confined(content: bytes, form: str) -> bytes:
    """As `draw_anew`; raises NoAnswer, also where others kept it waiting for too long."""
    if not ONE_BY_ONE.acquire(timeout=SECONDS):
        raise NoAnswer("timeout")
    try:
        return run_confined((*CHILD, form), content, SECONDS)
    finally:
        ONE_BY_ONE.release()
