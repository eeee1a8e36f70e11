"""What was filed of who teaches a class: changes of several lessons and of single ones (R64)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.changes.terms import ChangeState, LessonChangeKind
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import Instructor, Lesson, TrainingClass
from training.records.teachers import TeacherChange, TeacherChangeLesson
from training.teachers.rules.flags import Filed, Slot


@dataclass(frozen=True)
class FiledChanges:
    """By when they were filed; half days that are not settled; who was filed before, by key."""

    changes: tuple[Filed, ...]
    unsettled: frozenset[Slot]
    names: Mapping[int, str]


def filed_of(session: Session, own: TrainingClass) -> FiledChanges:
    several, single = changes_of(session, own.id), _single(session, own.id)
    keys = _keys(session, own, single)
    found = [*_of_several(session, several), *_of_single(single, keys)]
    names = {each.old_id: each.old.name for each in several}
    names |= {keys[each.old_teacher]: each.old_teacher for each in single if each.old_teacher in keys}
    return FiledChanges(tuple(sorted(found, key=lambda each: each.filed_at)), _unsettled(single), names)


def changes_of(session: Session, class_id: int) -> Sequence[TeacherChange]:
    """In the order in which they were filed, with both teachers and the receipt."""
    both = (joinedload(TeacherChange.old), joinedload(TeacherChange.new), joinedload(TeacherChange.receipt))
    rows = select(TeacherChange).where(TeacherChange.class_id == class_id).options(*both)
    return session.scalars(rows.order_by(TeacherChange.ordinal)).all()


def _single(session: Session, class_id: int) -> Sequence[LessonChange]:
    own = LessonChange.class_id == class_id, LessonChange.kind == LessonChangeKind.TEACHER
    return session.scalars(select(LessonChange).where(*own).order_by(LessonChange.ordinal)).all()


def _keys(session: Session, own: TrainingClass, single: Sequence[LessonChange]) -> Mapping[str, int]:
    """Of the school's teachers who are named in changes of single lessons."""
    names = {name for each in single for name in (each.old_teacher, each.new_teacher) if name}
    if not names:
        return {}
    rows = select(Instructor.name, Instructor.id).where(Instructor.institution_id == own.institution_id)
    return {name: key for name, key in session.execute(rows.where(Instructor.name.in_(names)))}


def _of_several(session: Session, changes: Sequence[TeacherChange]) -> list[Filed]:
    if not changes:
        return []
    slots: dict[int, set[Slot]] = defaultdict(set)
    rows = select(TeacherChangeLesson.change_id, Lesson.held_on, Lesson.half_day)
    rows = rows.join(Lesson, Lesson.id == TeacherChangeLesson.lesson_id)
    own = rows.where(TeacherChangeLesson.change_id.in_([each.id for each in changes]))
    for key, day, half in session.execute(own):
        slots[key].add((day, half))
    return [Filed(each.new_id, frozenset(slots[each.id]), each.filed_at, each.old_id) for each in changes]


def _of_single(changes: Sequence[LessonChange], keys: Mapping[str, int]) -> list[Filed]:
    held = (ChangeState.APPROVED, ChangeState.AT_ONCE)
    return [
        Filed(keys[each.new_teacher], frozenset({slot}), each.asked_at, keys.get(each.old_teacher))
        for each in changes
        if each.state in held and each.new_teacher in keys and (slot := _slot(each))
    ]


def _unsettled(changes: Sequence[LessonChange]) -> frozenset[Slot]:
    """Whoever asks after a lesson began says that somebody else taught it: refused, it stays said."""
    found: set[Slot] = set()
    for each in changes:
        if slot := _slot(each):
            is_open = each.state in (ChangeState.WAITING, ChangeState.REFUSED)
            found = found | {slot} if is_open else found - {slot}
    return frozenset(found)


def _slot(own: LessonChange) -> Slot | None:
    return (own.held_on, own.half_day) if own.held_on and own.half_day else None
