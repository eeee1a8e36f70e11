"""补卡: requests for missed punches to be made good, listed and decided (R45)."""

from bot.answers.asking import Asking
from bot.answers.replies import PAGE, Button, Line, Reply, part_of
from bot.words.correction_commands import DecideCorrection, ShowCorrection, ShowCorrections
from bot.words.spellings import APPROVE, CORRECTIONS, DUE, REFUSE
from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.rules.corrections import state_of
from training.attendance.views.corrections.see_corrections import (
    count_waiting,
    find_correction,
    waiting_corrections_from,
)
from training.claims.views.which_number import refuse_number_of_claim
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.attendance.corrections import PunchCorrection

NUMBER_DIGITS = 8


def show_corrections(asking: Asking, command: ShowCorrections) -> Reply:
    """Those that wait, the lesson longest ago first."""
    count = count_waiting(asking.session, asking.staff)
    if not count:
        return Reply(CORRECTIONS, ("没有待审核的补卡申请。",), (DUE,))
    part = part_of(count, command.page, CORRECTIONS)
    shown = waiting_corrections_from(asking.session, asking.staff, part.begin, PAGE)
    note = (part.note,) if part.note else ()
    title = f"{CORRECTIONS}申请 {count} 条"
    return Reply(title, (*(_line(asking, each) for each in shown), *note), (*part.more, DUE), is_private=True)


def show_correction(asking: Asking, command: ShowCorrection) -> Reply:
    """One of them, with what may be done: nothing is decided by a tap on a list."""
    found = _find(asking, command.number)
    number = _number(found)
    title, lines = f"{CORRECTIONS} {number}", [_which(asking, found), f"学员说：{found.reason}"]
    if found.photo:
        lines.append("附有照片，请发“我的”登录工作台查看。")
    if not asking.may(Permission.DECIDE_CORRECTIONS):
        lines.append("由培训机构或旗县区审核。")
        return Reply(title, tuple(lines), (CORRECTIONS,), is_private=True)
    lines.append(f"不批准请写：{REFUSE} {number} 原因（学员会看到）")
    approve = Button("批准补卡", f"{APPROVE} {number}")
    return Reply(title, tuple(lines), (approve, CORRECTIONS), is_private=True)


def decide(asking: Asking, command: DecideCorrection) -> Reply:
    """批准 or 不批准; the trainee is told, and what was decided first stands."""
    found = _find(asking, command.number)
    verdict = Verdict(command.is_approved, command.note)
    seed = asking.make_seed()
    decided = decide_correction(
        asking.session, asking.staff, found.public_id, verdict, seed=seed, now=asking.now
    )
    title = f"{CORRECTIONS}{state_of(command.is_approved)}"
    return Reply(title, (_which(asking, decided),), (CORRECTIONS, DUE), is_private=True)


def _find(asking: Asking, number: str) -> PunchCorrection:
    try:
        return find_correction(asking.session, asking.staff, number)
    except NotFound:
        refuse_number_of_claim(asking.session, asking.staff, number)
        raise


def _line(asking: Asking, each: PunchCorrection) -> Line:
    photo = "，有照片" if each.photo else ""
    return Line(f"{_which(asking, each)}：{each.reason}{photo}", command=f"{CORRECTIONS} {_number(each)}")


def _number(each: PunchCorrection) -> str:
    return each.public_id.hex[:NUMBER_DIGITS]


def _which(asking: Asking, each: PunchCorrection) -> str:
    own, lesson = each.enrolment, each.lesson
    when = f"{lesson.held_on:%m月%d日}{lesson.half_day}{each.punch}"
    return f"{asking.name_of(own.trainee)} {own.training_class.class_number} {when}"
