"""待查, 班级: what is in session, what is owed, and how a class stands."""

from bot.answers.asking import Asking
from bot.answers.claims import waiting_claims_line
from bot.answers.confirmations import waiting_line
from bot.answers.replies import Button, Line, Reply, about, page_of
from bot.words.commands import Due, ShowClass
from bot.words.spellings import CLASS, DUE, HELP, ME, PREPARE, PROGRESS
from training.attendance.rules.corrections import CorrectionState
from training.attendance.rules.explanations import UNPROVED
from training.attendance.rules.progress import Progress, ProgressState
from training.attendance.views.list_devices import signals_of_class
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations
from training.checks.views.find_check import checks_at
from training.checks.views.list_checks import CheckLine, checks_of_class, running_checks
from training.checks.views.owed_checks import OwedCheck, owed_checks, quota_of_class
from training.classes.views.classes_in_session import lessons_of_day
from training.classes.views.find_visible_class import find_visible_class
from training.classes.views.online_theory_of import online_theory_notice
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission
from training.notice.terms import HalfDay
from training.outbox.views.alerts_for import alerts_for
from training.records.classes.classes import Lesson, TrainingClass

MOST_ALERTS = 3
MOST_SIGNALS = 5


def show_due(asking: Asking, command: Due) -> Reply:
    """The checks that run and those owed, the classes in session today, and the newest alerts."""
    lessons = [_lesson_line(each) for each in lessons_of_day(asking.session, asking.staff, asking.today)]
    paged = page_of([*_checks(asking), *lessons], command.page, DUE)
    more = (*waiting_claims_line(asking), *_alert_lines(asking))
    if not paged.items:
        return Reply(DUE, ("今天没有排课。", *more), (ME, HELP), is_private=not asking.is_inspected)
    note = (Line(paged.note),) if paged.note else ()
    lines: tuple[Line | str, ...] = (*paged.items, *note, *more)
    return Reply(
        f"{DUE} {asking.today:%m月%d日}", lines, (*paged.more, ME), is_private=not asking.is_inspected
    )


def show_class(asking: Asking, command: ShowClass) -> Reply:
    """One class: what was filed, how its trainees stand, who came today, how it was checked."""
    found = find_visible_class(asking.session, asking.staff, command.said)
    people = progress_of_class(asking.session, found, asking.now)
    progress = [each.progress for each in people]
    today = _today(progress, asking)
    lines: tuple[Line | str, ...] = (
        *_filed(found),
        *_online_theory(asking, found),
        _counts(progress),
        *today,
        *_checked(asking, found),
        *_unproved(asking, people),
        *_signals(asking, found),
    )
    verbs = (PREPARE,) if asking.may(Permission.CHECK_CLASSES) else ()
    buttons = (Button(verb, f"{verb} {found.class_number}") for verb in verbs)
    title = f"{found.class_number} {found.name}"
    return Reply(title, lines, (*buttons, DUE), is_private=not asking.is_inspected)


def _checks(asking: Asking) -> list[Line]:
    """For inspectors; others have no checks to make."""
    if not asking.may(Permission.CHECK_CLASSES):
        return []
    running = [_running_line(each) for each in running_checks(asking.session, asking.staff)]
    waiting = [
        waiting_line(each) for each in waiting_confirmations(asking.session, asking.staff, now=asking.now)
    ]
    owed = owed_checks(asking.session, asking.staff, now=asking.now)
    return [*running, *waiting, *(_owed_line(each) for each in owed if not each.has_running_check)]


def _running_line(check: CheckLine) -> Line:
    text = f"进行中 {check.number} {check.of_class.name}（{check.started_by}）"
    (look,) = about(check.number, PROGRESS)
    return Line(text, command=look.command, is_strong=True)


