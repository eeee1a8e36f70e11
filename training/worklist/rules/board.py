"""此刻: the classes of this half day with who came against their seats, by place and lowest first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.notice.terms import HalfDay, Mode

WHOLE = 100


@dataclass(frozen=True)
class ClassNow:
    """One class in its lesson of this half day."""

    class_id: UUID
    number: str
    trade: str
    district: str
    institution: str
    half_day: HalfDay
    mode: Mode
    starts: datetime
    ends: datetime
    is_on: bool
    """The lesson is being held; else it is about to begin, or over."""
    seats: int
    """在册: who has not left."""
    present: int
    """Of them, whom the machine saw since the punches in count; of a lesson online it says nothing."""
    needed_percent: int
    """到课率 below which a check would fail."""
    is_silent: bool
    """No machine that it may punch on is in touch, while the lesson is on."""

    @property
    def counts(self) -> bool:
        """Whether who came can be told: online nobody punches, and nobody comes to an empty roster."""
        return self.mode is Mode.OFFLINE and self.seats > 0

    @property
    def is_thin(self) -> bool:
        """Fewer came than a check would want."""
        return self.counts and WHOLE * self.present < self.needed_percent * self.seats


@dataclass(frozen=True)
class Attendance:
    """到课 of several classes together; whole numbers, so that whoever adds them up gets the same."""

    classes: tuple[ClassNow, ...]

    @property
    def seats(self) -> int:
        return sum(each.seats for each in self.classes if each.counts)

    @property
    def present(self) -> int:
        return sum(each.present for each in self.classes if each.counts)

    @property
    def permille(self) -> int | None:
        """到课率 in thousandths, rounded half up; None where nobody can be counted."""
        seats = self.seats
        return (2000 * self.present + seats) // (2 * seats) if seats else None

    @property
    def thin(self) -> int:
        return sum(each.is_thin for each in self.classes)

    @property
    def needed_percent(self) -> int | None:
        """到课率 that all of them need; None where their rules say different ones, or there are none."""
        needed = {each.needed_percent for each in self.classes}
        return needed.pop() if len(needed) == 1 else None

    @property
    def online(self) -> int:
        return sum(each.mode is Mode.ONLINE for each in self.classes)


def lowest_first(classes: Iterable[ClassNow]) -> tuple[ClassNow, ...]:
    """Those that say nothing come last."""
    return tuple(sorted(classes, key=_place))


def _place(own: ClassNow) -> tuple[bool, float, str]:
    return (not own.counts, own.present / own.seats if own.counts else 0, own.number)


def by_place(classes: Sequence[ClassNow], place_of: Callable[[ClassNow], str]) -> dict[str, Attendance]:
    """By district, or by institution: the one with most classes first."""
    found: dict[str, list[ClassNow]] = defaultdict(list)
    for each in lowest_first(classes):
        found[place_of(each)].append(each)
    in_order = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {name: Attendance(tuple(own)) for name, own in in_order}


def to_look_at(classes: Sequence[ClassNow], most: int) -> tuple[ClassNow, ...]:
    """先看: where too few came or the machine is silent, then what is online; the lowest first."""
    urgent = [each for each in lowest_first(classes) if each.is_thin or each.is_silent]
    online = [each for each in lowest_first(classes) if each.mode is Mode.ONLINE and each.is_on]
    return tuple([*urgent, *(each for each in online if each not in urgent)][:most])
