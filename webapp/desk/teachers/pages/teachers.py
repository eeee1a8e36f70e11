"""Teachers as the list and their own pages show them; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from training.classes.views.lists.teacher_list import Taught
from training.notice.class_hours import hours
from training.records.classes.classes import Instructor, Lesson
from webapp.desk.lists.days import cell_of_day, short_day, weekday
from webapp.desk.lists.tables import Cell, Line, Mark
from webapp.desk.teachers.pages.class_teachers import standing_of

LessonRow = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Known:
    """Of the teachers of a page by their key: what they teach, and until when which trade is certified."""

    taught: Mapping[int, Taught]
    certified: Mapping[int, tuple[str, date | None]]


def teacher_lines(
    teachers: Sequence[Instructor], known: Known, addresses: Sequence[str], today: date
) -> list[Line]:
    """In the order given, each with its own page."""
    return [
        Line(
            address,
            _cells(own, known.taught.get(own.id, Taught()), today)
            | _certified(known.certified.get(own.id), today),
        )
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


def _certified(known: tuple[str, date | None] | None, today: date) -> dict[str, Cell]:
    if known is None:
        return {"certificate": Mark("没有登记", "warn"), "until": ""}
    trade, until = known
    words, tone = standing_of(until, today)
    return {
        "certificate": Mark(f"{trade} {words}", tone),
        "until": cell_of_day(until, today) if until else "长期",
    }
