"""Large pictures are drawn in a process of their own, few at a time, so that no server fills its memory."""

from training.confined import MB, module, run_confined
from training.turns import own_turn

SECONDS = 20
MOST_MB = 768
"""Measured: the largest picture that is taken needs two thirds of it."""
CHILD = module("training.pictures.drawing_child", SECONDS, MOST_MB)
MOST_UNFOLDED = 420 * MB
LARGE = 64 * MB
"""A photo of 12 megapixels is below it and drawn here; what unfolds to more is not."""


def draw_confined(content: bytes, form: str) -> bytes:
    """As `draw_anew`; raises NoAnswer, or Busy where others are before it."""
    with own_turn():
        return run_confined((*CHILD, form), content, SECONDS)
