"""Teachers as the list and their own pages show them; pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from training.classes.views.lists.teacher_list import Taught
from training.notice.class_hours import hours
from training.records.classes.classes import Instructor, Lesson
from webapp.desk.lists.days import cell_of_day, short_day, weekday
from webapp.desk.lists.tables import Cell, Line

LessonRow = tuple[str, str, str, str, str]


def teacher_lines(
    teachers: Sequence[Instructor], taught: Mapping[int, Taught], addresses: Sequence[str], today: date
) -> list[Line]:
    """In the order given, each with its own page."""
    return [
        Line(address, _cells(own, taught.get(own.id, Taught()), today))
        for own, address in zip(teachers, addresses, strict=True)
    ]


def lesson_rows(lessons: Sequence[Lesson], today: date) -> list[LessonRow]:
    """Class, its name, day and half day, what and how, class hours."""
    return [
        (
            each.training_class.class_number,
            each.training_class.name,
            f"{short_day(each.held_on, today)} 周{weekday(each.held_on)} {each.half_day}",
            f"{each.mode}{each.content}",
            hours(each.halves),
        )
        for each in lessons
    ]


def _cells(own: Instructor, taught: Taught, today: date) -> dict[str, Cell]:
    return {
        "name": own.name,
        "school": own.institution.name,
        "classes": taught.classes,
        "held": taught.held,
        "coming": taught.coming,
        "last": cell_of_day(taught.last, today) if taught.last else "",
        "next": cell_of_day(taught.next, today) if taught.next else "",
    }
