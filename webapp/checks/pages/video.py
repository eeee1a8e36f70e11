"""What only a video check has on its page: the meeting, the faces, the day's live statistics (pure)."""

from dataclasses import dataclass

from training.checks.views.video.video_views import FailureLine, StatisticsLine, VideoView, ViewerLine
from training.meetings.views.meeting_views import MeetingView
from training.notice.identity import mask_name
from training.ports.platform import Platform
from webapp.checks.pages.meeting import AttendeeRow, MeetingRow, meeting_row, meeting_summary
from webapp.checks.pages.moments import moment


@dataclass(frozen=True)
class StatisticsRow:
    """The live statistics that decide."""

    title: str
    summary: str
    details: tuple[str, ...]
    viewers: tuple[AttendeeRow, ...]
    may_be_taken: bool
    """Whether the file itself may be had: it names people."""


@dataclass(frozen=True)
class VideoPage:
    """The part of a check's page that only a video check has."""

    meeting: MeetingRow | None
    earlier: tuple[str, ...]
    may_reopen: bool
    gap: str
    override: str
    failure: str
    may_fall_back: bool
    wants_statistics: bool
    statistics: StatisticsRow | None


def video_page(video: VideoView, platform: Platform, *, names_are_masked: bool) -> VideoPage:
    meeting = video.meeting
    return VideoPage(
        meeting=meeting_row(meeting, platform, masked=names_are_masked) if meeting else None,
        earlier=tuple(meeting_summary(each, platform) for each in video.meetings[:-1]),
        may_reopen=video.may_reopen,
        gap=video.gap,
        override=video.override_reason,
        failure=_failure(video.failure) if video.failure else "",
        may_fall_back=video.may_fall_back,
        wants_statistics=video.wants_statistics,
        statistics=_statistics(video.statistics, names_are_masked) if video.statistics else None,
    )


def video_counts(video: VideoView) -> tuple[tuple[str, str], ...]:
    """The numbers above everything else."""
    facts, meeting = video.facts, video.meeting
    cameras = str(meeting.camera_on) if meeting and meeting.seen_at else "—"
    return (
        ("应到", f"{facts.roster_size}"),
        ("入会", _joined(meeting)),
        ("镜头开", cameras),
        ("人脸最多", "—" if facts.best_faces is None else f"{facts.best_faces}"),
        ("截图", f"{facts.screenshots}"),
        *([("参培", f"{facts.participants}")] if facts.participants is not None else []),
    )


def _joined(meeting: MeetingView | None) -> str:
    if meeting is None:
        return "—"
    return f"{meeting.joined_now if meeting.is_running else meeting.joined_ever}"


def _failure(failure: FailureLine) -> str:
    at = moment(failure.reported_at)
    return f"{failure.reason}：{failure.explanation}（{failure.reported_by} {at}）"


def _statistics(told: StatisticsLine, masked: bool) -> StatisticsRow:
    left_out = {
        "观看太短": told.too_short,
        "不在册": told.strangers,
        "教师": told.teachers,
        "重复": told.duplicates,
    }
    words = "、".join(f"{name} {count}" for name, count in left_out.items() if count)
    return StatisticsRow(
        title=f"{told.day:%m月%d日} {told.file_name}",
        summary=f"{told.lines} 条，实际参培 {told.participants} 人{f'；未计入：{words}' if words else ''}",
        details=(
            f"{told.source}，{told.received_by} {moment(told.received_at)} 提供",
            f"SHA-256 {told.sha256}",
        ),
        viewers=tuple(_viewer(each, masked) for each in told.viewers),
        may_be_taken=not masked,
    )


def _viewer(viewer: ViewerLine, masked: bool) -> AttendeeRow:
    name, watched = mask_name(viewer.name) if masked else viewer.name, f"观看 {viewer.minutes} 分钟"
    if viewer.is_counted:
        return AttendeeRow("✓", "good", name, watched)
    return AttendeeRow("○", "warn", name, f"{watched}，太短")
