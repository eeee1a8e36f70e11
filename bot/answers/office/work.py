"""我的待办: the list of the desk in the chat, with the day of each thing; it is done on its page."""

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.replies import PAGE, Reply
from bot.words.spellings import DUE, WORK
from bot.words.work_commands import ShowWork
from training.errors import NotYours
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.worklist.rules.worklist import Work
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist

WORK_PAGE = "/desk/work"


class NothingToDo(NotYours):
    """Who only looks has no work here."""

    def __init__(self) -> None:
        super().__init__("您的角色只查看、不办理，没有待办；您可以发“帮助”看能看什么。")


def show_work(asking: Asking, command: ShowWork) -> Reply:
    """The first of it and how much there is of each kind; nobody is named, for a chat keeps everything."""
    if not asking.may(Permission.ACT_ON_ALERTS):
        raise NothingToDo
    found = see_worklist(asking.session, asking.staff, most=PAGE, now=asking.now)
    if not found.total:
        return Reply(WORK, ("现在没有要您处理的事。",), (DUE,), is_private=not asking.is_inspected)
    counts = "，".join(f"{kind} {found.counts[kind]}" for kind in WorkKind if found.counts[kind])
    more = (f"只列先到期的 {len(found.lines)} 件。",) if found.total > len(found.lines) else ()
    return Reply(
        f"{WORK} {found.total} 件",
        (counts, *(_line(asking, each) for each in found.lines), *more, page_link(asking, WORK_PAGE, "办理")),
        (DUE,),
        is_private=not asking.is_inspected,
    )


def _line(asking: Asking, work: Work) -> str:
    return f"{_when(asking, work)} {work.kind}：{work.title}"


def _when(asking: Asking, work: Work) -> str:
    """The day with how far it is away, or since when it waits."""
    mark = work.mark
    if mark.due_on is not None:
        left = (mark.due_on - asking.today).days
        how_far = f"已逾期 {-left} 天" if left < 0 else "今天" if left == 0 else f"剩 {left} 天"
        guess = "（推算）" if work.is_guessed else ""
        return f"{mark.due_on:%m月%d日}{guess} {how_far}"
    return f"{shanghai_day(mark.since):%m月%d日} 起" if mark.since else ""
