"""The requests to change a class or its timetable that wait for one person: `may_decide` as a query."""

from sqlalchemy import ColumnElement, Select, and_, true

from training.changes.terms import ChangeState
from training.changes.views.see_amendments import WantedAmendments, narrowed, visible_amendments
from training.changes.views.see_lesson_changes import visible_lesson_changes
from training.notice.permissions import GRANTS, Permission, is_everywhere
from training.records.changes.amendments import ClassAmendment
from training.records.changes.lessons import LessonChange
from training.records.staff.staff import Staff


def waiting_amendments(staff: Staff) -> Select[ClassAmendment]:
    """Those that this person may decide, the longest ago first."""
    own = visible_amendments(staff).where(ClassAmendment.state == ChangeState.WAITING)
    asked = and_(ClassAmendment.asked_by_id != staff.id, _is_asked_by_one_below(staff, ClassAmendment))
    return own.where(asked).order_by(ClassAmendment.asked_at, ClassAmendment.id)


def amendments_to_note(staff: Staff) -> Select[ClassAmendment]:
    """Those that the city has yet to note (知悉), the longest ago first."""
    own = narrowed(visible_amendments(staff), WantedAmendments(is_to_note=True))
    return own.order_by(ClassAmendment.asked_at, ClassAmendment.id)


def waiting_lesson_changes(staff: Staff) -> Select[LessonChange]:
    """The same of timetables."""
    own = visible_lesson_changes(staff).where(LessonChange.state == ChangeState.WAITING)
    asked = and_(LessonChange.asked_by_id != staff.id, _is_asked_by_one_below(staff, LessonChange))
    return own.where(asked).order_by(LessonChange.asked_at, LessonChange.id)


def _is_asked_by_one_below(
    staff: Staff, change: type[ClassAmendment] | type[LessonChange]
) -> ColumnElement[bool]:
    """The city decides only what somebody asks for who decides what institutions ask for."""
    if not is_everywhere(staff.role, Permission.DECIDE_CHANGES):
        return true()
    return change.asker.has(Staff.role.in_(list(GRANTS[Permission.DECIDE_CHANGES])))
