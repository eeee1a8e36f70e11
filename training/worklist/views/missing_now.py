"""本半天未到: who of each class has not come to the lesson of this half day (R45)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.views.lists.present_now import who_came_since
from training.classes.views.active_roster import is_in_class
from training.notice.clock import shanghai_day
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from training.worklist.views.classes_now import OnesLesson, has_opened, lessons_now


@dataclass(frozen=True)
class Missing:
    """One class with those that its machine has not seen; `people` by id of the trainee and name."""

    lesson: OnesLesson
    seats: int
    people: tuple[tuple[UUID, str], ...]


def missing_now(session: Session, staff: Staff, *, now: datetime) -> tuple[Missing, ...]:
    """Of every class of one's own place that lacks somebody, those that lack most first; three statements.

    Of lessons online nobody can tell.
    """
    lessons = [each for each in lessons_now(session, staff, now=now) if has_opened(each)]
    if not lessons:
        return ()
    came = who_came_since(session, {each.own.id: each.sign_in.opens for each in lessons}, now)
    rosters = _rosters(session, [each.own.id for each in lessons], now)
    found = []
    for lesson in lessons:
        roster, seen = rosters[lesson.own.id], came.get(lesson.own.id, set())
        people = tuple((key, name_for(staff, name)) for key, name, number in roster if number not in seen)
        if people:
            found.append(Missing(lesson, len(roster), people))
    return tuple(sorted(found, key=lambda each: -len(each.people)))


def _rosters(
    session: Session, classes: Sequence[int], now: datetime
) -> Mapping[int, list[tuple[UUID, str, str | None]]]:
    """By class: id, name and number of each who is in it today."""
    columns = (Enrolment.class_id, Trainee.public_id, Trainee.name, Enrolment.attendance_number)
    rows = select(*columns).join(Enrolment.trainee).join(Enrolment.training_class).outerjoin(Withdrawal)
    found: dict[int, list[tuple[UUID, str, str | None]]] = defaultdict(list)
    of_these = rows.where(Enrolment.class_id.in_(classes), is_in_class(shanghai_day(now)))
    for class_id, key, name, number in session.execute(of_these.order_by(Enrolment.id)):
        found[class_id].append((key, name, number))
    return found
