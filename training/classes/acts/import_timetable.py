"""Import a timetable (课程表): new lessons are added, dropped ones cancelled with a reason (R45, R51-R54)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from training.classes.acts.imports import (
    HandedFile,
    ImportReport,
    close_batch,
    imported_before,
    open_batch,
    say_imported_before,
)
from training.classes.rules.filing import FiledClass, FiledLesson, filing_findings
from training.classes.sheets.timetable import TimetableRow
from training.notice.terms import HalfDay, Severity
from training.records.classes.classes import Instructor, Lesson, LessonCancellation, TrainingClass
from training.sheets.findings import Finding

Slot = tuple[date, HalfDay]


def import_timetable(
    session: Session,
    rows: Iterable[TimetableRow],
    file: HandedFile,
    only_class: TrainingClass | None = None,
    *,
    reason: str = "",
    accept_good_rows: bool = False,
) -> ImportReport:
    """Bring the lessons of every class in the file to what it says.

    Without a `reason` lessons are only added; with one, lessons that the file no longer has are cancelled.
    Raises ImportRefused when the rules refuse the whole, or when rows are wrong and the good ones were not
    asked for alone; with a `reason` they never are, for a row that cannot be read would cancel its lesson.
    """
    scope = only_class.class_number if only_class else ""
    before = imported_before(session, "timetable", scope, file)
    # A reason gives the same file more to do than it did without.
    if before and not reason:
        return say_imported_before("timetable", scope, before)
    report = ImportReport("timetable", scope)
    batch = open_batch(session, "timetable", scope, file)
    for training_class, lessons in _by_class(session, rows, only_class, report):
        set_timetable(session, training_class, lessons, file, report, reason=reason)
    close_batch(batch, report, accept_good_rows and not reason)
    return report


def set_timetable(
    session: Session,
    training_class: TrainingClass,
    rows: Sequence[TimetableRow],
    file: HandedFile,
    report: ImportReport,
    *,
    reason: str = "",
) -> None:
    """Add the lessons of one class and check the whole by the rules of filing."""
    standing = {(lesson.held_on, lesson.half_day): lesson for lesson in _lessons_of(session, training_class)}
    for row in rows:
        _add_lesson(session, training_class, row, standing, report)
    dropped = set(standing) - {(row.held_on, row.half_day) for row in rows} if reason else set()
    for slot in sorted(dropped):
        _cancel(session, standing.pop(slot), reason, file, report)
    held = [lesson for lesson in standing.values() if lesson.cancellation is None]
    sheet = rows[0].sheet if rows else "课程表"
    check_filing(training_class, held, report, sheet)


def check_filing(
    training_class: TrainingClass, lessons: Sequence[Lesson], report: ImportReport, sheet: str
) -> None:
    """Hold the class with these lessons against R45 and R51 to R54."""
    filed = FiledClass(
        kind=training_class.kind,
        prescribed_halves=training_class.prescribed_halves,
        starts_on=training_class.starts_on,
        ends_on=training_class.ends_on,
        lessons=tuple(_filed(lesson) for lesson in lessons),
        online_reason=training_class.why_online,
    )
    for found in filing_findings(filed, training_class.rule_set.policy):
        report.breaks_rules |= found.severity is Severity.ERROR
        report.findings.append(
            Finding(0, "班级", training_class.class_number, found.message, found.severity, sheet)
        )


def _filed(lesson: Lesson) -> FiledLesson:
    return FiledLesson(lesson.held_on, lesson.half_day, lesson.content, lesson.mode, lesson.halves)


def _lessons_of(session: Session, training_class: TrainingClass) -> list[Lesson]:
    own = select(Lesson).where(Lesson.class_id == training_class.id)
    return list(
        session.scalars(own.options(selectinload(Lesson.cancellation), selectinload(Lesson.instructor)))
    )


def _by_class(
    session: Session, rows: Iterable[TimetableRow], only_class: TrainingClass | None, report: ImportReport
) -> list[tuple[TrainingClass, list[TimetableRow]]]:
    """Sort the rows by class; a row of no known class is refused."""
    classes: dict[str, TrainingClass | None] = {}
    sorted_rows: dict[str, list[TimetableRow]] = {}
    for row in rows:
        number = row.class_number or (only_class.class_number if only_class else "")
        if number not in classes:
            named = select(TrainingClass).where(TrainingClass.class_number == number)
            classes[number] = session.scalars(named).one_or_none()
        report.findings.extend(row.findings)
        if not row.is_good:
            report.refused += 1
        elif classes[number] is None or (only_class and number != only_class.class_number):
            report.refuse(_error(row, "班号", number, "没有这个班号，或与指定的班级不同。"))
        else:
            sorted_rows.setdefault(number, []).append(row)
    return [
        (known, sorted_rows[number]) for number, known in classes.items() if known and number in sorted_rows
    ]


def _add_lesson(
    session: Session,
    training_class: TrainingClass,
    row: TimetableRow,
    standing: dict[Slot, Lesson],
    report: ImportReport,
) -> None:
    slot = (row.held_on, row.half_day)
    lesson = standing.get(slot)
    if lesson is None:
        standing[slot] = _new_lesson(session, training_class, row)
        report.stored += 1
    elif lesson.cancellation is not None:
        report.refuse(_error(row, "日期", str(row.held_on), "这半天的课已登记停课，请另排日期补课。"))
    elif _brings_the_instructor(lesson, row):
        lesson.instructor = find_or_add_instructor(session, training_class.institution_id, row.instructor)
        report.stored += 1
    elif _says_the_same(lesson, row):
        report.known += 1
    else:
        known = f"{lesson.content} {lesson.mode} {lesson.halves / 2:g} 课时"
        message = f"这半天已登记为：{known}。已备案的课不能改写，请停课后另排日期补课。"
        report.refuse(_error(row, "日期", str(row.held_on), message))


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


def find_or_add_instructor(session: Session, institution_id: int, name: str | None) -> Instructor | None:
    """The institution's instructor of that name, made on first sight."""
    if not name:
        return None
    known = select(Instructor).where(Instructor.institution_id == institution_id, Instructor.name == name)
    instructor = session.scalars(known).one_or_none()
    if instructor is None:
        instructor = Instructor(institution_id=institution_id, name=name)
        session.add(instructor)
    return instructor


def _cancel(session: Session, lesson: Lesson, reason: str, file: HandedFile, report: ImportReport) -> None:
    if lesson.cancellation is not None:
        return
    cancellation = LessonCancellation(
        lesson=lesson, reason=reason, cancelled_by=file.handed_by, cancelled_at=file.handed_at
    )
    session.add(cancellation)
    report.notices.append(f"停课：{lesson.held_on} {lesson.half_day}（{reason}）")


def _error(row: TimetableRow, column: str, value: str, message: str) -> Finding:
    return Finding(row.row, column, value, message, Severity.ERROR, row.sheet)
