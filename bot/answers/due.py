"""待查: what runs, what is in session, what is owed, and what was checked today; all of many classes."""

from bot.answers.asking import Asking
from bot.answers.claims import waiting_claims_line
from bot.answers.confirmations import waiting_line
from bot.answers.replies import PAGE, Button, Line, Reply, about, page_of
from bot.words.commands import Due
from bot.words.due_words import STANDINGS, due_in_words
from bot.words.spellings import CLASS, DUE, HELP, ME, PREPARE, PROGRESS
from training.checks.rules.class_choice import Choice, Order, Shown, fits, place_in
from training.checks.views.classes_to_check import ClassToCheck, classes_to_check, is_named
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations
from training.checks.views.list_checks import CheckLine
from training.checks.views.owed_checks import OwedCheck
from training.notice.clock import SHANGHAI, clock
from training.notice.permissions import Permission
from training.outbox.views.alerts_for import alerts_for
from training.records.classes.classes import Lesson

MOST_ALERTS = 3
HOW_TO_CHOOSE = f"可以加旗县区、机构、班名的一部分，例如“{DUE} 青山区 {STANDINGS[Shown.NOT_TODAY][0]}”。"


def show_due(asking: Asking, command: Due) -> Reply:
    """One message: the checks that run, ten classes of those that fit, and the newest alerts."""
    choice = Choice(command.words, shown=command.shown)
    found = classes_to_check(asking.session, asking.staff, now=asking.now)
    running = [each for each in found.running if is_named(each.of_class, choice)]
    classes = [each for each in found.classes if each.running is None and fits(each.facts, choice)]
    classes.sort(key=lambda each: place_in(each.facts, Order.URGENT))
    waiting = _waiting(asking) if choice.is_everything else []
    lines = [*map(_running_line, running), *waiting, *map(_class_line, classes)]
    return _reply(asking, command, choice, lines)


def _reply(asking: Asking, command: Due, choice: Choice, lines: list[Line]) -> Reply:
    said = due_in_words(command)
    title = f"{DUE} {asking.today:%m月%d日}{said.removeprefix(DUE)}"
    more = (*waiting_claims_line(asking), *_alert_lines(asking)) if choice.is_everything else ()
    if not lines:
        none = "今天没有排课。" if choice.is_everything else "没有符合的班。"
        buttons = (ME, HELP) if choice.is_everything else (DUE, HELP)
        return Reply(title, (none, *more), buttons, is_private=not asking.is_inspected)
    paged = page_of(lines, command.page, said)
    note = (Line(paged.note),) if paged.note else ()
    how = (Line(HOW_TO_CHOOSE),) if len(lines) > PAGE and choice.is_everything else ()
    buttons = (*paged.more, *_narrower(asking, command, lines), *(() if choice.is_everything else (DUE,)), ME)
    return Reply(title, (*paged.items, *note, *how, *more), buttons, is_private=not asking.is_inspected)


def _narrower(asking: Asking, command: Due, lines: list[Line]) -> tuple[Button, ...]:
    """Where there are more than one sees at once: a tap for those that matter now."""
    if len(lines) <= PAGE or command.shown is not Shown.ALL or not asking.may(Permission.CHECK_CLASSES):
        return ()
    shown = (STANDINGS[each][0] for each in (Shown.NOT_TODAY, Shown.IN_SESSION))
    return tuple(Button(each, f"{due_in_words(command)} {each}") for each in shown)


def _waiting(asking: Asking) -> list[Line]:
    """For inspectors; others have nothing to confirm."""
    if not asking.may(Permission.CHECK_CLASSES):
        return []
    return [
        waiting_line(each) for each in waiting_confirmations(asking.session, asking.staff, now=asking.now)
    ]


def _running_line(check: CheckLine) -> Line:
    text = f"进行中 {check.number} {check.of_class.name}（{check.started_by}）"
    (look,) = about(check.number, PROGRESS)
    return Line(text, command=look.command, is_strong=True)


def _class_line(found: ClassToCheck) -> Line:
    """A tap begins nothing: it asks. A class that has ended is looked at, since no check of it can begin."""
    own, owed = found.of_class, found.owed
    what = f"{own.number} {own.name}（{own.district}）"
    place = f"{'线上' if found.is_online else ''}上课中 " if found.on_now else ""
    mark = f"{found.mark_of_today} " if found.mark_of_today else ""
    times = "、".join(map(_times, found.lessons))
    if owed is None:
        return Line(f"{mark}{times} {what}", command=f"{CLASS} {own.number}")
    verb = CLASS if owed.quota.days_left < 0 else PREPARE
    text = f"{mark}{place}{_debt(owed)}：{what}{f' {times}' if times else ''}"
    return Line(text, command=f"{verb} {own.number}", is_strong=owed.quota.is_urgent)


def _debt(owed: OwedCheck) -> str:
    left = owed.quota.days_left
    when = "已结业" if left < 0 else "今天结业" if left == 0 else f"还有 {left} 天"
    return f"欠查 {owed.quota.owed} 次，{when}"


def _times(lesson: Lesson) -> str:
    starts, ends = lesson.training_class.times.of(lesson.held_on, lesson.half_day)
    return f"{lesson.half_day} {clock(starts)}–{clock(ends)} {lesson.mode}"


def _alert_lines(asking: Asking) -> list[Line]:
    newest = list(asking.session.scalars(alerts_for(asking.staff).limit(MOST_ALERTS)))
    if not newest:
        return []
    said = [Line(f"{each.raised_at.astimezone(SHANGHAI):%m月%d日} {each.text}") for each in newest]
    return [Line("最近的提醒", is_strong=True), *said]
