"""派号 班号: what would be issued, or why not; issuing is done on the page, for it cannot be taken back."""

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.office.waiting import CERTIFICATES_PAGE, BetweenOffices
from bot.answers.replies import Reply
from bot.words.spellings import CLASS, DUE, NUMBERING, TO_NUMBER
from bot.words.work_commands import ShowNumbering
from training.certificates.views.what_would_be_issued import what_would_be_issued
from training.classes.views.find_visible_class import find_visible_class
from training.errors import NotNow
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass


def show_numbering(asking: Asking, command: ShowNumbering) -> Reply:
    """One class; a school reads whether its people have their numbers. Raises NotFound or SeveralClasses."""
    if not asking.may(Permission.SEE_CERTIFICATES):
        raise BetweenOffices(NUMBERING)
    own = find_visible_class(asking.session, asking.staff, command.said)
    issues = asking.may(Permission.ISSUE_CERTIFICATES)
    page = f"{CERTIFICATES_PAGE}/classes/{own.public_id}"
    return Reply(
        f"{NUMBERING} {own.class_number} {own.name}",
        (*_lines(asking, own), page_link(asking, page, "核对并派号" if issues else "查看")),
        (TO_NUMBER, f"{CLASS} {own.class_number}", DUE),
        is_private=not asking.is_inspected,
    )


def _lines(asking: Asking, own: TrainingClass) -> tuple[str, ...]:
    try:
        found = what_would_be_issued(asking.session, own, now=asking.now)
    except NotNow as why:
        return ("现在不能派号。", str(why))
    lost = f"，{found.had_one} 人的证书作废后没有补发" if found.had_one else ""
    have = f"已有证书编号 {found.have} 人{lost}"
    if not found.would_get:
        return (f"{have}。" if lost else f"{have}，名单上合格的都有了，不用再派。",)
    return (f"现在可以派号：{found.would_get} 人；{have}。", "还没有派号，要在网页里核对名单后办理。")
