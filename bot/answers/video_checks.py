"""What only a video check says: its meeting, who is in it, and what takes its place (R31 to R35)."""

from bot.answers.asking import Asking
from bot.answers.check_lines import begun_in_words, brief, carried_lines, page_link, which
from bot.answers.replies import Button, Line, Reply, about, page_of
from bot.line.telling.meetings import joining
from bot.words.commands import (
    FetchStatistics,
    LookAtCameras,
    RemindAbsent,
    ReopenMeeting,
    ReportFailure,
)
from bot.words.platform import DINGTALK
from bot.words.spellings import (
    DUE,
    FACES,
    FALLBACK,
    FINISH,
    LOOK,
    PROGRESS,
    REMIND,
    REOPEN,
    ROSTER,
    STATISTICS,
)
from training.checks.acts.video.look_at_cameras import look_at_cameras
from training.checks.acts.video.reopen_meeting import reopen_meeting
from training.checks.acts.video.report_failure import FailureReport, report_failure
from training.checks.acts.video.request_reminder import request_reminder
from training.checks.views.check_views import CheckView
from training.checks.views.video.video_views import StatisticsLine, VideoView, invitation_in_words
from training.meetings.terms import MeetingState
from training.meetings.views.meeting_views import AttendeeLine, MeetingView
from training.notice.clock import clock

MOST_STRANGERS = 5
HOW_TO_EXPORT = "请在钉钉电脑端导出抽查当天这场直播的观看数据，把文件单独发给我，或在网页里上传。"


def begun(asking: Asking, view: CheckView) -> Reply:
    """The roster's size, how the meeting stands, and what to do."""
    video = view.as_video
    lines = (
        f"{view.number}，{view.of_class.institution}",
        f"{begun_in_words(view)}。应到 {view.facts.roster_size} 人。",
        *([f"现在没有线上课，原因：{video.override_reason}"] if video.override_reason else []),
        *carried_lines(view),
        *meeting_lines(video),
        f"会上截图发给我，再回“{FACES} 25”记这张截图里学员的人脸数；可以发几张，按最多的一张算。",
        page_link(asking, view),
    )
    return Reply(f"视频查班 {view.of_class.name}", lines, about(view.number, *next_steps(video)))


def roster(view: CheckView, video: VideoView, page: int) -> Reply:
    """Who has not joined comes first, then those whose camera is off."""
    meeting = video.meeting
    if meeting is None:
        lines = (which(view), *meeting_lines(video))
        return Reply(f"名单 {view.of_class.number}", lines, about(view.number, *next_steps(video)))
    people = sorted(meeting.people, key=lambda each: (each.is_in, each.camera_is_on is True))
    paged = page_of([Line(_attendee(each, meeting)) for each in people], page, ROSTER)
    note = (paged.note,) if paged.note else ()
    lines = (which(view), _counts(meeting), *paged.items, *note, *_strangers(meeting))
    buttons = about(view.number, *paged.more, REMIND, LOOK, PROGRESS)
    return Reply(f"名单 {view.of_class.number}", lines, buttons)


def progress_lines(video: VideoView) -> tuple[Line | str, ...]:
    """What stands above the conditions."""
    override = [f"没有线上课时的检查，原因：{video.override_reason}"] if video.override_reason else []
    failure = [f"改用直播统计：{video.failure.explanation}"] if video.failure else []
    told = statistics_lines(video.statistics) if video.statistics else []
    gap = [Line(video.gap, is_strong=True)] if video.gap else []
    return (*override, *meeting_lines(video), *failure, *told, *gap)


def next_steps(video: VideoView) -> tuple[str, ...]:
    meeting = video.meeting
    if meeting is not None and meeting.is_running:
        return (ROSTER, REMIND, LOOK, PROGRESS, FINISH)
    if video.may_reopen:
        return (REOPEN, PROGRESS, FINISH)
    return (PROGRESS, ROSTER)


def remind(asking: Asking, command: RemindAbsent) -> Reply:
    """One tap reaches everybody who is not in."""
    reminded = request_reminder(asking.session, asking.staff, asking.check_id, now=asking.now)
    if not reminded:
        lines = (_of(asking), "在册学员都已入会，没有要提醒的人。")
        return Reply("都在会议里", lines, _steps(asking, ROSTER, PROGRESS))
    lines = (_of(asking), "没有入会的会再收到一次钉钉呼叫、电话或短信。")
    return Reply(f"正在提醒 {reminded} 人", lines, _steps(asking, ROSTER, PROGRESS), has_card=True)


