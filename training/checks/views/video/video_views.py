"""What only a video check has, as pages, cards and commands show it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.checks.rules.video_checks import VideoFacts
from training.checks.terms import FallbackReason, StatisticsSource
from training.meetings.terms import InviteWay
from training.meetings.views.meeting_views import AttendeeLine, MeetingView
from training.ports.platform import Platform


@dataclass(frozen=True)
class FailureLine:
    """Why no meeting decides, as an inspector reported it (R34)."""

    reason: FallbackReason
    explanation: str
    reported_by: str
    reported_at: datetime


@dataclass(frozen=True)
class ViewerLine:
    """One trainee of the roster in the statistics."""

    enrolment_id: UUID
    name: str
    minutes: int
    is_counted: bool
    """Watched long enough to have taken part."""


@dataclass(frozen=True)
class StatisticsLine:
    """The live statistics that decide, and what was left out of them (R35)."""

    statistics_id: UUID
    source: StatisticsSource
    day: date
    file_name: str
    sha256: str
    lines: int
    participants: int
    viewers: tuple[ViewerLine, ...]
    """Those who watched longest come first."""
    strangers: int
    teachers: int
    duplicates: int
    received_by: str
    received_at: datetime

    @property
    def too_short(self) -> int:
        return len(self.viewers) - self.participants


@dataclass(frozen=True)
class VideoView:
    """The meeting, the faces and the fallback of a video check."""

    facts: VideoFacts
    """The numbers: roster_size, screenshots, faces, best_faces, joined, failure, participants."""
    meetings: tuple[MeetingView, ...]
    """The oldest first; those before the last failed or broke. Empty where none was asked for."""
    gap: str
    """That those who joined and the faces differ much, in Chinese; else empty."""
    override_reason: str
    """Why it was begun although no online lesson was on; else empty."""
    failure: FailureLine | None
    statistics: StatisticsLine | None
    may_fall_back: bool
    """Whether the person who looks may report that the meeting failed."""
    wants_statistics: bool
    """Whether the person who looks may hand in live statistics now."""

    @property
    def meeting(self) -> MeetingView | None:
        return self.meetings[-1] if self.meetings else None

    @property
    def may_reopen(self) -> bool:
        """Whether no meeting is wanted or running, so that another may be asked for."""
        return self.meeting is None or self.meeting.ended_at is not None


def invitation_in_words(person: AttendeeLine, platform: Platform) -> str:
    """短信邀请待发, 联系不上, or by the platform's name; empty while nobody knows yet."""
    if person.invited_by is None or person.invitation is None:
        return ""
    if person.invited_by is InviteWay.NONE:
        return person.invited_by
    return f"{platform.way_in_words(person.invited_by)}邀请{person.invitation}"
