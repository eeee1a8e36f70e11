"""What is told of a meeting and of those in it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True)
class MemberNews:
    """One member comes, goes, or is said to be in."""

    account_id: str
    name: str
    is_in: bool
    joined_at: datetime | None = None
    left_at: datetime | None = None
    by_phone: bool = False


@dataclass(frozen=True)
class MeetingNews:
    """One event of one meeting."""

    event_id: str
    conference_id: str
    said_at: datetime
    sequence: int = 0
    title: str = ""
    """Set where the event is of the meeting itself."""
    ended_at: datetime | None = None
    """Set where the event says that the meeting is over."""
    members: tuple[MemberNews, ...] = ()
    may_be_over: bool = False
    """The event contradicts itself: the vendor is asked whether the meeting still runs."""

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, default=datetime.isoformat)

    @classmethod
    def from_json(cls, text: str) -> Self:
        said = json.loads(text)
        members = tuple(MemberNews(**_with_moments(each)) for each in said.pop("members"))
        return cls(**_with_moments(said), members=members)


def _with_moments(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name.endswith("_at") and value else value
        for name, value in said.items()
    }