def look_again(asking: Asking, command: LookAtCameras) -> Reply:
    """What is known now; what DingTalk answers is there a moment later."""
    view = look_at_cameras(asking.session, asking.staff, asking.check_id, now=asking.now)
    video = view.as_video
    meeting = video.meeting
    if meeting is None or not meeting.is_running:
        lines = (which(view), *meeting_lines(video))
        return Reply("会议没有在开", lines, about(view.number, *next_steps(video)))
    if not meeting.looks_left:
        why = "本次会议查看镜头的次数已用完（钉钉每月额度有限）；请在会议里直接看。"
        return Reply("不能再看镜头", (which(view), why, _counts(meeting)), _steps(asking, ROSTER, PROGRESS))
    lines = (which(view), _counts(meeting), "几秒后点“名单”看最新的。")
    return Reply("正在看镜头", lines, _steps(asking, ROSTER, PROGRESS), has_card=True)


def reopen(asking: Asking, command: ReopenMeeting) -> Reply:
    """Another meeting of the same check."""
    view = reopen_meeting(asking.session, asking.staff, asking.check_id, now=asking.now)
    lines = (which(view), *meeting_lines(view.as_video))
    return Reply("正在重新发起会议", lines, _steps(asking, PROGRESS, ROSTER))


def fall_back(asking: Asking, command: ReportFailure) -> Reply:
    """The reason is kept; now the live statistics of this day are asked for."""
    report = FailureReport(command.reason, command.explanation)
    view = report_failure(asking.session, asking.staff, asking.check_id, report, now=asking.now)
    lines = (which(view), f"{command.reason}：{command.explanation}", HOW_TO_EXPORT, brief(view))
    return Reply("改用当天直播统计", lines, _steps(asking, PROGRESS, FINISH))


def how_to_hand_in(asking: Asking, command: FetchStatistics) -> Reply:
    """Said without the number of a live lesson, or before there is a check."""
    lines = (HOW_TO_EXPORT, f"知道直播编号的，也可以写“{STATISTICS} 编号”，由我向钉钉取。")
    return Reply("怎样提供当天的直播统计", lines, (DUE,))


def meeting_lines(video: VideoView) -> list[Line | str]:
    """How the meeting stands, and the way in."""
    meeting = video.meeting
    if meeting is None:
        return [f"没有发起钉钉会议；可以“{REOPEN}”，或在别处开会后发截图。"]
    trouble = [words] if (words := meeting.trouble(DINGTALK)) else []
    if meeting.state in (MeetingState.WANTED, MeetingState.OPENING):
        return ["会议正在发起，入会链接马上发来；也可以点“进度”。"]
    if meeting.is_running:
        return [*joining(meeting), _counts(meeting), *_strangers(meeting), *trouble]
    if meeting.state is MeetingState.FAILED:
        how = f"可以“{REOPEN}”；确实开不成，写“{FALLBACK} 原因”改用当天直播统计。"
        return [f"会议没有发起成功：{meeting.trouble(DINGTALK)}", how]
    ended = f"{clock(meeting.ended_at)} " if meeting.ended_at else ""
    return [f"会议 {ended}已结束，入会 {meeting.joined_ever} 人", *_strangers(meeting), *trouble]


def statistics_lines(told: StatisticsLine) -> list[str]:
    left_out = {
        "观看太短": told.too_short,
        "不在册": told.strangers,
        "教师": told.teachers,
        "重复": told.duplicates,
    }
    words = "、".join(f"{name} {count}" for name, count in left_out.items() if count)
    return [
        f"直播统计 {told.day:%m月%d日} {told.file_name}：{told.lines} 条，实际参培 {told.participants} 人",
        *([f"未计入：{words}"] if words else []),
    ]


def _of(asking: Asking) -> str:
    return f"{asking.meant.number} {asking.meant.training_class.name}"


def _steps(asking: Asking, *words: str) -> tuple[Button, ...]:
    return about(asking.meant.number, *words)


def _counts(meeting: MeetingView) -> str:
    joined = f"入会 {meeting.joined_now}/{len(meeting.people)}"
    if meeting.joined_ever != meeting.joined_now:
        joined += f"（来过 {meeting.joined_ever}）"
    if meeting.seen_at is None:
        return f"{joined}，镜头还没有看（“{LOOK}”）"
    return f"{joined}，镜头开 {meeting.camera_on}（{clock(meeting.seen_at)} 看）"


def _attendee(person: AttendeeLine, meeting: MeetingView) -> str:
    if person.is_in:
        camera = {True: "，镜头开", False: "，镜头关", None: ""}[person.camera_is_on]
        return f"✓ {person.name} 在会{camera}"
    if person.has_joined:
        left = f"，{clock(person.left_at)} 离开" if person.left_at else ""
        return f"○ {person.name} 来过{left}"
    invited = f"（{words}）" if (words := invitation_in_words(person, DINGTALK)) else ""
    return f"✗ {person.name} 未入会{invited}"


def _strangers(meeting: MeetingView) -> list[str]:
    names = [each.name for each in meeting.strangers if each.is_in or not meeting.is_running]
    if not names:
        return []
    more = "等" if len(names) > MOST_STRANGERS else ""
    return [f"不在名册、不计入的 {len(names)} 人：{'、'.join(names[:MOST_STRANGERS])}{more}"]
