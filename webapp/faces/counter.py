"""Asks a process of its own for the faces of a picture, and outlives whatever becomes of it."""

import json
import sys
from time import monotonic

from training.confined import NoAnswer, run_confined
from training.ports.faces import Box, CountedFaces, FaceCounter, FacesNotCounted
from training.settings import Settings

CHILD = (sys.executable, "-m", "webapp.faces.child")
MOST_MB = 1024
"""Measured: the largest picture that is served takes less than half of it."""


def counter_of(settings: Settings) -> FaceCounter | None:
    """None where faces are not counted."""
    return ChildFaceCounter(settings.face_count_seconds) if settings.face_counts else None


class ChildFaceCounter:
    """One process a picture; `command` is what it runs, given the limits in seconds and MB."""

    def __init__(self, seconds: float, command: tuple[str, ...] = CHILD, most_mb: int = MOST_MB):
        self._seconds = seconds
        self._command = (*command, str(max(1, round(seconds))), str(most_mb))

    def count_faces(self, content: bytes) -> CountedFaces:
        begun = monotonic()
        answer = self._ask(content)
        took_ms = round(1000 * (monotonic() - begun))
        try:
            said = json.loads(answer)
            return CountedFaces(
                tuple(Box(*map(int, each)) for each in said["boxes"]), said["detector"], took_ms
            )
        except (ValueError, KeyError, TypeError) as error:
            raise FacesNotCounted("no sense in the answer") from error

    def _ask(self, content: bytes) -> bytes:
        try:
            return run_confined(self._command, content, self._seconds)
        except NoAnswer as end:
            raise FacesNotCounted(str(end)) from end
