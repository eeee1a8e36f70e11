"""Who took part by the live statistics of a day: trainees of the roster, each once (R35, R44)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from training.attendance.rules.attendance import Span, watched_time
from training.classes.rules.viewers import Viewers


@dataclass(frozen=True)
class Viewing:
    """One line of the statistics: somebody watched from when to when."""

    name: str
    phone_index: bytes
    span: Span
    enrolment: int | None = None
    """Where whoever tells it knows who it was."""
    is_bystander: bool = False
    """Where whoever tells it knows that it was none of the class, whatever the name."""


@dataclass(frozen=True)
class Roll:
    """The trainees who watched, and what of the statistics is none of them."""

    watched: dict[int, timedelta]
    """By enrolment; overlapping spans count once."""
    strangers: int
    """People who are not on the roster, teachers left out."""
    teachers: int
    duplicates: int
    """Further lines of a trainee who is counted already: other devices, later visits."""

    def participants(self, watches: timedelta) -> int:
        """实际参培人数: those who watched so long."""
        return sum(each >= watches for each in self.watched.values())


def call_roll(
    viewings: Iterable[Viewing], viewers: Viewers, roster: Collection[int], teachers: Collection[str]
) -> Roll:
    """`viewers` knows everybody who was ever in the class; only those of `roster` count."""
    spans: dict[int, list[Span]] = defaultdict(list)
    strangers, seen_teachers = set(), set()
    for each in viewings:
        enrolment = _owner(each, viewers, teachers)
        if enrolment in roster and enrolment is not None:
            spans[enrolment].append(each.span)
        elif enrolment is None and each.name in teachers:
            seen_teachers.add(each.name)
        else:
            strangers.add((each.phone_index, each.name))
    watched = {enrolment: _length(own) for enrolment, own in spans.items()}
    duplicates = sum(len(own) - 1 for own in spans.values())
    return Roll(watched, len(strangers), len(seen_teachers), duplicates)


def _owner(viewing: Viewing, viewers: Viewers, teachers: Collection[str]) -> int | None:
    """A phone tells a trainee from a teacher of the same name; the name alone does not."""
    if viewing.enrolment is not None or viewing.is_bystander:
        return viewing.enrolment
    name = "" if viewing.name in teachers else viewing.name
    return viewers.owner(viewing.phone_index, name)


def _length(spans: list[Span]) -> timedelta:
    return watched_time(spans, min(entered for entered, _ in spans), max(left for _, left in spans))
