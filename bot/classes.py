"""待查, 班级: what is in session, what waits, and how a class stands."""

from bot.asking import Asking
from bot.commands import Due, ShowClass
from bot.replies import Line, Reply, page_of
from bot.words import CLASS, DUE, START
from training.records import Lesson, TrainingClass
from training.rules.explanations import hours
from training.rules.progress import Progress, ProgressState
from training.services.classes_in_session import lessons_of_day
from training.services.find_visible_class import find_visible_class
from training.services.raise_alert import alerts_for
from training.services.read_progress import progress_of_class
from training.terms import SHANGHAI, HalfDay, Role

MOST_ALERTS = 3
INSPECTORS = (Role.CITY, Role.DISTRICT)


def show_due(asking: Asking, command: Due) -> Reply:
    """The day's classes half day by half day, and the newest alerts."""
    lessons = lessons_of_day(asking.session, asking.staff, asking.today)
    paged = page_of([_lesson_line(lesson) for lesson in lessons], command.page, DUE)
    lines = [Line(f"{asking.today:%m月%d日} 在上的班", is_strong=True), *paged.items]
    if not lessons:
        lines.append(Line("今天没有排课。"))
    if paged.note:
        lines.append(Line(paged.note))
    return Reply("待查", (*lines, *_alert_lines(asking)), (*paged.more, "我的", "帮助"))


def show_class(asking: Asking, command: ShowClass) -> Reply:
    """One class: what was filed, how its trainees stand, who came today."""
    found = find_visible_class(asking.session, asking.staff, command.said)
    progress = [each.progress for each in progress_of_class(asking.session, found, asking.now)]
    lines = (*_filed(found), _counts(progress), *_today(progress, asking))
    buttons = (f"{START} {found.class_number}",) if asking.staff.role in INSPECTORS else ()
    return Reply(f"{found.class_number} {found.name}", lines, (*buttons, DUE))


def _lesson_line(lesson: Lesson) -> Line:
    own = lesson.training_class
    times = own.times.of(lesson.held_on, lesson.half_day)
    begin, end = (f"{each.astimezone(SHANGHAI):%H:%M}" for each in times)
    text = (
        f"{lesson.half_day} {begin}–{end} {lesson.mode} {own.class_number} {own.name}（{own.district.name}）"
    )
    return Line(text, command=f"{CLASS} {own.class_number}")


def _alert_lines(asking: Asking) -> list[Line]:
    newest = list(asking.session.scalars(alerts_for(asking.staff).limit(MOST_ALERTS)))
    if not newest:
        return []
    said = [Line(f"{each.raised_at.astimezone(SHANGHAI):%m月%d日} {each.text}") for each in newest]
    return [Line("最近的提醒", is_strong=True), *said]


def _filed(found: TrainingClass) -> tuple[str, ...]:
    return (
        f"{found.institution.name}，{found.district.name}",
        f"{found.starts_on:%Y年%m月%d日}–{found.ends_on:%m月%d日}，{hours(found.prescribed_halves)} 课时",
    )


def _counts(progress: list[Progress]) -> str:
    active = [each for each in progress if each.state is not ProgressState.WITHDRAWN]
    states = [state for state in ProgressState if state is not ProgressState.WITHDRAWN]
    counts = "，".join(f"{state.value} {sum(each.state is state for each in active)}" for state in states)
    left = len(progress) - len(active)
    return f"在册 {len(active)} 人：{counts}" + (f"；已退班 {left}" if left else "")


def _today(progress: list[Progress], asking: Asking) -> list[str]:
    """How many were seen by the machine in each half day of today."""
    credits = [credit for each in progress for credit in each.on(asking.today)]
    lines = []
    for half_day in HalfDay:
        own = [each for each in credits if each.windows.lesson.half_day is half_day]
        if own:
            came = sum(each.first is not None for each in own)
            lines.append(f"今天{half_day}打卡 {came}/{len(own)} 人")
    return lines or ["今天没有课"]
