"""The district writes down what trainees reached in the examination (考核成绩, R46)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.records.classes.trainees import Enrolment
from training.records.results import ExamMark
from training.records.staff.staff import Staff
from training.results.acts.hold_result import hold_result
from training.results.rules.people import NO_MARKS, Marks
from training.results.rules.signing import OnlyTheDistrictSigns
from training.results.views.people_of_class import marks_of_class
from training.results.views.see_result import find_class_of_result


@dataclass(frozen=True)
class Brought:
    """The file that brought marks, and on which day each was examined, where it says so; by enrolment."""

    batch_id: int | None = None
    held_on: Mapping[UUID, date | None] = field(default_factory=dict)


TYPED = Brought()
"""Written on the page."""


def note_marks(
    session: Session,
    staff: Staff,
    class_id: UUID,
    marks: Mapping[UUID, Marks],
    brought: Brought = TYPED,
    *,
    now: datetime,
) -> int:
    """A row for each trainee of the class whose marks are others than before; says how many.

    `marks` by enrolment; whoever is not among them keeps what was written. Raises NotFound or
    OnlyTheDistrictSigns.
    """
    own = find_class_of_result(session, staff, class_id)
    if not may(staff.role, Permission.SIGN_RESULTS):
        raise OnlyTheDistrictSigns
    hold_result(session, own)
    before = marks_of_class(session, own)
    people = session.scalars(select(Enrolment).where(Enrolment.class_id == own.id).order_by(Enrolment.id))
    changed = [
        (each, marks[each.public_id])
        for each in people
        if each.public_id in marks and marks[each.public_id] != before.get(each.id, NO_MARKS)
    ]
    written = _written(session, [each.id for each, _ in changed])
    for each, new in changed:
        row = ExamMark(enrolment_id=each.id, ordinal=written.get(each.id, 0) + 1)
        row.batch_id, row.held_on = brought.batch_id, brought.held_on.get(each.public_id)
        row.theory_tenths, row.practice_tenths = new.theory_tenths, new.practice_tenths
        row.noted_by_id, row.noted_by, row.noted_at = staff.id, staff.name, now
        session.add(row)
    session.flush()
    return len(changed)


def _written(session: Session, keys: list[int]) -> Mapping[int, int]:
    """How many rows there are of each."""
    rows = select(ExamMark.enrolment_id, func.count()).where(ExamMark.enrolment_id.in_(keys))
    return {key: many for key, many in session.execute(rows.group_by(ExamMark.enrolment_id))}
