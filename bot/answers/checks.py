"""名单, 进度, 结束, 作废: a check of either method, on to its verdict."""

from bot.answers import phone_checks, video_checks
from bot.answers.asking import Asking
from bot.answers.check_lines import condition_lines, flag_lines, look, page_link
from bot.answers.replies import Reply
from bot.words.commands import CancelCheck, FinishCheck, ShowProgress, ShowRoster
from bot.words.spellings import DUE, FALLBACK, FINISH, NEXT, PROGRESS, UNABLE
from training.checks.acts.conclude_check import NotDecidable, conclude_check
from training.checks.acts.void_check import void_check
from training.checks.rules.faces import faces_hint
from training.checks.terms import CheckMethod
from training.checks.views.check_in_focus import check_in_focus
from training.checks.views.check_views import CheckView


def show_roster(asking: Asking, command: ShowRoster) -> Reply:
    """Who was drawn, or who is in the meeting."""
    view = look(asking)
    if view.video:
        return video_checks.roster(view, view.video, command.page)
    return phone_checks.roster(view, command.page)


def show_progress(asking: Asking, command: ShowProgress) -> Reply:
    """Every condition with its numbers and clause, and what is still to be done."""
    view = look(asking)
    meeting = video_checks.progress_lines(view.video) if view.video else ()
    missing = (f"待办：{each}" for each in view.missing)
    lines = (*meeting, *condition_lines(view), *missing, *_faces_line(view), page_link(asking, view))
    return Reply(f"进度 {view.of_class.number}", lines, _next_steps(view), is_private=True)


def finish(asking: Asking, command: FinishCheck) -> Reply:
    """The verdict with its reasons; what cannot be decided yet is said."""
    check_id = check_in_focus(asking.session, asking.staff)
    try:
        view = conclude_check(
            asking.session, asking.staff, check_id, as_unable=command.as_unable, now=asking.now
        )
    except NotDecidable as refusal:
        return _not_yet(refusal)
    lines = (
        f"{view.number} {view.of_class.name}",
        *condition_lines(view),
        *flag_lines(view),
        *_afterwards(view),
    )
    return Reply(f"结论：{view.state}", lines, (DUE,))


def cancel(asking: Asking, command: CancelCheck) -> Reply:
    """The check counts for nothing, and says why."""
    check_id = check_in_focus(asking.session, asking.staff)
    view = void_check(asking.session, asking.staff, check_id, command.reason, now=asking.now)
    return Reply(f"已作废 {view.number}", (f"原因：{command.reason}", "记录仍保留，不计入检查次数。"), (DUE,))


def _not_yet(refusal: NotDecidable) -> Reply:
    """What is still to be done, and how it ends where that cannot be."""
    lines = (
        *(f"待办：{each}" for each in refusal.missing),
        *((f"会议开不成的，写“{FALLBACK} 原因”改用当天直播统计。",) if refusal.may_fall_back else ()),
        "确实补不齐，可以这样结束：",
    )
    further = (NEXT,) if refusal.method is CheckMethod.PHONE else ()
    return Reply("还不能下结论", lines, (f"{FINISH} {UNABLE}", PROGRESS, *further))


def _afterwards(view: CheckView) -> tuple[str, ...]:
    if view.video and view.video.meeting and view.video.meeting.ended_at is None:
        return ("会议正在关闭，入会名单随后自动留存。",)
    return ()


def _faces_line(view: CheckView) -> tuple[str, ...]:
    """Nothing where the face counter has not looked."""
    found = view.most_found_faces
    return () if found is None else (faces_hint(found, view.counted),)


def _next_steps(view: CheckView) -> tuple[str, ...]:
    return video_checks.next_steps(view.video) if view.video else phone_checks.next_steps(view)
