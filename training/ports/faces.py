"""What the subject asks of a counter of faces."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Box(NamedTuple):
    """One face, in pixels of the picture that people are shown; confidence of 100."""

    left: int
    top: int
    width: int
    height: int
    confidence: int


@dataclass(frozen=True)
class CountedFaces:
    """What a detector made of one picture."""

    boxes: tuple[Box, ...]
    detector: str
    """Its name and version."""
    took_ms: int


class FacesNotCounted(Exception):
    """The detector gave no answer; the message says how it ended and holds nothing of the picture."""


class FaceCounter(Protocol):
    """Finds faces and knows nobody: nothing is recognised, and nothing leaves the machine."""

    def count_faces(self, content: bytes) -> CountedFaces:
        """Of a picture that this house has drawn itself; raise FacesNotCounted."""
        ...