def _owed_line(owed: OwedCheck) -> Line:
    own, left = owed.of_class, owed.quota.days_left
    when = "已结业" if left < 0 else "今天结业" if left == 0 else f"还有 {left} 天"
    place = f"{'线上' if owed.is_online else ''}上课中 " if owed.is_in_session else ""
    text = f"{place}欠查 {owed.quota.owed} 次，{when}：{own.number} {own.name}（{own.district}）"
    # A class that has ended is looked at; a check could not be started any more. A tap begins none: it asks.
    verb = CLASS if left < 0 else PREPARE
    return Line(text, command=f"{verb} {own.number}", is_strong=owed.quota.is_urgent)


def _lesson_line(lesson: Lesson) -> Line:
    own = lesson.training_class
    times = own.times.of(lesson.held_on, lesson.half_day)
    begin, end = (f"{each.astimezone(SHANGHAI):%H:%M}" for each in times)
    what = f"{own.class_number} {own.name}（{own.district.name}）"
    text = f"{lesson.half_day} {begin}–{end} {lesson.mode} {what}"
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


def _online_theory(asking: Asking, found: TrainingClass) -> list[Line]:
    notice = online_theory_notice(asking.session, found, asking.today)
    return [Line(notice, is_strong=True)] if notice else []


def _counts(progress: list[Progress]) -> str:
    active = _active(progress)
    states = [state for state in ProgressState if state is not ProgressState.WITHDRAWN]
    counts = "，".join(f"{state.value} {sum(each.state is state for each in active)}" for state in states)
    left = len(progress) - len(active)
    return f"在册 {len(active)} 人：{counts}" + (f"；已退班 {left}" if left else "")


def _active(progress: list[Progress]) -> list[Progress]:
    return [each for each in progress if each.state is not ProgressState.WITHDRAWN]


def _today(progress: list[Progress], asking: Asking) -> list[str]:
    """How many were seen by the machine in each half day of today."""
    if not _active(progress):
        return ["名册上没有在册学员，看不出今天谁来了"]
    credits = [credit for each in progress for credit in each.on(asking.today)]
    lines = []
    for half_day in HalfDay:
        own = [each for each in credits if each.windows.lesson.half_day is half_day]
        if own:
            came = sum(each.first is not None for each in own)
            lines.append(f"今天{half_day}打卡 {came}/{len(own)} 人")
    return lines or ["今天没有课"]


def _checked(asking: Asking, found: TrainingClass) -> list[str]:
    """Earlier checks and what one's own level owes; an institution is told of neither."""
    lines = [
        f"{each.number} {each.state}（{each.started_at.astimezone(SHANGHAI):%m月%d日} {each.started_by}）"
        for each in checks_of_class(asking.session, asking.staff, found.public_id)
    ]
    level = checks_at(asking.staff)
    if level is not None:
        quota = quota_of_class(asking.session, found, level, now=asking.now)
        lines.append(f"{level}应查 {quota.required} 次，已查 {quota.done} 次")
    return lines


def _unproved(asking: Asking, people: list[ClassProgress]) -> list[str]:
    """Corrections that nothing proves; not for those who approved them."""
    count = sum(
        each.is_unproved and each.state is CorrectionState.APPROVED
        for person in people
        for each in person.corrections
    )
    return [f"{UNPROVED}的补卡 {count} 条，请抽查"] if count and not asking.is_inspected else []


def _signals(asking: Asking, found: TrainingClass) -> list[Line]:
    """What its machines told that may be fraud, the latest first; not for those who are inspected."""
    signals = signals_of_class(asking.session, found) if asking.may(Permission.SEE_DEVICE_SIGNALS) else []
    if not signals:
        return []
    newest = [
        Line(f"{each.happened_at.astimezone(SHANGHAI):%m月%d日 %H:%M} {each.kind}：{each.evidence}")
        for each in reversed(signals[-MOST_SIGNALS:])
    ]
    return [Line(f"考勤机可疑迹象 {len(signals)} 条，请核实", is_strong=True), *newest]
