from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.sheets.timetable import TimetableRow, wrong_cell
from training.classes.views.check_filing import check_filing
from training.notice.class_hours import hours
from training.notice.terms import HalfDay
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.sheets.hand_in import OpenImport

Slot = tuple[date, HalfDay]
CHANGE_IT = "已备案的课不能改写，请在工作台的课表页申请调整（停课、改期、补课、换教师）。"
TOO_LATE = "这半天已过上课时间，不能再用文件加课；确实上了课的，请在结业前到课表页申请补课。"


def set_timetable(
    session: Session,
    training_class: TrainingClass,
    rows: Sequence[TimetableRow],
    into: OpenImport,
    *,
    reason: str = "",
) -> None:
    """Add the lessons of one class and check the whole by the rules of filing.

    A class that has its timetable gets no lesson that has begun: whoever brought one would choose among the
    punches that are there already, and the district decides on that (R54).
    """
    standing = {(lesson.held_on, lesson.half_day): lesson for lesson in _lessons_of(session, training_class)}
    late = _late(training_class, rows, standing, into.file.handed_at) if standing else []
    for row in late:
        into.report.refuse(wrong_cell(row, "日期", str(row.held_on), TOO_LATE))
    for row in (each for each in rows if each not in late):
        _add_lesson(session, training_class, row, standing, into)
    dropped = set(standing) - {(row.held_on, row.half_day) for row in rows} if reason else set()
    for slot in sorted(dropped):
        _cancel(session, standing.pop(slot), reason, into)
    held = [lesson for lesson in standing.values() if lesson.cancellation is None]
    sheet = rows[0].sheet if rows else "课程表"
    check_filing(training_class, held, into.report, sheet)


def _lessons_of(session: Session, training_class: TrainingClass) -> list[Lesson]:
    own = select(Lesson).where(Lesson.class_id == training_class.id)
    return list(
        session.scalars(own.options(selectinload(Lesson.cancellation), selectinload(Lesson.instructor)))
    )


def _late(
    training_class: TrainingClass, rows: Sequence[TimetableRow], standing: Mapping[Slot, Lesson], at: datetime
) -> list[TimetableRow]:
    """Of the class's own days: what lies outside them the rules of filing refuse."""
    own, times = training_class, training_class.times
    inside = (each for each in rows if own.starts_on <= each.held_on <= own.ends_on)
    new = (each for each in inside if (each.held_on, each.half_day) not in standing)
    return [each for each in new if at >= times.of(each.held_on, each.half_day)[0]]


def _add_lesson(
    session: Session,
    training_class: TrainingClass,
    row: TimetableRow,
    standing: dict[Slot, Lesson],
    into: OpenImport,
) -> None:
    slot, report = (row.held_on, row.half_day), into.report
    lesson = standing.get(slot)
    if lesson is None:
        standing[slot] = _new_lesson(session, training_class, row)
        report.stored += 1
    elif lesson.cancellation is not None:
        report.refuse(wrong_cell(row, "日期", str(row.held_on), "这半天的课已登记停课，请另排日期补课。"))
    elif _brings_the_instructor(lesson, row):
        lesson.instructor = find_or_add_instructor(session, training_class.institution_id, row.instructor)
        lesson.instructor_filled_at = into.file.handed_at
        report.stored += 1
    elif _says_the_same(lesson, row):
        report.known += 1
    else:
        report.refuse(wrong_cell(row, "日期", str(row.held_on), _what_differs(lesson, row)))


def _what_differs(lesson: Lesson, row: TimetableRow) -> str:
    """Value by value, so that a clerk sees at once whether the file or the timetable is wrong (R64)."""
    standing = lesson.instructor.name if lesson.instructor else ""
    pairs = (
        ("内容", lesson.content.value, row.content.value),
        ("方式", lesson.mode.value, row.mode.value),
        ("课时", hours(lesson.halves), hours(row.halves)),
        ("教师", standing, row.instructor or standing),
    )
    found = "，".join(f"{what}“{known}”改成了“{said}”" for what, known, said in pairs if known != said)
    return f"与已登记的课不同：{found}。{CHANGE_IT}"


def _brings_the_instructor(lesson: Lesson, row: TimetableRow) -> bool:
    return _is_the_same_lesson(lesson, row) and bool(row.instructor) and lesson.instructor is None


def _says_the_same(lesson: Lesson, row: TimetableRow) -> bool:
    known = lesson.instructor.name if lesson.instructor else ""
    return _is_the_same_lesson(lesson, row) and row.instructor in ("", known)


def _is_the_same_lesson(lesson: Lesson, row: TimetableRow) -> bool:
    return (lesson.content, lesson.mode, lesson.halves) == (row.content, row.mode, row.halves)


def _new_lesson(session: Session, training_class: TrainingClass, row: TimetableRow) -> Lesson:
    lesson = Lesson(
        class_id=training_class.id,
        held_on=row.held_on,
        half_day=row.half_day,
        content=row.content,
        mode=row.mode,
        halves=row.halves,
        instructor=find_or_add_instructor(session, training_class.institution_id, row.instructor),
        cancellation=None,
    )
    session.add(lesson)
    return lesson


def _cancel(session: Session, lesson: Lesson, reason: str, into: OpenImport) -> None:
    if lesson.cancellation is not None:
        return
    cancellation = LessonCancellation(
        lesson=lesson, reason=reason, cancelled_by=into.file.handed_by, cancelled_at=into.file.handed_at
    )
    session.add(cancellation)
    into.report.notices.append(f"停课：{lesson.held_on} {lesson.half_day}（{reason}）")
