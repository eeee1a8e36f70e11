"""What stands in the chats of the stand-in; everything is kept in memory and forgotten at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Condition
from typing import Any

GROUP_ID, GROUP_TITLE = "cid-group", "督查群"
ROBOT, NOTICES = "robot", "notices"
"""The robot, and 工作通知, which is nobody to write to."""
MOST_ENTRIES = 500


@dataclass(frozen=True)
class Person:
    """Somebody of the organisation; `about` is what the page says beside the name."""

    userid: str
    name: str
    about: str = ""
    phone: str = ""
    """By which the address book finds this person."""

    @property
    def union_id(self) -> str:
        """By which meetings name this person."""
        return f"union-{self.userid}"


@dataclass
class Entry:
    """One thing in a chat; `version` grows with every change, so that a page asks only for what is new."""

    key: int
    conversation_id: str
    sender: str
    kind: str
    """text, markdown, picture or card."""
    content: dict[str, Any]
    version: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Chats:
    """Every chat, one to one and the group."""

    def __init__(self, people: Callable[[], list[Person]]):
        self._people = people
        self._changed = Condition()
        self._entries: list[Entry] = []
        self._version = 0

    def people(self) -> list[Person]:
        return self._people()

    def knows(self, userid: str) -> bool:
        return any(each.userid == userid for each in self.people())

    def add(self, conversation_id: str, sender: str, kind: str, content: dict[str, Any]) -> Entry:
        with self._changed:
            self._version += 1
            entry = Entry(self._version, conversation_id, sender, kind, content, self._version)
            self._entries = [*self._entries[-MOST_ENTRIES:], entry]
            self._changed.notify_all()
        return entry

    def change(self, entry: Entry, content: dict[str, Any]) -> None:
        with self._changed:
            self._version += 1
            entry.content, entry.version = content, self._version
            self._changed.notify_all()

    def after(self, conversation_id: str, version: int) -> list[Entry]:
        with self._changed:
            return [
                each
                for each in self._entries
                if each.conversation_id == conversation_id and each.version > version
            ]

    def wait_for(self, conversation_id: str, said: Callable[[Entry], bool], seconds: float) -> Entry | None:
        """The first entry of the conversation of which `said` holds, waited for; for tests."""

        def found() -> Entry | None:
            own = (each for each in self._entries if each.conversation_id == conversation_id)
            return next(filter(said, own), None)

        with self._changed:
            return self._changed.wait_for(found, seconds)


def chat_of(userid: str) -> str:
    """The chat of this person with the robot."""
    return f"cid-{userid}"
