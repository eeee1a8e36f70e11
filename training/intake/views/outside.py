"""Rows of a file that are about what is not in the reach of whoever hands it in (R09)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.places import places_elsewhere
from training.classes.rules.places import by_number
from training.classes.views.within import within_class
from training.intake.sheets.handed_rows import HandedRows
from training.intake.terms import OF_BEFORE, OF_THE_OFFICE, OF_THE_REGION, FileKind
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, place_of
from training.notice.terms import Severity
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff
from training.sheets.chunks import chunks
from training.sheets.findings import Finding, has_error

OUTSIDE = "不在您的范围：这一行不是您所在旗县区或机构的，请交给负责的单位导入。"
AT_ONCE = 500
FOUND_OUT_LATER = (
    *(FileKind.PUNCHES, FileKind.PLANS, FileKind.TEACHERS, FileKind.VOUCHERS, FileKind.FOLLOW_UPS),
    *OF_BEFORE,
    *(*OF_THE_REGION, *OF_THE_OFFICE),
)
"""Whose a plan, a teacher, a class of the region or a certificate of before is, only its import finds out.

That of follow-ups tells of another's class no more than of one that nobody filed."""


def refuse_outside(session: Session, staff: Staff, handed: HandedRows) -> None:
    """Give every such row an error of its own, before anything is done with it."""
    numbers = _Numbers(session, staff)
    if handed.kind is FileKind.REGION:
        _refuse(handed.rows, "旗县区", lambda row: row.district, _is_elsewhere(staff))
        return
    if handed.kind in FOUND_OUT_LATER:
        return
    parts = (handed.rows, handed.roster, handed.timetable)
    numbers.look_up(row.class_number for part in parts for row in part if row.class_number)
    for part in parts:
        _refuse(part, "班号", lambda row: row.class_number, numbers.are_elsewhere)
    if handed.kind is FileKind.FILING:
        _refuse(handed.rows, "旗县区", lambda row: row.district, _is_elsewhere(staff))
        _refuse(handed.rows, "培训机构", lambda row: row.institution, _is_anothers(staff))


def refuse_others_punches(session: Session, staff: Staff, rows: list[PunchRow], school: Institution) -> None:
    """The same of punches that would count in another district's class; a number in no roster is nobody's."""
    if place_of(staff.role, Permission.HAND_IN_FILES) is not Place.OWN_DISTRICT or not staff.district_id:
        return
    elsewhere = by_number(places_elsewhere(session, school.id, staff.district_id))
    for at, row in enumerate(rows):
        places = () if has_error(row.findings) else elsewhere.get(row.number, ())
        if any(each.takes(row.device, shanghai_day(row.punched_at)) for each in places):
            finding = Finding(row.row, "考勤号", row.number, OUTSIDE, Severity.ERROR)
            rows[at] = row._replace(findings=(*row.findings, finding))


class _Numbers:
    """Which classes of a file are others'; a number that nobody filed is nobody's yet."""

    def __init__(self, session: Session, staff: Staff):
        self._session, self._staff = session, staff
        self._elsewhere: set[str] = set()

    def look_up(self, numbers: Iterable[str]) -> None:
        others = select(TrainingClass.class_number).where(
            ~within_class(self._staff, Permission.HAND_IN_FILES)
        )
        for some in chunks(sorted(set(numbers)), AT_ONCE):
            self._elsewhere.update(self._session.scalars(others.where(TrainingClass.class_number.in_(some))))

    def are_elsewhere(self, number: str) -> bool:
        return number in self._elsewhere


def _refuse(
    rows: Iterable[Any], column: str, value_of: Callable[[Any], str], is_outside: Callable[[str], bool]
) -> None:
    for row, value in _good(rows, value_of):
        if is_outside(value):
            row.findings.append(Finding(row.row, column, value, OUTSIDE, Severity.ERROR, row.sheet))


def _good(rows: Iterable[Any], value_of: Callable[[Any], str]) -> Iterator[tuple[Any, str]]:
    return ((row, value_of(row)) for row in rows if row.is_good)


def _is_elsewhere(staff: Staff) -> Callable[[str], bool]:
    own = staff.district.name if staff.district else ""
    bound = place_of(staff.role, Permission.HAND_IN_FILES) is Place.OWN_DISTRICT
    return lambda name: bound and name != own


def _is_anothers(staff: Staff) -> Callable[[str], bool]:
    own = staff.institution.name if staff.institution else ""
    bound = place_of(staff.role, Permission.HAND_IN_FILES) is Place.OWN_INSTITUTION
    return lambda name: bound and name != own
