"""名单, 进度, 结束, 作废: a check of either method, on to its verdict."""

from bot.answers import phone_checks, video_checks
from bot.answers.asking import Asking
from bot.answers.check_lines import (
    carried_lines,
    condition_lines,
    confirmation_lines,
    flag_lines,
    look,
    moment,
    page_link,
    which,
)
from bot.answers.replies import Button, Reply, about
from bot.words.commands import CancelCheck, FinishCheck, ShowProgress, ShowRoster
from bot.words.spellings import DUE, FALLBACK, FINISH, NEXT, PROGRESS, UNABLE
from training.checks.acts.conclude_check import NotDecidable, conclude_check
from training.checks.acts.void_check import void_check
from training.checks.rules.faces import faces_hint
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import CheckEnded


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
    lines = (
        which(view),
        *meeting,
        *carried_lines(view),
        *condition_lines(view),
        *missing,
        *confirmation_lines(view),
        *_faces_line(view),
        page_link(asking, view),
    )
    return Reply(f"进度 {view.of_class.number}", lines, _next_steps(view))


def finish(asking: Asking, command: FinishCheck) -> Reply:
    """The verdict with its reasons; what cannot be decided yet is said. Pressed again, it tells the same."""
    try:
        view = conclude_check(
            asking.session, asking.staff, asking.check_id, as_unable=command.as_unable, now=asking.now
        )
    except NotDecidable as refusal:
        return _not_yet(asking, refusal)
    except CheckEnded:
        return _as_it_ended(look(asking))
    lines = (which(view), *condition_lines(view), *flag_lines(view), *_afterwards(view))
    return Reply(f"结论：{view.state}", lines, (DUE,))


def cancel(asking: Asking, command: CancelCheck) -> Reply:
    """Taken back at once where nothing was recorded; else nothing changes until a second person agrees."""
    view = void_check(asking.session, asking.staff, asking.check_id, command.reason, now=asking.now)
    if asked := view.void_request:
        lines = (
            which(view),
            f"原因：{asked.reason}",
            f"{moment(asked.lapses_at)} 前{asked.guess}由第二人确认才作废；确认以前照常进行，过时失效。",
        )
        return Reply(f"已请第二人确认作废 {view.number}", lines, about(view.number, PROGRESS))
    carried = "" if view.video else "；抽中的学员带入下一次电话查班"
    kept = f"还没有记录，已收回{carried}。不计入检查次数，记录仍保留。"
    lines = (which(view), f"原因：{command.reason}", kept)
    return Reply(f"已收回 {view.number}", lines, (DUE,))


def _as_it_ended(view: CheckView) -> Reply:
    by = f"{view.ending.in_words} {moment(view.ending.at)}" if view.ending else ""
    lines = (which(view), f"{by} 已经结束，没有再办。", *condition_lines(view))
    return Reply(f"结论：{view.state}", lines, (DUE,))


def _not_yet(asking: Asking, refusal: NotDecidable) -> Reply:
    """What is still to be done, and how it ends where that cannot be."""
    number, is_phone = asking.meant.number, refusal.method is CheckMethod.PHONE
    carried = "（抽中而没有核实一致的学员带入下一次电话查班）" if is_phone else ""
    lines = (
        number,
        *(f"待办：{each}" for each in refusal.missing),
        *((f"会议开不成的，写“{FALLBACK} 原因”改用当天直播统计。",) if refusal.may_fall_back else ()),
        f"确实补不齐，可以这样结束{carried}：",
    )
    further = (NEXT,) if is_phone else ()
    return Reply("还不能下结论", lines, about(number, f"{FINISH} {UNABLE}", PROGRESS, *further))


def _afterwards(view: CheckView) -> tuple[str, ...]:
    if view.video and view.video.meeting and view.video.meeting.ended_at is None:
        return ("会议正在关闭，入会名单随后自动留存。",)
    return ()


def _faces_line(view: CheckView) -> tuple[str, ...]:
    """Nothing where the face counter has not looked."""
    found = view.most_found_faces
    return () if found is None else (faces_hint(found, view.counted),)


def _next_steps(view: CheckView) -> tuple[Button, ...]:
    if view.video:
        return about(view.number, *video_checks.next_steps(view.video))
    return phone_checks.next_steps(view)
