"""What the subject asks of a vendor of video meetings, and of the organisation's address book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from training.meetings.terms import MeetingTrouble


@dataclass(frozen=True)
class OpenedMeeting:
    """A meeting as the vendor made it; ids of people in all that follows are union ids."""

    conference_id: str
    join_address: str
    room_code: str
    dial_in: tuple[str, ...] = ()
    """Telephone numbers by which one may join."""


@dataclass(frozen=True)
class Invitee:
    """Somebody who is rung: by the account, or by the phone where there is none."""

    name: str
    account_id: str = ""
    phone: str = ""


@dataclass(frozen=True)
class MeetingMember:
    """One member of a meeting as the list tells it; whoever was only invited never joined."""

    account_id: str
    """Empty for a guest without an account."""
    name: str
    is_in: bool
    joined_at: datetime | None
    left_at: datetime | None
    stayed: timedelta | None
    by_phone: bool = False


@dataclass(frozen=True)
class SeenMember:
    """One member of a running meeting at the moment of a query."""

    account_id: str
    name: str
    is_in: bool
    camera_is_on: bool | None
    """None where the vendor does not say."""


@dataclass(frozen=True)
class LiveWatcher:
    """Somebody who watched a live stream, with the sums that the vendor keeps."""

    name: str
    watched_live: timedelta
    watched_playback: timedelta
    account_id: str = ""
    """Empty for whoever is not of the organisation."""
    chat_id: str = ""
    first_watched_at: datetime | None = None


class MeetingFailed(Exception):
    """The vendor did not do it, or nobody knows; `code` is its own word, never a name or a number."""

    def __init__(self, trouble: MeetingTrouble, code: str = "", pause: timedelta = timedelta()):
        super().__init__(code or trouble.value)
        self.trouble = trouble
        self.code = code
        self.pause = pause
        """The least that the vendor asks to wait for."""


class MeetingHost(Protocol):
    """Holds video meetings for the organisation; every call raises MeetingFailed."""

    def open(self, host: str, title: str, invited: Sequence[str] = ()) -> OpenedMeeting:
        """Make a meeting now. Never called again after UNCLEAR before `find_open` has looked."""
        ...

    def find_open(self, host: str, title: str, conference_id: str = "") -> OpenedMeeting | None:
        """The running meeting of this host with exactly this title; looked for by its number where known."""
        ...

    def invite(self, conference_id: str, host: str, people: Sequence[Invitee]) -> None:
        """Ring them; whoever is in already is not disturbed."""
        ...

    def look(self, conference_id: str) -> tuple[SeenMember, ...] | None:
        """Who is in, and whose camera is on; None where the meeting does not run any more."""
        ...

    def members(self, conference_id: str) -> tuple[MeetingMember, ...]:
        """Everybody who was invited or joined, in all pages."""
        ...

    def close(self, conference_id: str, host: str) -> None:
        """End the meeting for everybody."""
        ...

    def watchers(self, live_id: str, asker: str) -> tuple[LiveWatcher, ...]:
        """Who watched a live stream, of the organisation and from outside, in all pages."""
        ...


@dataclass(frozen=True)
class Account:
    """Somebody's account in the organisation."""

    chat_id: str
    account_id: str


class AddressBook(Protocol):
    """Knows the organisation's people; every call raises MeetingFailed."""

    def find_by_phone(self, phone: str) -> Account | None:
        """None where nobody of the organisation has this number."""
        ...

    def account_id_of(self, chat_id: str) -> str:
        """How meetings name this person."""
        ...
