"""帮助, 我的, and what somebody unknown is told."""

from bot.answers import phone_checks, video_checks
from bot.answers.asking import Asking
from bot.answers.check_lines import brief, which
from bot.answers.its_check import check_meant
from bot.answers.replies import Button, Line, Reply, about
from bot.words.commands import Help, ShowMe
from bot.words.help_lines import EVERYTHING, Situation, help_in_check, help_of_role
from bot.words.spellings import DUE, HELP, ME, PROGRESS
from training.chat.views.usage_of_month import usage_of_month
from training.checks.rules.calls import Standing
from training.checks.views.check_views import CheckView
from training.checks.views.see_check import see_check
from training.deputies.views.deputyships import absent_of_turn, stands_in_for, stood_in_by
from training.errors import Refusal
from training.notice.permissions import Permission
from training.staff.acts.make_link import make_link
from training.staff.views.staff_of_session import LINK_MINUTES

ENTRY = "/desk"


def show_help(asking: Asking, command: Help) -> Reply:
    """What this person may say; while a check runs, what can be said in it now."""
    view = None if command.everything else _check_at_hand(asking)
    if view is None:
        lines = (Line(each.text, each.command, each.is_head) for each in help_of_role(asking.may))
        return Reply("怎么用", tuple(lines), (DUE, ME), is_private=False)
    said = (which(view), brief(view), *help_in_check(_situation(view)))
    whole = f"{HELP} {EVERYTHING}"
    return Reply("现在可以说", (*said, Line("所有的说法", command=whole)), (*_steps(view), DUE))


def _check_at_hand(asking: Asking) -> CheckView | None:
    """The one that was shown last, while it runs."""
    if not asking.may(Permission.CHECK_CLASSES):
        return None
    try:
        check = check_meant(asking.session, asking.staff, asking.stamp, asking.said_at)
        return see_check(asking.session, asking.staff, check.public_id, now=asking.now)
    except Refusal:
        return None


def _situation(view: CheckView) -> Situation:
    video, facts = view.video, view.facts
    if video:
        is_on = video.meeting is not None and video.meeting.is_running
        return Situation(
            is_video=True,
            is_complete=not view.missing,
            meeting_is_on=is_on,
            may_reopen=video.may_reopen and not is_on,
        )
    return Situation(
        is_video=False,
        is_waiting=any(each.is_to_be_called for each in view.people),
        may_draw_more=bool(view.count(Standing.REPLACEABLE)) and facts.reserve_left > 0,
        has_heads=facts.heads is not None,
        has_panorama=facts.panoramas > 0,
        is_complete=not view.missing,
    )


def _steps(view: CheckView) -> tuple[Button, ...]:
    if view.video:
        return about(view.number, *video_checks.next_steps(view.video))
    return (*phone_checks.next_steps(view), *about(view.number, PROGRESS))


def show_me(asking: Asking, command: ShowMe) -> Reply:
    """Role and place, a link into the pages that works once, and for the city what is left of the quota."""
    staff = asking.staff
    place = staff.district or staff.institution
    lines = [Line(f"{staff.role.words}人员，{place.name if place else '全市'}"), _link(asking)]
    if asking.may(Permission.SEE_CHAT_USAGE):
        used = usage_of_month(asking.session, asking.settings.dingtalk.limits, now=asking.now)
        lines += [Line(f"钉钉{each.name}本月 {each.count}/{each.limit}（{each.percent}%）") for each in used]
    lines += _deputy_lines(asking)
    return Reply(staff.name, tuple(lines), (DUE, HELP), is_private=True)


def _deputy_lines(asking: Asking) -> list[Line]:
    """代理: for whom this person stands in today, and who stands in for this person."""
    session, staff = asking.session, asking.staff
    running = stands_in_for(session, staff, now=asking.now)
    lines = [Line(f"您正在代理 {each.absent.name}，到 {each.last_day:%m月%d日}") for each in running]
    if absent := absent_of_turn(session, staff, now=asking.now):
        lines.append(Line(f"现在办的都记作“代 {absent}”，在工作台“代理”里停止代办", is_strong=True))
    if own := stood_in_by(session, staff, now=asking.now):
        lines.append(Line(f"{own.deputy.name} 正在代理您，到 {own.last_day:%m月%d日}"))
    return lines


def tell_stranger(userid: str) -> Reply:
    """How to be registered, and nothing else."""
    if not userid:
        how = "只有本组织成员能使用。请先加入组织，再请管理员登记。"
        return Reply("还不认识您", (how,), is_private=False)
    lines = (
        "您还没有登记，请把下面这一行发给管理员：",
        Line(f"钉钉 userid：{userid}", is_strong=True),
        "管理员登记后，再发任意一句话即可。",
    )
    return Reply("还不认识您", lines, is_private=True)


def _link(asking: Asking) -> Line:
    token = asking.make_token()
    make_link(asking.session, asking.staff, ENTRY, token=token, now=asking.now)
    address = f"{asking.settings.public_url}/desk/enter/{token}"
    return Line(f"打开工作台（只能用一次，{LINK_MINUTES} 分钟内有效）", address=address)
