"""教师疑点: what is not in order about who teaches a class; none of it is a verdict (R63, R64)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from training.notice.terms import HalfDay
from training.teachers.terms import MatchVerdict, TeacherFlag

Slot = tuple[date, HalfDay]
NOBODY = "没有写教师"


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson that is held: its half day, when it begins (aware), and who is filed for it, by a later file
    where nobody was before."""

    slot: Slot
    starts: datetime
    teacher: int | None = None
    name: str = ""
    filled_at: datetime | None = None

    @property
    def is_filled_late(self) -> bool:
        return self.filled_at is not None and self.filled_at >= self.starts


@dataclass(frozen=True, slots=True)
class Filed:
    """A change of who teaches: the half days that went from `old`, where somebody was filed, to `new`."""

    new: int
    slots: frozenset[Slot]
    filed_at: datetime
    old: int | None = None


@dataclass(frozen=True, slots=True)
class Certified:
    """One certificate; both days themselves are good, None means that it has no such day."""

    trade: str
    issued_on: date | None = None
    expires_on: date | None = None

    def has_begun(self, day: date) -> bool:
        return self.issued_on is None or self.issued_on <= day

    def is_good(self, day: date) -> bool:
        return self.has_begun(day) and (self.expires_on is None or day <= self.expires_on)


@dataclass(frozen=True)
class Teaching:
    """A class as its teachers are looked at."""

    trade: str
    lessons: tuple[Taught, ...]
    changes: tuple[Filed, ...] = ()
    reviews: Mapping[int, MatchVerdict] = field(default_factory=dict)
    """The latest of each teacher."""
    certificates: Mapping[int, tuple[Certified, ...]] = field(default_factory=dict)
    elsewhere: frozenset[tuple[int, Slot]] = frozenset()
    """Half days for which a teacher is filed in another class too."""
    shared: frozenset[int] = frozenset()
    """Teachers with a certificate whose number another one by another name has too."""
    unsettled: frozenset[Slot] = frozenset()
    """Half days that another is said to have taught, which the district has not approved, or refused."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Of those who were filed before a change."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """One thing about one teacher, and the half days that it is about in order of time."""

    flag: TeacherFlag
    teacher: int | None
    name: str
    slots: tuple[Slot, ...]


def teacher_flags(own: Teaching, now: datetime) -> list[Flagged]:
    """By kind, then by teacher."""
    found: dict[tuple[TeacherFlag, int | None], list[Slot]] = defaultdict(list)
    names: dict[int | None, str] = {each.teacher: each.name for each in own.lessons}
    names.update(own.names.items())
    for lesson in sorted(own.lessons, key=lambda each: in_order(each.slot)):
        for flag, teacher in _flags(own, lesson, now):
            found[flag, teacher].append(lesson.slot)
    kinds = list(TeacherFlag)
    in_turn = sorted(found, key=lambda each: (kinds.index(each[0]), names.get(each[1], ""), each[1] or 0))
    return [Flagged(flag, key, names.get(key) or NOBODY, tuple(found[flag, key])) for flag, key in in_turn]


def in_order(slot: Slot) -> tuple[date, int]:
    """By which half days sort as time goes."""
    return slot[0], list(HalfDay).index(slot[1])


def _flags(own: Teaching, lesson: Taught, now: datetime) -> Iterator[tuple[TeacherFlag, int | None]]:
    """With whom each is about: a late change takes nothing from whoever was filed when the lesson began."""
    late = late_changes(own.changes, lesson)
    if lesson.starts <= now and (lesson.teacher is None or lesson.slot in own.unsettled):
        yield TeacherFlag.UNFILED, lesson.teacher
    if late or lesson.is_filled_late:
        yield TeacherFlag.LATE, lesson.teacher
    for teacher in {lesson.teacher, *(each.old for each in late)}:
        if teacher is not None:
            yield from ((flag, teacher) for flag in _flags_of(own, teacher, lesson.slot))


def _flags_of(own: Teaching, teacher: int, slot: Slot) -> Iterator[TeacherFlag]:
    if has_expired(own.certificates.get(teacher, ()), own.trade, slot[0]):
        yield TeacherFlag.EXPIRED
    said = own.reviews.get(teacher, MatchVerdict.UNMATCHED)
    if said is MatchVerdict.UNMATCHED:
        yield TeacherFlag.UNREVIEWED
    elif said is MatchVerdict.DIFFERS:
        yield TeacherFlag.DIFFERS
    if (teacher, slot) in own.elsewhere:
        yield TeacherFlag.TWO_ROOMS
    if teacher in own.shared:
        yield TeacherFlag.SHARED_NUMBER


def late_changes(changes: tuple[Filed, ...], lesson: Taught) -> list[Filed]:
    """及时: before the lesson begins; at that very minute it is too late."""
    return [each for each in changes if lesson.slot in each.slots and each.filed_at >= lesson.starts]


def has_expired(held: tuple[Certified, ...], trade: str, day: date) -> bool:
    """That there was one and none is good on that day; those of the class's trade count where there are any.

    Of whoever has no certificate at all nothing expired: the district's review says what it thinks of that.
    """
    of_trade = tuple(each for each in held if each.trade == trade) or held
    begun = [each for each in of_trade if each.has_begun(day)]
    return bool(begun) and not any(each.is_good(day) for each in begun)
