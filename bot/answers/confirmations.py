"""确认, 不予确认: a second person's word on what changes what a check says (R37, R40)."""

from bot.answers.asking import Asking
from bot.answers.check_lines import brief, moment, which
from bot.answers.replies import Button, Line, Reply
from bot.words.confirmation_commands import AnswerConfirmation, ShowConfirmations
from bot.words.spellings import CONFIRM, DECLINE, DUE
from training.checks.acts.confirmations.answer_confirmation import SecondOpinion, answer_confirmation
from training.checks.views.confirmations.confirmation_lines import ConfirmationLine
from training.checks.views.confirmations.find_confirmation import find_confirmation_by_number
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations

EXAMPLE = "记录没有问题"


def show_waiting(asking: Asking, command: ShowConfirmations) -> Reply:
    """What waits for this person as the second one."""
    waiting = waiting_confirmations(asking.session, asking.staff, now=asking.now)
    if not waiting:
        return Reply("没有待您确认的", ("作废检查、说明不一致，要第二人确认的才列在这里。",), (DUE,))
    lines = [line for each in waiting for line in _lines(each)]
    how = Line(f"不同意的，写“{DECLINE} 编号 原因”，例如：{DECLINE} {waiting[0].number} {EXAMPLE}")
    return Reply(f"待您确认 {len(waiting)} 件", (*lines, how), (*map(_button, waiting), DUE))


def answer_one(asking: Asking, command: AnswerConfirmation) -> Reply:
    """From then on it is so, or it is not and why; said again, it changes nothing."""
    found = find_confirmation_by_number(asking.session, asking.staff, command.number)
    opinion = SecondOpinion(command.is_confirmed, command.note)
    view = answer_confirmation(asking.session, asking.staff, found.public_id, opinion, now=asking.now)
    line = next(each for each in view.confirmations if each.confirmation_id == found.public_id)
    title = f"{'已确认' if command.is_confirmed else '没有同意'}：{line.about} {line.check_number}"
    note = (f"意见：{line.note}",) if line.note else ()
    lines = (
        which(view),
        f"{line.asked_by} 的原因：{line.reason}",
        *note,
        f"检查现在：{view.state}",
        brief(view),
    )
    return Reply(title, lines, (DUE,))


def waiting_line(each: ConfirmationLine) -> Line:
    """In the list of what is to be done."""
    until = f"{moment(each.lapses_at)} 前{each.guess}"
    text = f"待您确认：{each.about} {each.check_number}（{each.asked_by}），{until}"
    return Line(text, command=CONFIRM, is_strong=True)


def _lines(each: ConfirmationLine) -> tuple[Line, ...]:
    head = f"{each.number} {each.about} {each.check_number} {each.class_name}"
    until = f"{moment(each.lapses_at)} 前有效{each.guess}"
    told = f"{each.asked_by} {moment(each.asked_at)} 提出：{each.reason}；{until}"
    return Line(head, is_strong=True), Line(told)


def _button(each: ConfirmationLine) -> Button:
    return Button(f"{CONFIRM} {each.about} {each.check_number}", f"{CONFIRM} {each.number}")
