"""课时: people × half days, with where the punches came from; pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.attendance.rules.attendance import HalfDayCredit, is_online
from training.attendance.rules.explanations import explain, may_miss_words
from training.attendance.rules.matrix import CameFrom, Cell, cell_of
from training.attendance.terms import Source
from training.attendance.views.progress_of import ClassProgress
from training.notice.class_hours import hours
from training.notice.terms import HalfDay
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_day, weekday

MARKS = {CameFrom.FILE: " file", CameFrom.WATCHED: " live", CameFrom.MADE_GOOD: " mend"}
SOURCES = {Source.LIVE: CameFrom.LIVE, Source.BACKLOG: CameFrom.BACKLOG, Source.FILE: CameFrom.FILE}
CAME = {Cell.FULL, Cell.PART, Cell.PRESENT}
WHOLE = 100
Sources = Mapping[tuple[str, datetime], Source]
Leaves = Collection[tuple[int, date, HalfDay]]


@dataclass(frozen=True)
class MatrixCell:
    """`css` tells the sheet how it looks; `text` and `why` say it."""

    css: str
    text: str
    why: str
    begins_day: bool


@dataclass(frozen=True)
class MatrixRow:
    """One person."""

    public_id: UUID
    name: str
    cells: tuple[MatrixCell, ...]
    credited: str
    may_miss: str
    cannot: bool


@dataclass(frozen=True)
class MatrixDay:
    """One day over its half days."""

    words: str
    weekday: str
    halves: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """How many of the credited half days came so."""

    name: str
    css: str
    count: int
    percent: str
    begins: float
    width: float


@dataclass(frozen=True)
class Matrix:
    """The whole table."""

    days: tuple[MatrixDay, ...]
    rows: tuple[MatrixRow, ...]
    present: tuple[tuple[str, bool], ...]
    """Of each half day how many came, empty where it is to come; and whether it begins a day."""
    shares: tuple[Share, ...]
    waiting: int
    """Punches that credit nothing so far."""


def matrix_of(
    staff: Staff, found: Sequence[ClassProgress], sources: Sources, leaves: Leaves, now: datetime
) -> Matrix:
    """Of at least one person."""
    credits = found[0].progress.half_days
    rows = [_row(staff, each, sources, leaves, now) for each in found]
    return Matrix(
        _days(credits, now.date()),
        tuple(row for row, _ in rows),
        tuple(_present(found, leaves, now)),
        _shares([origin for _, origins in rows for origin in origins]),
        sum(each.progress.waiting for each in found),
    )


def came_from(own: ClassProgress, credit: HalfDayCredit, sources: Sources) -> CameFrom | None:
    """What earned the half day; None where nothing did. The weakest of its two punches counts."""
    if not credit.halves:
        return None
    if is_online(credit.windows):
        return CameFrom.WATCHED
    if credit.made_good:
        return CameFrom.MADE_GOOD
    number = own.enrolment.attendance_number or ""
    punches = [each for each in (credit.first, credit.last) if each is not None]
    ways = {SOURCES[sources.get((number, each), Source.FILE)] for each in punches}
    return next((way for way in (CameFrom.FILE, CameFrom.BACKLOG) if way in ways), CameFrom.LIVE)


def _row(
    staff: Staff, own: ClassProgress, sources: Sources, leaves: Leaves, now: datetime
) -> tuple[MatrixRow, list[CameFrom]]:
    origins = [came_from(own, each, sources) for each in own.progress.half_days]
    begins = _begins(own.progress.half_days)
    cells = [
        _cell(own, credit, origin, leaves, now, begins=first)
        for credit, origin, first in zip(own.progress.half_days, origins, begins, strict=True)
    ]
    row = MatrixRow(
        own.enrolment.trainee.public_id,
        name_for(staff, own.enrolment.trainee.name),
        tuple(cells),
        hours(own.progress.credited_halves),
        may_miss_words(own.progress),
        own.progress.lacking_halves > own.progress.to_come_halves,
    )
    return row, [each for each in origins if each is not None]


def _cell(
    own: ClassProgress,
    credit: HalfDayCredit,
    origin: CameFrom | None,
    leaves: Leaves,
    now: datetime,
    *,
    begins: bool,
) -> MatrixCell:
    kind = cell_of(credit, now, has_leave=_has_leave(own, credit, leaves))
    css = {Cell.NOT_HELD: "away", Cell.GONE: ""}.get(kind.cell, kind.cell.value)
    mark = MARKS.get(origin, "") if origin else ""
    why = explain(credit, now, to_staff=True) if kind.cell is not Cell.NOT_YET else "还没有上"
    return MatrixCell(f"{css}{mark}", kind.text, f"{why}（{origin}）" if origin else why, begins)


def _has_leave(own: ClassProgress, credit: HalfDayCredit, leaves: Leaves) -> bool:
    lesson = credit.windows.lesson
    return (own.enrolment.id, lesson.held_on, lesson.half_day) in leaves


def _begins(credits: Sequence[HalfDayCredit]) -> list[bool]:
    """Of each half day, whether it is the first of its day."""
    days = [each.windows.lesson.held_on for each in credits]
    return [place == 0 or day != days[place - 1] for place, day in enumerate(days)]


def _days(credits: Sequence[HalfDayCredit], today: date) -> tuple[MatrixDay, ...]:
    by_day: dict[date, list[str]] = {}
    for each in credits:
        by_day.setdefault(each.windows.lesson.held_on, []).append(each.windows.lesson.half_day.value[:1])
    return tuple(
        MatrixDay(short_day(day, today), weekday(day), tuple(halves)) for day, halves in by_day.items()
    )


def _present(found: Sequence[ClassProgress], leaves: Leaves, now: datetime) -> list[tuple[str, bool]]:
    credits, counts = found[0].progress.half_days, []
    for place, first in enumerate(_begins(credits)):
        column = [each.progress.half_days[place] for each in found]
        cells = [cell_of(each, now, has_leave=False).cell for each in column]
        is_to_come = credits[place].windows.in_opens > now
        counts.append(("" if is_to_come else str(sum(each in CAME for each in cells)), first))
    return counts


def _shares(origins: Sequence[CameFrom]) -> tuple[Share, ...]:
    counts, total, begins, shares = Counter(origins), len(origins), 0.0, []
    for place, name in enumerate(CameFrom, 1):
        if count := counts[name]:
            width = WHOLE * count / total
            shares.append(Share(name, f"f{place}", count, f"{width:.0f}%", round(begins, 2), round(width, 2)))
            begins += width
    return tuple(shares)
