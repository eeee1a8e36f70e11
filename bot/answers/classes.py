"""班级: how a class stands."""

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply
from bot.words.commands import PrepareCheck, ShowClass, StartCheck, StartVideoCheck
from bot.words.spellings import CLASS, DUE, NUMBERING, OUTSIDE, OUTSIDE_VIDEO, PREPARE, START, START_VIDEO
from bot.words.work_commands import ShowNumbering
from training.attendance.rules.corrections import CorrectionState
from training.attendance.rules.explanations import UNPROVED
from training.attendance.rules.progress import Progress, ProgressState
from training.attendance.views.alternatives.many_approved import many_approved
from training.attendance.views.list_devices import signals_of_class
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.checks.views.find_check import checks_at
from training.checks.views.list_checks import checks_of_class
from training.checks.views.owed_checks import quota_of_class
from training.classes.views.find_visible_class import SeveralClasses, find_visible_class
from training.classes.views.online_theory_of import online_theory_notice
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission
from training.notice.terms import HalfDay
from training.records.classes.classes import TrainingClass

MOST_SIGNALS = 5
JUDGED = (ProgressState.QUALIFIED, ProgressState.CAN_QUALIFY, ProgressState.CANNOT_QUALIFY)
OfAClass = ShowClass | PrepareCheck | StartCheck | StartVideoCheck | ShowNumbering


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


def which_class(asking: Asking, command: OfAClass, refusal: SeveralClasses) -> Reply:
    """Each that may be meant: a tap says the same again with its number and all else that was said."""
    rest = command.said.removeprefix(refusal.said)
    outside = command.outside_reason if isinstance(command, StartCheck | StartVideoCheck) else ""
    verb = _verb_of(command)
    more = f"{rest} {outside}".rstrip() if outside else rest
    lines = (Line(f"{number} {name}", f"{verb} {number}{more}") for number, name in refusal.classes)
    note = () if refusal.are_all_named else ("还有别的，请把班号或班名写完整些。",)
    title = f"“{refusal.said}”是哪一个班？"
    return Reply(title, ("点要的那一个：", *lines, *note), (DUE,), is_private=not asking.is_inspected)


def _verb_of(command: OfAClass) -> str:
    if isinstance(command, StartCheck):
        return OUTSIDE if command.outside_reason else START
    if isinstance(command, StartVideoCheck):
        return OUTSIDE_VIDEO if command.outside_reason else START_VIDEO
    if isinstance(command, ShowNumbering):
        return NUMBERING
    return PREPARE if isinstance(command, PrepareCheck) else CLASS


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
    states = JUDGED if all(each.is_judged for each in active) else (ProgressState.NOT_JUDGED,)
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
    if not asking.may(Permission.SEE_DEVICE_SIGNALS):
        return []
    signals = signals_of_class(asking.session, found)
    many = many_approved(asking.session, found)
    excused = [Line(many, is_strong=True)] if many else []
    if not signals:
        return excused
    newest = [
        Line(f"{each.happened_at.astimezone(SHANGHAI):%m月%d日 %H:%M} {each.kind}：{each.evidence}")
        for each in reversed(signals[-MOST_SIGNALS:])
    ]
    return [*excused, Line(f"考勤机可疑迹象 {len(signals)} 条，请核实", is_strong=True), *newest]
