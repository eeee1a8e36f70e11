"""What only a video check has on its page: the meeting, the faces, the day's live statistics (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from training.rules.explanations import clock
from training.rules.identity import mask_name
from training.services.meeting_views import AttendeeLine, MeetingView
from training.services.video_views import FailureLine, StatisticsLine, VideoView
from training.terms import SHANGHAI, MeetingState
from webapp.pages.check_rows import moment

# What a browser may be led to: a meeting's own address comes from another house.
SAFE = ("https://", "http://", "dingtalk://")
STATE_TONES = {MeetingState.RUNNING: "good", MeetingState.ENDED: "quiet", MeetingState.FAILED: "bad"}
MOST_STRANGERS = 5


@dataclass(frozen=True)
class AttendeeRow:
    """One of the roster in the meeting."""

    sign: str
    tone: str
    name: str
    words: str


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as it stands."""

    state: str
    tone: str
    is_running: bool
    is_coming: bool
    """It is asked for and not there yet."""
    join_address: str
    ways_in: tuple[str, ...]
    trouble: str
    absent: int
    may_remind_from: str
    """When the next reminder is possible; empty: now."""
    may_look: bool
    looked: str
    people: tuple[AttendeeRow, ...]
    strangers: str
    summary: str
    """One line for the record."""


@dataclass(frozen=True)
class StatisticsRow:
    """The live statistics that decide."""

    title: str
    summary: str
    details: tuple[str, ...]
    viewers: tuple[AttendeeRow, ...]


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


def video_page(video: VideoView, names_are_masked: bool) -> VideoPage:
    meeting = video.meeting
    return VideoPage(
        meeting=_meeting(meeting, names_are_masked) if meeting else None,
        earlier=tuple(map(_summary, video.meetings[:-1])),
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


def _meeting(meeting: MeetingView, masked: bool) -> MeetingRow:
    absent = [each for each in meeting.people if not each.is_in]
    return MeetingRow(
        state=meeting.state,
        tone=STATE_TONES.get(meeting.state, "fair"),
        is_running=meeting.is_running,
        is_coming=meeting.state in (MeetingState.WANTED, MeetingState.OPENING),
        join_address=meeting.join_address if meeting.join_address.startswith(SAFE) else "",
        ways_in=tuple(_ways_in(meeting)),
        trouble=meeting.trouble,
        absent=len(absent) if meeting.is_running else 0,
        may_remind_from=_exactly(meeting.may_remind_from) if meeting.may_remind_from else "",
        may_look=meeting.is_running and meeting.looks_left > 0,
        looked=f"镜头 {clock(meeting.seen_at)} 看过" if meeting.seen_at else "",
        people=tuple(_attendee(each, masked) for each in _absent_first(meeting.people)),
        strangers=_strangers(meeting, masked),
        summary=_summary(meeting),
    )


def _ways_in(meeting: MeetingView) -> list[str]:
    code = [f"会议号 {meeting.room_code}"] if meeting.room_code else []
    return [*code, *([f"电话入会 {'、'.join(meeting.dial_in)}"] if meeting.dial_in else [])]


def _exactly(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%H:%M:%S}"


def _absent_first(people: Iterable[AttendeeLine]) -> list[AttendeeLine]:
    """Whom there is something to be done about comes first."""
    return sorted(people, key=lambda each: (each.is_in, each.camera_is_on is True))


def _attendee(person: AttendeeLine, masked: bool) -> AttendeeRow:
    name = mask_name(person.name) if masked else person.name
    if person.is_in:
        camera = {True: "，镜头开", False: "，镜头关", None: ""}[person.camera_is_on]
        return AttendeeRow("✓", "good" if person.camera_is_on is not False else "fair", name, f"在会{camera}")
    if person.has_joined:
        return AttendeeRow("○", "fair", name, _stay(person))
    return AttendeeRow("✗", "bad", name, f"未入会{_invited(person)}")


def _stay(person: AttendeeLine) -> str:
    minutes = int(person.stayed.total_seconds()) // 60
    left = f"，{clock(person.left_at)} 离开" if person.left_at else ""
    return f"{clock(person.joined_at) if person.joined_at else ''} 入会{left}，共 {minutes} 分钟"


def _invited(person: AttendeeLine) -> str:
    if person.invited_by is None or person.invitation is None:
        return ""
    return f"（{person.invited_by}{person.invitation}）"


def _strangers(meeting: MeetingView, masked: bool) -> str:
    names = [each.name for each in meeting.strangers if each.is_in or not meeting.is_running]
    if not names:
        return ""
    shown = "、".join(map(mask_name, names[:MOST_STRANGERS]) if masked else names[:MOST_STRANGERS])
    return f"不在名册、不计入的 {len(names)} 人：{shown}{'等' if len(names) > MOST_STRANGERS else ''}"


def _summary(meeting: MeetingView) -> str:
    """When it was, who held it, who came."""
    if meeting.opened_at is None:
        return f"{moment(meeting.wanted_at)} {meeting.hosted_by} 发起，{meeting.state}"
    until = clock(meeting.ended_at) if meeting.ended_at else meeting.state
    invited = "、".join(f"{way} {count}" for way, count in meeting.invited.items() if count)
    cameras = max((each.camera_on for each in meeting.looks), default=None)
    parts = (
        f"{moment(meeting.opened_at)}—{until}",
        f"{meeting.hosted_by} 发起",
        f"会议号 {meeting.room_code}" if meeting.room_code else "",
        f"邀请：{invited}" if invited else "",
        f"入会 {meeting.joined_ever}/{len(meeting.people)}",
        f"镜头最多开 {cameras}" if cameras is not None else "",
    )
    return "，".join(filter(None, parts))


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
        viewers=tuple(
            AttendeeRow(
                "✓" if each.is_counted else "○",
                "good" if each.is_counted else "fair",
                mask_name(each.name) if masked else each.name,
                f"观看 {each.minutes} 分钟{'' if each.is_counted else '，太短'}",
            )
            for each in told.viewers
        ),
    )
