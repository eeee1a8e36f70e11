from training.changes.rules.values import Filed
from training.classes.rules.filing import FiledLesson
from training.records.classes.classes import Lesson, TrainingClass


def filed_of(own: TrainingClass) -> Filed:
    """The class as the rules of changes see it."""
    return Filed(
        own.name,
        own.trade,
        own.kind,
        own.is_key_group,
        own.prescribed_halves,
        own.starts_on,
        own.ends_on,
        own.times,
        own.attendance_device,
    )


def filed_lesson(lesson: Lesson) -> FiledLesson:
    """A lesson as the rules of filing see it."""
    return FiledLesson(lesson.held_on, lesson.half_day, lesson.content, lesson.mode, lesson.halves)
