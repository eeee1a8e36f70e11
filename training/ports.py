"""What the subject asks of the outside world."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from training.checks.rules.faces import Box
from training.notice.terms import MeetingTrouble, SmsFate, SmsTrouble


@dataclass(frozen=True)
class Sms:
    """One message on its way out: each provider takes from it what it understands."""

    public_id: UUID
    """Ours, handed to the provider as the reference that its receipts bring back."""
    phone: str
    """11 digits of mainland China."""
    template: str
    parameters: Mapping[str, str]
    text: str
    """The same as rendered words; empty where the parameters are gone."""
    attempted_at: datetime
    """When the latest attempt began."""
    valid_for: timedelta
    reference: str = ""
    """The provider's own number, where it is known already."""
    earlier: frozenset[str] = frozenset()
    """The provider's numbers of earlier attempts, which came to nothing."""


@dataclass(frozen=True)
class SmsTaken:
    """The provider took the message; `segments` is what it bills."""

    reference: str
    segments: int


@dataclass(frozen=True)
class SmsReport:
    """What the provider says of a message; `is_known` is False for a code that no table lists."""

    fate: SmsFate
    reference: str = ""
    code: str = ""
    segments: int = 0
    channel: SmsTrouble | None = None
    """What it says of the whole channel."""
    has_opted_out: bool = False
    """The owner of the number wants no more messages."""
    is_known: bool = True


class SmsFailed(Exception):
    """The message was not handed over; `code` is the provider's, never the number or the text."""

    def __init__(self, trouble: SmsTrouble, code: str, *, is_known: bool = True):
        super().__init__(code)
        self.trouble = trouble
        self.code = code
        self.is_known = is_known


class SmsSender(Protocol):
    """Hands messages to one provider, which `provider` names."""

    provider: str

    def send(self, message: Sms) -> SmsTaken:
        """Hand the message over; raises SmsFailed."""
        ...

    def look_up(self, message: Sms) -> SmsReport | None:
        """What became of a message that may have been taken; None where the provider never had it.

        Raises SmsFailed where that cannot be known now.
        """
        ...


class BadSignature(Exception):
    """Whoever sent this is not the provider."""


class SmsReceipts(Protocol):
    """Reads the receipts that a provider sends to an address of ours."""

    def read(self, address: str, fields: Mapping[str, list[str]], signature: str) -> SmsReport:
        """Check the signature over everything that came; raises BadSignature."""
        ...


class StoreUnavailable(Exception):
    """The store of files cannot be reached, or has lost the file; the message names no person."""


class FileStore(Protocol):
    """Keeps the bytes of evidence. Keys are made from the content's hash, so nothing is ever overwritten."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Keep all of the content or none; what is there stays as it is, and is as if put now.

        Raise StoreUnavailable.
        """
        ...

    def get(self, key: str) -> bytes:
        """Raise StoreUnavailable."""
        ...


class PaperStore(FileStore, Protocol):
    """Keeps papers of trainees, which go when their time is over; evidence never does."""

    def remove(self, key: str) -> None:
        """A key that is not there is as good as removed; raise StoreUnavailable."""
        ...


@dataclass(frozen=True)
class FoundFile:
    """A file that lies in the store, and when it was put there last."""

    key: str
    put_at: datetime


class SweptStore(PaperStore, Protocol):
    """Tells what it has, so that files which nobody knows can be found."""

    def files(self, folders: Sequence[str]) -> Iterator[FoundFile]:
        """Everything in these folders, also drafts that a crash left; raise StoreUnavailable."""
        ...

    def remove_older(self, key: str, before: datetime) -> bool:
        """Remove what was not put since `before`, nor is at this very moment; raise StoreUnavailable."""
        ...


class Infected(Exception):
    """The scanner found something in the file; the message names it."""


class ScannerUnavailable(Exception):
    """The scanner gave no answer, so nobody knows about the file."""


class VirusScanner(Protocol):
    """Looks at a file before it is kept."""

    def scan(self, content: bytes) -> None:
        """Raise Infected or ScannerUnavailable."""
        ...


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
    union_id: str = ""
    phone: str = ""


@dataclass(frozen=True)
class MeetingMember:
    """One member of a meeting as the list tells it; whoever was only invited never joined."""

    union_id: str
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

    union_id: str
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
    union_id: str = ""
    """Empty for whoever is not of the organisation."""
    userid: str = ""
    first_watched_at: datetime | None = None


class MeetingFailed(Exception):
    """The vendor did not do it, or nobody knows; `code` is its own word, never a name or a number."""

    def __init__(self, trouble: MeetingTrouble, code: str = ""):
        super().__init__(code or trouble.value)
        self.trouble = trouble
        self.code = code


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

    userid: str
    union_id: str


class AddressBook(Protocol):
    """Knows the organisation's people; every call raises MeetingFailed."""

    def find_by_phone(self, phone: str) -> Account | None:
        """None where nobody of the organisation has this number."""
        ...

    def union_id_of(self, userid: str) -> str:
        """How meetings name this person."""
        ...


class SignInFailed(Exception):
    """DingTalk did not say who it is; the message is Chinese and says what this person can do."""


class SignInHost(Protocol):
    """DingTalk, where it says who somebody is."""

    def address(self, back: str, state: str) -> str:
        """Where a browser goes to sign in; it comes back to `back` with `state` and a code."""
        ...

    def member_of_login(self, code: str) -> str:
        """The userid behind a code that a browser brought back; empty for no member of the organisation.

        Raises SignInFailed.
        """
        ...

    def member_of_client(self, code: str) -> str:
        """The userid behind a code that DingTalk's own app gave to a page in it; raises SignInFailed."""
        ...


@dataclass(frozen=True)
class CountedFaces:
    """What a detector made of one picture."""

    boxes: tuple[Box, ...]
    detector: str
    """Its name and version."""
    took_ms: int


class FacesNotCounted(Exception):
    """The detector gave no answer; the message says how it ended and holds nothing of the picture."""


class FaceCounter(Protocol):
    """Finds faces and knows nobody: nothing is recognised, and nothing leaves the machine."""

    def count_faces(self, content: bytes) -> CountedFaces:
        """Of a picture that this house has drawn itself; raise FacesNotCounted."""
        ...
