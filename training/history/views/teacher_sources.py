"""What was filed and said of teachers, as rows of the history of classes and schools (R63, R64)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from training.classes.views.lists.teacher_list import visible_teachers
from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, of_no_class, row, within_of
from training.notice.permissions import Permission
from training.records.classes.classes import Instructor, Lesson
from training.records.staff.staff import Staff
from training.records.teachers import (
    InstructorCertificate,
    InstructorCertificateWithdrawal,
    InstructorReview,
    InstructorWithdrawalDecision,
    TeacherChange,
    TeacherChangeReceipt,
)

CARD = Instructor.name + " 的证书 " + InstructorCertificate.number


def _changed(of: Of) -> Rows:
    own, new = TeacherChange, aliased(Instructor)
    what = (own.filed_at, own.id, own.filed_by, Instructor.name, own.reason, new.name)
    rows = row(Happened.TEACHER_CHANGED, *what).join(Instructor, own.old_id == Instructor.id)
    return within_of(rows.join(new, own.new_id == new.id), own.class_id, of)


def _received(of: Of) -> Rows:
    own, asked, new = TeacherChangeReceipt, TeacherChange, aliased(Instructor)
    what = (own.received_at, own.id, own.received_by, Instructor.name, NOTHING, new.name)
    rows = row(Happened.TEACHER_CHANGE_RECEIVED, *what).join(asked, own.change_id == asked.id)
    both = rows.join(Instructor, asked.old_id == Instructor.id).join(new, asked.new_id == new.id)
    return within_of(both, asked.class_id, of)


def _reviewed(of: Of) -> Rows:
    own = InstructorReview
    what = (own.reviewed_at, own.id, own.reviewed_by, Instructor.name, own.opinion, own.verdict)
    rows = row(Happened.TEACHER_REVIEWED, *what).join(Instructor, own.instructor_id == Instructor.id)
    return within_of(rows, own.class_id, of)


def _written() -> Rows:
    own = InstructorCertificate
    what = (own.written_at, own.id, own.written_by, CARD, NOTHING, own.trade)
    return row(Happened.CARD_WRITTEN, *what).join(Instructor, own.instructor_id == Instructor.id)


def _withdrawn() -> Rows:
    own = InstructorCertificateWithdrawal
    did = case((own.needs_second, "申请撤销"), else_="撤销")
    rows = row(Happened.CARD_WITHDRAWN, own.asked_at, own.id, own.asked_by, CARD, own.reason, did)
    cards = rows.join(InstructorCertificate, own.certificate_id == InstructorCertificate.id)
    return cards.join(Instructor, InstructorCertificate.instructor_id == Instructor.id)


def _decided() -> Rows:
    own, asked = InstructorWithdrawalDecision, InstructorCertificateWithdrawal
    yes = case((own.is_approved, YES), else_="")
    rows = row(Happened.CARD_DECIDED, own.decided_at, own.id, own.decided_by, CARD, own.note, yes)
    cards = rows.join(asked, own.withdrawal_id == asked.id).join(
        InstructorCertificate, asked.certificate_id == InstructorCertificate.id
    )
    return cards.join(Instructor, InstructorCertificate.instructor_id == Instructor.id)


def _in_class(rows: Callable[[], Rows]) -> Callable[[Of], Rows]:
    """Of the certificates of whoever is filed for a class or was before a change."""

    def of_class(of: Of) -> Rows:
        taught = union(
            _teaching(Lesson.class_id, Lesson.instructor_id),
            _teaching(TeacherChange.class_id, TeacherChange.old_id),
        ).subquery()
        own = rows().join(taught, taught.c.instructor_id == Instructor.id)
        return within_of(own, taught.c.class_id, of)

    return of_class


def _teaching(of: InstrumentedAttribute[int], who: InstrumentedAttribute[Any]) -> Select[Any]:
    return select(of.label("class_id"), who.label("instructor_id"))


def _in_office(rows: Callable[[], Rows]) -> Callable[[Staff], Rows]:
    def of_staff(staff: Staff) -> Rows:
        seen = visible_teachers(staff).with_only_columns(Instructor.id)
        return of_no_class(rows()).where(Instructor.id.in_(seen))

    return of_staff


def cards_of(condition: ColumnElement[bool]) -> list[Rows]:
    """What was done about certificates of the teachers of whom it holds."""
    return [of_no_class(rows()).where(condition) for rows in _CARDS.values()]


_CARDS: Mapping[Happened, Callable[[], Rows]] = {
    Happened.CARD_WRITTEN: _written,
    Happened.CARD_WITHDRAWN: _withdrawn,
    Happened.CARD_DECIDED: _decided,
}
SOURCES_OF_TEACHERS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.TEACHER_CHANGED: (Permission.SEE_CLASSES, _changed),
    Happened.TEACHER_CHANGE_RECEIVED: (Permission.SEE_CLASSES, _received),
    Happened.TEACHER_REVIEWED: (Permission.SEE_CLASSES, _reviewed),
}
CARDS_IN_CLASS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    kind: (Permission.SEE_CLASSES, _in_class(rows)) for kind, rows in _CARDS.items()
}
"""They are of no class, so the log of all acts has them once; a class shows those of its teachers."""
CARDS_IN_OFFICE: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    kind: (Permission.SEE_CLASSES, _in_office(rows)) for kind, rows in _CARDS.items()
}
