"""A meeting as pages and commands show it: values that need no database any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from training.meetings.rules.meeting_presence import Stay
from training.meetings.terms import InviteResult, InviteWay, MeetingState, MeetingTrouble, WishKind
from training.ports.platform import Platform


@dataclass(frozen=True)
class AttendeeLine:
    """One of the active roster."""

    enrolment_id: UUID
    name: str
    is_in: bool
    """In the meeting now; False once it has ended."""
    joined_at: datetime | None
    """For the first time; None: never."""
    left_at: datetime | None
    stayed: timedelta
    stays: tuple[Stay, ...]
    camera_is_on: bool | None
    """At the latest look (`seen_at` of the view); None: not in then, or not told."""
    invited_by: InviteWay | None
    """The latest way; None while nobody knows yet."""
    invitation: InviteResult | None

    @property
    def has_joined(self) -> bool:
        return self.joined_at is not None


@dataclass(frozen=True)
class StrangerLine:
    """Somebody in the meeting who fits nobody of the roster; not counted."""

    name: str
    is_in: bool
    joined_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class LookLine:
    """What one query of the running meeting showed, of the roster only."""

    looked_at: datetime
    joined: int
    camera_on: int


@dataclass(frozen=True)
class Shortfall:
    """What was not done for a meeting, and why."""

    trouble: MeetingTrouble
    kind: WishKind | None = None
    """What was asked for; None: the meeting itself."""

    def in_words(self, platform: Platform) -> str:
        """Why it was not done, and what to do next."""
        words = platform.troubles[self.trouble]
        return f"{self.kind}没有办成：{words}" if self.kind else words


@dataclass(frozen=True)
class MeetingView:
    """The meeting of a check as it stands."""

    meeting_id: UUID
    ordinal: int
    state: MeetingState
    title: str
    hosted_by: str
    wanted_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    join_address: str
    """Empty until it runs."""
    room_code: str
    dial_in: tuple[str, ...]
    shortfall: Shortfall | None
    """None where nothing is wrong."""
    invited: Mapping[InviteWay, int]
    """How many were asked in by each way, reminders not counted."""
    people: tuple[AttendeeLine, ...]
    """The active roster, in its order."""
    strangers: tuple[StrangerLine, ...]
    looks: tuple[LookLine, ...]
    """The oldest first."""
    looks_left: int
    may_remind_from: datetime | None
    """None: at once."""
    has_members: bool
    """Whether the list of members was fetched after the end."""
    conference_id: str = ""
    """The vendor's own number of it, for the record of the check."""
    is_purged: bool = False
    """Who was in it had outlived its time and was removed; the verdict stays."""

    @property
    def is_running(self) -> bool:
        return self.state is MeetingState.RUNNING

    def trouble(self, platform: Platform) -> str:
        """Why something was not done, and what to do next; empty where nothing is wrong."""
        return self.shortfall.in_words(platform) if self.shortfall else ""

    @property
    def joined_now(self) -> int:
        return sum(each.is_in for each in self.people)

    @property
    def joined_ever(self) -> int:
        """Distinct trainees; strangers, teachers, staff and second devices are not among them."""
        return sum(each.has_joined for each in self.people)

    @property
    def camera_on(self) -> int:
        """Trainees whose camera was on at the latest look."""
        return sum(each.camera_is_on is True for each in self.people)

    @property
    def seen_at(self) -> datetime | None:
        """When the cameras were looked at."""
        return self.looks[-1].looked_at if self.looks else None

    def joined_at(self, moment: datetime) -> int:
        """How many trainees were in at that moment, such as that of a screenshot."""
        return sum(any(stay.covers(moment) for stay in each.stays) for each in self.people)
