"""A school files that somebody else teaches from a half day on (教师变更备案, R64)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.rules.roster_changes import ListIsApproved
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import Instructor, Lesson
from training.records.staff.staff import Staff
from training.records.teachers import TeacherChange, TeacherChangeLesson
from training.rosters.views.list_is_approved import list_is_approved
from training.teachers.rules.changing import BadTeacherChange, lessons_taken_over
from training.teachers.rules.flags import Slot, Taught
from training.teachers.views.hold_teachers import HeldTeachers, check_seen, hold_teachers

LONGEST_NAME = 64


@dataclass(frozen=True)
class TeacherChangeDraft:
    """Who stops, who takes over by name, from which half day, and why; `seen` is what the page showed."""

    old: int
    new: str
    since: Slot
    reason: str
    seen: str


def file_teacher_change(
    session: Session, staff: Staff, class_id: UUID, draft: TeacherChangeDraft, *, now: datetime
) -> TeacherChange:
    """The lessons that it covers are the new teacher's; the district is told.

    It is kept from the first lesson that it covers. What is filed late holds too, and is flagged as late.
    Raises NotFound, ReasonMissing, TextTooLong, TeachersMoved, ListIsApproved or
    BadTeacherChange.
    """
    reason, name = read_reason(draft.reason, "变更教师"), _name(draft.new)
    held = hold_teachers(session, staff, class_id, Permission.KEEP_TEACHERS)
    check_seen(session, held, draft.seen)
    if list_is_approved(session, held.own.id):
        raise ListIsApproved
    new = find_or_add_instructor(session, held.own.institution_id, name)
    session.flush()
    if new is None:
        raise BadTeacherChange("请填接任教师的姓名。")
    covered = lessons_taken_over(_taught(held), draft.old, new.id, draft.since)
    moved = _hand_over(held.lessons, covered, new)
    made = _row(session, held, draft, covered[0].slot)
    made.new, made.reason = new, reason
    made.filed_by_id, made.filed_by, made.filed_at = staff.id, staff.name, now
    session.add(made)
    session.flush()
    session.add_all(TeacherChangeLesson(change_id=made.id, lesson_id=each.id) for each in moved)
    session.flush()
    _tell(session, made, len(covered), covered[0].starts <= now, now)
    return made


def _name(said: str) -> str:
    name = read_note(said)
    if not name:
        raise BadTeacherChange("请填接任教师的姓名。")
    if len(name) > LONGEST_NAME:
        raise BadTeacherChange(f"教师姓名太长，请写在 {LONGEST_NAME} 个字以内。")
    return name


def _taught(held: HeldTeachers) -> list[Taught]:
    times = held.own.times
    return [
        Taught((each.held_on, each.half_day), times.of(each.held_on, each.half_day)[0], each.instructor_id)
        for each in held.lessons
    ]


def _hand_over(lessons: Sequence[Lesson], covered: list[Taught], new: Instructor) -> list[Lesson]:
    """Those that went to the new one."""
    slots = {each.slot for each in covered}
    moved = [each for each in lessons if (each.held_on, each.half_day) in slots]
    for each in moved:
        each.instructor = new
    return moved


def _row(session: Session, held: HeldTeachers, draft: TeacherChangeDraft, first: Slot) -> TeacherChange:
    last = select(func.max(TeacherChange.ordinal)).where(TeacherChange.class_id == held.own.id)
    return TeacherChange(
        training_class=held.own,
        ordinal=(session.scalar(last) or 0) + 1,
        old=session.get_one(Instructor, draft.old),
        from_day=first[0],
        from_half=first[1],
        receipt=None,
    )


def _tell(session: Session, made: TeacherChange, lessons: int, is_late: bool, now: datetime) -> None:
    own = made.training_class
    late = "，报备时课已开始" if is_late else ""
    text = (
        f"班级 {own.class_number} 从 {made.from_day} {made.from_half}起"
        f"由{made.new.name}接替{made.old.name}上课"
        f"（{lessons} 个半天{late}），请接收：{made.reason[:LONGEST_NAME]}"
    )
    key = f"teacher_changed:{made.public_id}"
    draft = AlertDraft("teacher_changed", key, text, Audience.INSPECTORS, own, about=own.public_id)
    raise_alert(session, draft, now=now)
