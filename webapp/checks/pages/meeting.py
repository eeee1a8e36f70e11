"""The meeting of a video check in words: how it stands, the way in, who is there (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from training.meetings.terms import InviteWay, MeetingState
from training.meetings.views.meeting_views import AttendeeLine, MeetingView
from training.notice.clock import SHANGHAI, clock
from training.notice.identity import mask_name
from training.ports.platform import Platform
from webapp.checks.pages.moments import moment

# What a browser may be led to: a meeting's own address comes from another house.
SAFE = ("https://", "http://", "dingtalk://")
STATE_TONES = {MeetingState.RUNNING: "good", MeetingState.ENDED: "quiet", MeetingState.FAILED: "bad"}
MOST_STRANGERS = 5
PURGED = "入会记录已过保存期限，已删除"


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


def meeting_row(meeting: MeetingView, platform: Platform, *, masked: bool) -> MeetingRow:
    absent = [each for each in meeting.people if not each.is_in]
    return MeetingRow(
        state=meeting.state,
        tone=STATE_TONES.get(meeting.state, "now"),
        is_running=meeting.is_running,
        is_coming=meeting.state in (MeetingState.WANTED, MeetingState.OPENING),
        join_address=meeting.join_address if meeting.join_address.startswith(SAFE) else "",
        ways_in=tuple(_ways_in(meeting)),
        trouble=meeting.trouble(platform),
        absent=len(absent) if meeting.is_running else 0,
        may_remind_from=_exactly(meeting.may_remind_from) if meeting.may_remind_from else "",
        may_look=meeting.is_running and meeting.looks_left > 0,
        looked=f"镜头 {clock(meeting.seen_at)} 看过" if meeting.seen_at else "",
        people=tuple(_attendee(each, platform, masked) for each in _absent_first(meeting.people)),
        strangers=_strangers(meeting, masked),
        summary=meeting_summary(meeting, platform),
    )


def _ways_in(meeting: MeetingView) -> list[str]:
    code = [f"会议号 {meeting.room_code}"] if meeting.room_code else []
    return [*code, *([f"电话入会 {'、'.join(meeting.dial_in)}"] if meeting.dial_in else [])]


def _exactly(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%H:%M:%S}"


def _absent_first(people: Iterable[AttendeeLine]) -> list[AttendeeLine]:
    """Whom there is something to be done about comes first."""
    return sorted(people, key=lambda each: (each.is_in, each.camera_is_on is True))


def _attendee(person: AttendeeLine, platform: Platform, masked: bool) -> AttendeeRow:
    name = mask_name(person.name) if masked else person.name
    if person.is_in:
        camera = {True: "，镜头开", False: "，镜头关", None: ""}[person.camera_is_on]
        return AttendeeRow("✓", "good" if person.camera_is_on is not False else "warn", name, f"在会{camera}")
    if person.has_joined:
        return AttendeeRow("○", "warn", name, _stay(person))
    return AttendeeRow("✗", "bad", name, f"未入会{_invited(person, platform)}")


def _stay(person: AttendeeLine) -> str:
    minutes = int(person.stayed.total_seconds()) // 60
    left = f"，{clock(person.left_at)} 离开" if person.left_at else ""
    return f"{clock(person.joined_at) if person.joined_at else ''} 入会{left}，共 {minutes} 分钟"


def _invited(person: AttendeeLine, platform: Platform) -> str:
    if person.invited_by is None or person.invitation is None:
        return ""
    if person.invited_by is InviteWay.NONE:
        return f"（{person.invited_by}）"
    return f"（{platform.way_in_words(person.invited_by)}{person.invitation}）"


def _strangers(meeting: MeetingView, masked: bool) -> str:
    names = [each.name for each in meeting.strangers if each.is_in or not meeting.is_running]
    if not names:
        return ""
    shown = "、".join(map(mask_name, names[:MOST_STRANGERS]) if masked else names[:MOST_STRANGERS])
    return f"不在名册、不计入的 {len(names)} 人：{shown}{'等' if len(names) > MOST_STRANGERS else ''}"


def meeting_summary(meeting: MeetingView, platform: Platform) -> str:
    """When it was, who held it, who came."""
    if meeting.opened_at is None:
        return f"{moment(meeting.wanted_at)} {meeting.hosted_by} 发起，{meeting.state}"
    until = clock(meeting.ended_at) if meeting.ended_at else meeting.state
    invited = "、".join(
        f"{platform.way_in_words(way)} {count}" for way, count in meeting.invited.items() if count
    )
    cameras = max((each.camera_on for each in meeting.looks), default=None)
    parts = (
        f"{moment(meeting.opened_at)}—{until}",
        f"{meeting.hosted_by} 发起",
        f"会议号 {meeting.room_code}" if meeting.room_code else "",
        f"邀请：{invited}" if invited else "",
        PURGED if meeting.is_purged else f"入会 {meeting.joined_ever}/{len(meeting.people)}",
        f"镜头最多开 {cameras}" if cameras is not None else "",
    )
    return "，".join(filter(None, parts))
