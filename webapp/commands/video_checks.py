"""What `chaban check show` prints of a video check only: the meeting, the screenshots, the fallback."""

from datetime import datetime

from bot.words.platform import DINGTALK
from training.checks.views.check_views import CheckView
from training.checks.views.video.video_views import StatisticsLine, VideoView, invitation_in_words
from training.meetings.views.meeting_views import AttendeeLine, MeetingView
from training.notice.clock import SHANGHAI
from webapp.commands.context import a_table, console, say


def print_video(view: CheckView, video: VideoView) -> None:
    if video.override_reason:
        say(f"没有线上课时的检查：{video.override_reason}")
    say(f"应到 {view.facts.roster_size} 人")
    for meeting in video.meetings:
        _print_meeting(meeting)
    _print_screenshots(view)
    if video.failure:
        told = f"{video.failure.reason}：{video.failure.explanation}（{video.failure.reported_by}）"
        say(f"改用直播统计，{told}")
    if video.statistics:
        _print_statistics(video.statistics)
    if video.gap:
        say(video.gap, style="bold")


def _print_meeting(meeting: MeetingView) -> None:
    trouble = f"：{words}" if (words := meeting.trouble(DINGTALK)) else ""
    say(f"会议 {meeting.title} {meeting.state}，{_span(meeting)}，入会 {meeting.joined_ever} 人{trouble}")
    table = a_table("姓名", "入会", "离会", "分钟", "邀请")
    for each in meeting.people:
        table.add_row(*_attendee(each))
    console.print(table)
    for stranger in meeting.strangers:
        say(f"不在名册、不计入：{stranger.name}")


def _attendee(person: AttendeeLine) -> tuple[str, ...]:
    minutes = f"{person.stayed.total_seconds() // 60:.0f}" if person.has_joined else ""
    invited = invitation_in_words(person, DINGTALK)
    return person.name, _clock(person.joined_at), _clock(person.left_at), minutes, invited


def _print_screenshots(view: CheckView) -> None:
    if not view.pictures:
        return
    table = a_table("截图", "收到", "人脸", "清点人", "当时在会", "SHA-256")
    for place, each in enumerate(view.pictures, 1):
        faces = "未清点" if each.faces is None else str(each.faces)
        joined = "" if each.joined is None else str(each.joined)
        table.add_row(str(place), _clock(each.received_at), faces, each.counted_by, joined, each.sha256[:16])
    console.print(table)


def _print_statistics(told: StatisticsLine) -> None:
    say(f"直播统计 {told.day} {told.file_name}（{told.source}，SHA-256 {told.sha256}）")
    left_out = (
        f"观看太短 {told.too_short}、不在册 {told.strangers}、教师 {told.teachers}、重复 {told.duplicates}"
    )
    say(f"{told.lines} 条，实际参培 {told.participants} 人；未计入：{left_out}")


def _span(meeting: MeetingView) -> str:
    return f"{_clock(meeting.opened_at) or '未开成'} 至 {_clock(meeting.ended_at) or '未结束'}"


def _clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%H:%M}" if moment else ""
