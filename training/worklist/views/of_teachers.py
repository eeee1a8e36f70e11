"""Teachers that wait: certificates for their school, matches and changes for the district (R63, R64)."""

from training.notice.permissions import Permission
from training.records.classes.classes import Lesson
from training.records.teachers import TeacherChange
from training.teachers.views.teachers_to_do import (
    changes_to_receive,
    matches_to_review,
    teachers_without_certificate,
)
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _certificate(own: Lesson, mark: Mark) -> Work:
    title = f"{_teacher(own)}没有有效的证书"
    note = f"下一次上课 {own.held_on:%m-%d} {own.half_day}，{named(own.training_class)}"
    return Work(mark, title, note, "去登记", WorkPlace.TEACHER, own.instructor_id)


def _match(own: Lesson, mark: Mark) -> Work:
    title = f"{named(own.training_class)}的教师{_teacher(own)}待审核"
    note = f"第一次上课 {own.held_on:%m-%d} {own.half_day}"
    return Work(mark, title, note, "去审核", WorkPlace.CLASS_TEACHERS, own.training_class.public_id)


def _change(own: TeacherChange, mark: Mark) -> Work:
    about = own.training_class
    title = f"{named(about)}的教师由{own.old.name}变更为{own.new.name}"
    note = f"{own.from_day:%m-%d} {own.from_half}起，{own.filed_by}报备：{own.reason}"
    return Work(mark, title, note, "去接收", WorkPlace.CLASS_TEACHERS, about.public_id)


def _teacher(own: Lesson) -> str:
    return own.instructor.name if own.instructor else ""


OF_TEACHERS = (
    Queue(
        WorkKind.TEACHER,
        Permission.KEEP_TEACHERS,
        teachers_without_certificate,
        Lesson.id,
        Lesson.held_on,
        _certificate,
        is_due=True,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.REVIEW_TEACHERS,
        matches_to_review,
        Lesson.id,
        Lesson.held_on,
        _match,
        is_due=True,
    ),
    Queue(
        WorkKind.TEACHER,
        Permission.REVIEW_TEACHERS,
        lambda staff, today: changes_to_receive(staff),
        TeacherChange.id,
        TeacherChange.filed_at,
        _change,
    ),
)
