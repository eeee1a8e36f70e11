"""The district writes down what trainees reached in the examination (考核成绩, R46)."""

from collections.abc import Mapping
from datetime import datetime
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


def note_marks(
    session: Session, staff: Staff, class_id: UUID, marks: Mapping[UUID, Marks], *, now: datetime
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
        (each.id, marks[each.public_id])
        for each in people
        if each.public_id in marks and marks[each.public_id] != before.get(each.id, NO_MARKS)
    ]
    written = _written(session, [key for key, _ in changed])
    for key, new in changed:
        row = ExamMark(enrolment_id=key, ordinal=written.get(key, 0) + 1)
        row.theory_tenths, row.practice_tenths = new.theory_tenths, new.practice_tenths
        row.noted_by_id, row.noted_by, row.noted_at = staff.id, staff.name, now
        session.add(row)
    session.flush()
    return len(changed)


def _written(session: Session, keys: list[int]) -> Mapping[int, int]:
    """How many rows there are of each."""
    rows = select(ExamMark.enrolment_id, func.count()).where(ExamMark.enrolment_id.in_(keys))
    return {key: many for key, many in session.execute(rows.group_by(ExamMark.enrolment_id))}
