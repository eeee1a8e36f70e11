"""Rows as the readers hand them on, and clerks who work at the same moment."""

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, time
from threading import Barrier

from sqlalchemy import event

from tests.factories import MONDAY, SCHOOL, an_id_number
from tests.patience import PATIENCE
from training.classes.sheets.class_sheet import ClassRow
from training.classes.sheets.filing import Filing
from training.classes.sheets.roster import RosterRow
from training.classes.sheets.timetable import TimetableRow
from training.classes.terms import Content
from training.database import Base, Database
from training.errors import Refusal
from training.notice.identity import sex_of
from training.notice.terms import ClassKind, HalfDay, Mode, Severity
from training.sheets.findings import Finding


def roster_row(place: int = 1, name: str = "", **fields: object) -> RosterRow:
    """A good row of the person number `place`, on the row below it."""
    id_number = an_id_number(place)
    values: dict[str, object] = {
        "class_number": "",
        "phone": str(13800000000 + place),
        "attendance_number": str(place),
    }
    return RosterRow(
        row=place + 1,
        sheet="学员名册",
        name=name or f"学员{place}",
        id_number=id_number,
        sex=sex_of(id_number),
        **(values | fields),
    )


def a_wrong_row(place: int = 1) -> RosterRow:
    row = roster_row(place)
    row.find("联系电话", "123", "应为 11 位手机号。")
    return row


def lesson_row(
    held_on: date = MONDAY, half_day: HalfDay = HalfDay.MORNING, class_number: str = "", **fields: object
) -> TimetableRow:
    row = TimetableRow(
        2, "课程表", class_number, held_on, half_day, Content.THEORY, Mode.OFFLINE, 8, "李建国"
    )
    return replace(row, **fields)


def a_wrong_lesson(held_on: date = MONDAY, half_day: HalfDay = HalfDay.MORNING) -> TimetableRow:
    finding = Finding(2, "课时", "四", "应为课时数，如 4 或 3.5。", Severity.ERROR, "课程表")
    return lesson_row(held_on, half_day, halves=0, findings=[finding])


WEEK = tuple(lesson_row(date(2026, 3, 2 + offset), half_day) for offset in range(5) for half_day in HalfDay)


def class_row(**fields: object) -> ClassRow:
    row = ClassRow(
        row=2,
        sheet="班级信息",
        class_number="BT-1",
        name="电工（五级）1班",
        institution=SCHOOL,
        district="昆都仑区",
        trade="电工",
        level="五级",
        kind=ClassKind.ORDINARY,
        is_key_group=True,
        prescribed_halves=80,
        starts_on=MONDAY,
        ends_on=date(2026, 3, 6),
        instructor="李建国",
        morning_starts=time(8, 30),
        morning_ends=time(11, 30),
        afternoon_starts=time(14),
        afternoon_ends=time(17),
        filed_on=None,
        weekdays="",
        online_reason="",
        attendance_device="",
    )
    return replace(row, **fields)


def a_filing(
    *classes: ClassRow, roster: tuple[RosterRow, ...] = (), timetable: tuple[TimetableRow, ...] = ()
) -> Filing:
    return Filing(iter(classes or (class_row(),)), iter(roster), iter(timetable))


def an_error(row: int = 2) -> Finding:
    return Finding(row, "班号", "", "不对。", Severity.ERROR, "班级信息")


def at_once(*works: Callable[[], object]) -> list[object]:
    """Start all at the same moment; what each gave back, or the kind of the refusal that it met."""
    start = Barrier(len(works), timeout=PATIENCE)

    def run(work: Callable[[], object]) -> object:
        start.wait()
        return _outcome(work)

    with ThreadPoolExecutor(len(works)) as clerks:
        return list(clerks.map(run, works))


def one_between(
    database: Database, record: type[Base], ours: Callable[[], object], theirs: Callable[[], object]
) -> list[object]:
    """Ours, and theirs right after the first question that ours asks of this record; as `at_once` gives back.

    SQLite lets nobody write between: there theirs comes after ours.
    """
    begun: list[Future[object]] = []
    others_may_write = database.engine.dialect.name != "sqlite"

    def come_between(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if begun or not re.search(rf"FROM {record.__tablename__}\b", statement):
            return
        begun.append(others.submit(_outcome, theirs))
        if others_may_write:
            wait(begun, timeout=PATIENCE)

    with ThreadPoolExecutor(1) as others:
        event.listen(database.engine, "after_cursor_execute", come_between)
        try:
            own = _outcome(ours)
        finally:
            event.remove(database.engine, "after_cursor_execute", come_between)
    return [own, *(each.result() for each in begun)]


def _outcome(work: Callable[[], object]) -> object:
    try:
        return work()
    except Refusal as refusal:
        return type(refusal)
