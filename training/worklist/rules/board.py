"""此刻: the classes of this half day with who came against their seats, by place and lowest first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.attendance.rules.turnout import is_too_few
from training.attendance.terms import Turnout
from training.notice.terms import HalfDay, Mode


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
    turnout: Turnout
    """Whether punches in have begun to count, and whether they have ceased to."""

    @property
    def is_in_room(self) -> bool:
        """Whether it sits in its room now: what is seen there else is of others."""
        return self.is_on and self.mode is Mode.OFFLINE

    @property
    def counts(self) -> bool:
        """Whether who came can be told: online nobody punches, and nobody comes to an empty roster."""
        return self.mode is Mode.OFFLINE and self.seats > 0

    @property
    def is_coming(self) -> bool:
        """签到中: people are on their way, and who is not there yet is not missing."""
        return self.counts and self.turnout is Turnout.COMING

    @property
    def is_ahead(self) -> bool:
        """未开始: no punch counts yet."""
        return self.turnout is Turnout.AHEAD

    @property
    def is_judged(self) -> bool:
        """Nobody may sign in any more, so that a rate says something."""
        return self.counts and self.turnout is Turnout.CLOSED

    @property
    def is_thin(self) -> bool:
        """Fewer came than a check would want."""
        return self.is_judged and is_too_few(self.present, self.seats, self.needed_percent)


@dataclass(frozen=True)
class Attendance:
    """到课 of several classes together; whole numbers, so that whoever adds them up gets the same."""

    classes: tuple[ClassNow, ...]

    @property
    def seats(self) -> int:
        """Those for whom punches count, or did."""
        return sum(each.seats for each in self.classes if each.counts and not each.is_ahead)

    @property
    def present(self) -> int:
        return sum(each.present for each in self.classes if each.counts and not each.is_ahead)

    @property
    def judged(self) -> "Attendance":
        """Those of them whose sign-in is over."""
        return Attendance(tuple(each for each in self.classes if each.is_judged))

    @property
    def permille(self) -> int | None:
        """到课率 of what is judged in thousandths, rounded half up; None where nothing is."""
        judged = self.judged
        seats = judged.seats
        return (2000 * judged.present + seats) // (2 * seats) if seats else None

    @property
    def missing(self) -> int:
        """How many did not come where nobody may sign in any more."""
        return self.judged.seats - self.judged.present

    @property
    def coming(self) -> int:
        """How many classes are signing in."""
        return sum(each.is_coming for each in self.classes)

    @property
    def ahead(self) -> int:
        """How many classes are yet to begin."""
        return sum(each.is_ahead for each in self.classes)

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
    """What is judged before what signs in, and those that say nothing last."""
    return tuple(sorted(classes, key=_place))


def _place(own: ClassNow) -> tuple[int, float, str]:
    kind = 0 if own.is_judged else 1 if own.is_coming else 2 if own.counts else 3
    return (kind, own.present / own.seats if kind < 2 else 0, own.number)


def by_place(classes: Sequence[ClassNow], place_of: Callable[[ClassNow], str]) -> dict[str, Attendance]:
    """By district, or by institution: the one with most classes first."""
    found: dict[str, list[ClassNow]] = defaultdict(list)
    for each in lowest_first(classes):
        found[place_of(each)].append(each)
    in_order = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {name: Attendance(tuple(own)) for name, own in in_order}


def to_look_at(classes: Sequence[ClassNow], most: int) -> tuple[ClassNow, ...]:
    """先看: where too few came or the machine is silent, then what is online, then what is signing in."""
    in_order = lowest_first(classes)
    urgent = [each for each in in_order if each.is_thin or each.is_silent]
    online = [each for each in in_order if each.mode is Mode.ONLINE and each.is_on]
    coming = [each for each in in_order if each.is_coming]
    return tuple(dict.fromkeys([*urgent, *online, *coming]))[:most]
