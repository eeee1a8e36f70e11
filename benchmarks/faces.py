"""Faces in drawn classrooms: how many are found, how many are none, and how long it takes ÷ only decoding."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

from PIL import Image

from benchmarks.classrooms import Classroom, a_classroom
from benchmarks.measuring import measure
from benchmarks.results import Result
from training.checks.rules.faces import first_looks
from webapp.faces.counter import ChildFaceCounter

WIDTHS = (120, 60, 36, 24, 16)
SEEN = {120: 12}
"""How many faces there are room for; else the size of a class."""
CLASS, BACKS, ROOMS = 36, 4, 5
LONGEST_SECONDS = 120.0


@dataclass(frozen=True)
class Found:
    """In all rooms of one width of faces."""

    true: int
    found: int
    by_one_look: int
    false: int
    seconds: float
    seconds_to_decode: float


def run(folder: Path, today: date) -> list[Result]:
    return [_result(width, measure(_look_at_rooms, width).answer) for width in WIDTHS]


def _result(width: int, of: Found) -> Result:
    return Result(
        f"faces of {width} px: {of.found} of {of.true} found, {of.false} false "
        f"({of.by_one_look} by one look at the whole); a picture ÷ only decoding it",
        f"{1000 * of.seconds:.0f} ms",
        f"{1000 * of.seconds_to_decode:.0f} ms",
        f"{of.seconds / of.seconds_to_decode:.0f}",
    )


def _look_at_rooms(width: int) -> Found:
    """As the worker does: a process of its own for each picture, its start included."""
    counter = ChildFaceCounter(LONGEST_SECONDS)
    rooms = [a_classroom(SEEN.get(width, CLASS), width, backs=BACKS, seed=seed) for seed in range(ROOMS)]
    answers = [counter.count_faces(room.content) for room in rooms]
    counts = [room.count(answer.boxes) for room, answer in zip(rooms, answers, strict=True)]
    return Found(
        true=sum(len(room.seats) for room in rooms),
        found=sum(found for found, _ in counts),
        by_one_look=sum(map(_found_by_one_look, rooms)),
        false=sum(false for _, false in counts),
        seconds=median(answer.took_ms for answer in answers) / 1000,
        seconds_to_decode=median(map(_seconds_to_decode, rooms)),
    )


def _found_by_one_look(room: Classroom) -> int:
    from webapp.faces.child import detect

    picture = _decode(room)
    whole = first_looks(*picture.size)[0]
    return room.count(whole.placed(detect(picture.width, picture.height, picture.tobytes())))[0]


def _seconds_to_decode(room: Classroom) -> float:
    begun = perf_counter()
    _decode(room)
    return perf_counter() - begun


def _decode(room: Classroom) -> Image.Image:
    return Image.open(BytesIO(room.content)).convert("RGB")
