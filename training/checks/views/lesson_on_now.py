"""What the timetable says of this moment: which method of checking fits (R31, R36)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.terms import CheckMethod
from training.classes.views.lesson_spans import held_lessons
from training.notice.clock import clock, shanghai_day
from training.notice.terms import Mode
from training.records.classes.classes import Lesson, TrainingClass


@dataclass(frozen=True)
class LessonNow:
    """The lesson that is on, if any, and what is said of it."""

    mode: Mode | None
    words: str
    """现在上的是线下课（上午 08:00–12:00）, or why none is on."""

    @property
    def method(self) -> CheckMethod:
        """An online lesson is checked by video, any other by phone."""
        return CheckMethod.VIDEO if self.mode is Mode.ONLINE else CheckMethod.PHONE


def lesson_on_now(session: Session, own: TrainingClass, now: datetime) -> LessonNow:
    lessons = held_lessons(session, own, shanghai_day(now))
    if not lessons:
        return LessonNow(None, "这个班今天没有课")
    running = [each for each in lessons if _is_on(own, each, now)]
    if running:
        # Two lessons may share a half day: an online one is checked by video.
        on_now = next((each for each in running if each.mode is Mode.ONLINE), running[0])
        return LessonNow(on_now.mode, f"现在上的是{on_now.mode}课（{_when(own, on_now)}）")
    today = "、".join(f"{_when(own, each)} {each.mode}" for each in lessons)
    return LessonNow(None, f"现在不在上课时间（今天：{today}）")


def _is_on(own: TrainingClass, lesson: Lesson, now: datetime) -> bool:
    starts, ends = own.times.of(lesson.held_on, lesson.half_day)
    return starts <= now <= ends


def _when(own: TrainingClass, lesson: Lesson) -> str:
    starts, ends = own.times.of(lesson.held_on, lesson.half_day)
    return f"{lesson.half_day} {clock(starts)}–{clock(ends)}"
