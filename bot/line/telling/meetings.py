"""What came of a meeting reaches whoever asked for it: the join button, or why not and what to do next."""

import logging

from bot.answers.replies import Line, Reply, about, as_markdown, preview
from bot.line.api_answers import ApiRefused, ApiUnavailable, QuotaEmpty
from bot.line.house import House
from bot.words.platform import DINGTALK
from bot.words.spellings import FINISH, PROGRESS
from training.meetings.acts.note_meeting_told import note_meeting_told
from training.meetings.acts.put_off_notice import put_off_notice
from training.meetings.acts.take_meeting_notices import MeetingNoticeToTell, take_meeting_notices
from training.meetings.terms import WishKind
from training.meetings.views.has_untold_meetings import has_untold_meetings
from training.meetings.views.meeting_views import MeetingView
from training.notice.clock import SHANGHAI

log = logging.getLogger("chaban.bot")


def tell_meetings(house: House) -> None:
    """Send what waits; what was not sent is sent by a later round, by this bot or another."""
    with house.database.reading() as session:
        if not has_untold_meetings(session, now=house.clock()):
            return
    with house.database.writing() as session:
        notices = take_meeting_notices(session, now=house.clock())
    for notice in notices:
        _tell(house, notice)


def notice_of(notice: MeetingNoticeToTell) -> Reply:
    """Pure: the outcome as it is said."""
    if notice.trouble is not None:
        texted = ("能发短信的学员已改发短信。",) if notice.kind in (WishKind.INVITE, WishKind.REMIND) else ()
        lines = (notice.class_name, DINGTALK.troubles[notice.trouble], *texted)
        return Reply(
            f"{TITLES[notice.kind]} {notice.check_number}", lines, about(notice.check_number, PROGRESS)
        )
    if notice.kind is WishKind.OPEN:
        lines = (notice.class_name, *joining(notice.view))
        return Reply(f"会议已开 {notice.check_number}", lines, about(notice.check_number, PROGRESS))
    view = notice.view
    ended = f"{view.ended_at.astimezone(SHANGHAI):%H:%M} " if view.ended_at else ""
    counted = f"{ended}会议在钉钉里结束了。在册 {len(view.people)} 人，入会 {view.joined_ever} 人，名单已存。"
    return Reply(
        f"会议已结束 {notice.check_number}",
        (notice.class_name, counted, "要继续查，请重新发起会议；查完了就出结论。"),
        about(notice.check_number, PROGRESS, FINISH),
    )


def joining(view: MeetingView) -> list[Line]:
    """How to come into a running meeting: by one tap, by its number, or by telephone."""
    if not view.is_running:
        return [Line(f"会议{view.state}")]
    lines = [Line("加入会议", address=view.join_address, is_strong=True)] if view.join_address else []
    if view.room_code:
        lines.append(Line(f"会议号 {view.room_code}"))
    if view.dial_in:
        lines.append(Line(f"电话入会 {'、'.join(view.dial_in)}"))
    return lines


TITLES = {
    WishKind.OPEN: "会议没有开成",
    WishKind.INVITE: "有人没有邀请到",
    WishKind.REMIND: "提醒没有发成",
    WishKind.LOOK: "没有看到摄像头",
    WishKind.CLOSE: "会议没有关掉",
    WishKind.MEMBERS: "参会名单没有取到",
}


def _tell(house: House, notice: MeetingNoticeToTell) -> None:
    reply = notice_of(notice)
    try:
        house.api.send_to_people([notice.chat_id], preview(reply), as_markdown(reply))
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        return
    except ApiRefused as failure:
        # Not again: the page and the next glance say the same.
        log.error("somebody was not told of a meeting: %s", failure)
    except ApiUnavailable as failure:
        log.warning("a word on a meeting waits: %s", failure)
        with house.database.writing() as session:
            put_off_notice(session, notice.key, failure.pause, now=house.clock())
        return
    with house.database.writing() as session:
        note_meeting_told(session, notice.key, now=house.clock())
