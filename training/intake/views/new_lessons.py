"""Lessons that a timetable would add to a class that has begun: those are asked for, and not handed in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.sheets.timetable import TimetableRow
from training.notice.terms import HalfDay, Severity
from training.records.classes.classes import Lesson, TrainingClass
from training.sheets.findings import Finding

ASK = "这个班已经开班，课表里没有这节课；请在工作台的课表页申请补课，不能用导入加课。"
Slots = dict[str, set[tuple[date, HalfDay]]]


def refuse_new_lessons(session: Session, rows: Iterable[TimetableRow], only_class: str, today: date) -> None:
    """A class whose timetable is still empty may be given one, also when it has begun (R45)."""
    good = [row for row in rows if row.is_good]
    begun = _begun(session, sorted({row.class_number or only_class for row in good}), today)
    for row in good:
        slots = begun.get(row.class_number or only_class)
        if slots and (row.held_on, row.half_day) not in slots:
            row.findings.append(Finding(row.row, "日期", str(row.held_on), ASK, Severity.ERROR, row.sheet))


def _begun(session: Session, numbers: Sequence[str], today: date) -> Slots:
    """The half days of the lessons of those classes that have begun and have any."""
    slots: Slots = defaultdict(set)
    lessons = (
        select(TrainingClass.class_number, Lesson.held_on, Lesson.half_day)
        .join(Lesson, Lesson.class_id == TrainingClass.id)
        .where(TrainingClass.class_number.in_(numbers), TrainingClass.starts_on <= today)
    )
    for number, held_on, half_day in session.execute(lessons):
        slots[number].add((held_on, half_day))
    return slots
