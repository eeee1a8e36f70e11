"""Faces that a detector found in a picture: which of them count, and when to look more closely (pure).

Only a hint: what an inspector counts is what is recorded (R32, R38).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from training.ports.faces import Box

SURE = 60
"""Of 100; measured: below it small faces and heads seen from behind are told apart no more."""
SMALL_FACE = 40
"""Pixels; measured: of faces narrower than this one look at the whole picture misses some."""
COMMON_SHARE_PERCENT = 60
"""So much of the smaller of two boxes in the other, and they are one face that was found twice."""
COARSE_LONGEST = 640
LARGEST_IN_FINE_LOOK = 160
"""Pixels; measured: a detector sees faces everywhere in what is larger, so that is asked of a small copy."""
CLOSER = 2
"""How much the tiles of the closer look are enlarged."""
LONGEST_TILE = 960
"""Pixels before that, and without the overlap: what a tile costs in memory."""


@dataclass(frozen=True)
class Look:
    """A part of the picture that the detector is given enlarged (or made smaller) by `scale`."""

    left: int
    top: int
    width: int
    height: int
    scale: float
    largest: int
    """The widest face, in pixels that the detector sees, that this look is trusted with."""

    @property
    def size(self) -> tuple[int, int]:
        """What the detector is given."""
        return max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale))

    def placed(self, found: Iterable[Box]) -> list[Box]:
        """What the detector found in this look, as boxes of the whole picture."""
        return [self._place(each) for each in found if each.confidence >= SURE and each.width <= self.largest]

    def _place(self, box: Box) -> Box:
        left, top = self.left + box.left / self.scale, self.top + box.top / self.scale
        size = box.width / self.scale, box.height / self.scale
        return Box(round(left), round(top), round(size[0]), round(size[1]), box.confidence)


def first_looks(width: int, height: int) -> tuple[Look, ...]:
    """The whole picture: as it is for the class, and small for a face that fills it."""
    whole = Look(0, 0, width, height, 1.0, LARGEST_IN_FINE_LOOK)
    longest = max(width, height)
    if longest <= COARSE_LONGEST:
        return (Look(0, 0, width, height, 1.0, longest),)
    return whole, Look(0, 0, width, height, COARSE_LONGEST / longest, COARSE_LONGEST)


def needs_closer_look(faces: Iterable[Box]) -> bool:
    """Small faces, or none: those at the back may be too small for one look at the whole."""
    widths = [each.width for each in faces]
    return not widths or median(widths) < SMALL_FACE


def closer_looks(width: int, height: int) -> tuple[Look, ...]:
    """Enlarged tiles that overlap by the widest face they are trusted with, so none is cut in all of them."""
    columns, rows = _spans(width), _spans(height)
    return tuple(
        Look(left, top, wide, high, float(CLOSER), LARGEST_IN_FINE_LOOK)
        for top, high in rows
        for left, wide in columns
    )


def without_doubles(faces: Iterable[Box]) -> tuple[Box, ...]:
    """Each face once, by its surest box, from left to right in rows from the top."""
    kept: list[Box] = []
    for face in sorted(faces, key=lambda each: (-each.confidence, each)):
        if not any(_are_one(face, other) for other in kept):
            kept.append(face)
    return tuple(sorted(kept, key=lambda each: (each.top, each.left)))


def faces_hint(faces: int, counted: int | None = None) -> str:
    """What was found, and where somebody has counted how far apart the two are."""
    found = f"自动识别 {faces} 张人脸" if faces else "自动识别没有找到人脸"
    if counted is None:
        return f"{found}（仅供参考）"
    apart = f"相差 {abs(faces - counted)}" if faces != counted else "一致"
    return f"{found}，清点 {counted} 人，{apart}（仅供参考，以清点为准）"


def _spans(length: int) -> tuple[tuple[int, int], ...]:
    """Where each tile begins, and how long it is: all alike, from edge to edge."""
    count, overlap = -(-length // LONGEST_TILE), LARGEST_IN_FINE_LOOK // CLOSER
    span = -(-(length + (count - 1) * overlap) // count)
    return tuple((min(place * (span - overlap), length - span), span) for place in range(count))


def _are_one(one: Box, other: Box) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return across > 0 and down > 0 and 100 * across * down >= COMMON_SHARE_PERCENT * smaller
