from training.changes.terms import LessonChangeKind
from training.notice.class_hours import hours
from training.records.changes.lessons import LessonChange

NOBODY = "未填"


def lesson_change_words(asked: LessonChange) -> str:
    """What is changed, in one line: 2026-03-03 上午 停课."""
    was, becomes = f"{asked.held_on} {asked.half_day}", f"{asked.new_on} {asked.new_half_day}"
    if asked.kind is LessonChangeKind.MOVE:
        return f"{was}的课改到 {becomes}"
    if asked.kind is LessonChangeKind.CANCEL:
        punched = f"，已有 {asked.punches} 次打卡，停课后不计课时" if asked.punches else ""
        return f"{was}停课{punched}"
    if asked.kind is LessonChangeKind.MAKE_UP:
        return f"{becomes}补课 {asked.content}{asked.mode} {hours(asked.halves)} 课时"
    return f"{was}的任课教师由{asked.old_teacher or NOBODY}换为{asked.new_teacher}"
