"""Import the arrangement of a year (放假安排), and let every deadline follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.calendar.rules.plausible import Doubt, doubts_about
from training.calendar.sheets.arrangement import ARRANGEMENT, Arrangement
from training.calendar.views.calendar_of import KEPT, calendar_of
from training.database import wait_for_turn
from training.deadlines.acts.move_deadlines import move_deadlines
from training.deadlines.acts.tell_moved import tell_moved
from training.deadlines.views.changed_feedback import changed_feedback
from training.deadlines.views.moved import Moved
from training.notice.terms import Severity
from training.records.calendar import CalendarDay, CalendarYear
from training.sheets.findings import Finding
from training.sheets.hand_in import HandedFile, ImportRefused, ImportReport

TURN = 5
"""After those of the other imports."""
LONGEST_SOURCE = 255


@dataclass(frozen=True)
class CalendarImport:
    """What became of the file: its version of the year, and the deadlines that follow from it."""

    report: ImportReport
    year: int
    version: int
    moved: tuple[Moved, ...] = ()


def import_calendar(
    session: Session, arrangement: Arrangement, source: str, file: HandedFile, *, now: datetime
) -> CalendarImport:
    """A new version of the year, never an overwritten one; the same file again changes nothing.

    Raises ImportRefused for rows that are wrong, or an arrangement that cannot be.
    """
    wait_for_turn(session, TURN)
    report = _judged(arrangement)
    last = _newest(session, arrangement.year)
    if last is not None and last.sha256 == file.sha256:
        report.known, report.stored = report.stored, 0
        return CalendarImport(report, last.year, last.version)
    before = calendar_of(session)
    added = _add(session, arrangement, source, file, last.version if last else 0)
    del session.info[KEPT]
    because = f"{added.year} 年放假安排第 {added.version} 版导入"
    changed = changed_feedback(session, before, because, now=now)
    moved = (*move_deadlines(session, because, now=now), *changed)
    tell_moved(session, moved, because, now=now)
    return CalendarImport(report, added.year, added.version, moved)


def _judged(arrangement: Arrangement) -> ImportReport:
    report = ImportReport("calendar", str(arrangement.year), stored=len(arrangement.days))
    report.findings.extend(arrangement.findings)
    if not arrangement.findings:
        report.findings.extend(_findings(arrangement, doubts_about(arrangement.year, arrangement.days)))
    if report.has_errors:
        rows = {each.row for each in report.findings if each.row}
        report.stored, report.refused, report.breaks_rules = 0, len(rows), True
        raise ImportRefused(report)
    return report


def _findings(arrangement: Arrangement, doubts: Sequence[Doubt]) -> list[Finding]:
    title, sheet = ARRANGEMENT.title_of("day"), arrangement.sheet
    return [
        Finding(
            doubt.day.row if doubt.day else 0,
            title if doubt.day else "",
            str(doubt.day.day) if doubt.day else "",
            doubt.message,
            Severity.ERROR,
            sheet,
        )
        for doubt in doubts
    ]


def _newest(session: Session, year: int) -> CalendarYear | None:
    highest = select(func.max(CalendarYear.version)).where(CalendarYear.year == year).scalar_subquery()
    own = select(CalendarYear).where(CalendarYear.year == year, CalendarYear.version == highest)
    return session.scalars(own).one_or_none()


def _add(
    session: Session, arrangement: Arrangement, source: str, file: HandedFile, last_version: int
) -> CalendarYear:
    days = [
        CalendarDay(day=each.day, is_working=each.is_working, name=each.name) for each in arrangement.days
    ]
    added = CalendarYear(
        year=arrangement.year,
        version=last_version + 1,
        title=file.name[:LONGEST_SOURCE],
        source=(source or arrangement.number)[:LONGEST_SOURCE],
        sha256=file.sha256,
        imported_by=file.handed_by,
        imported_at=file.handed_at,
        days=days,
    )
    session.add(added)
    session.flush()
    return added
