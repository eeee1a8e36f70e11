"""What one upload of a machine says, read (R43)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from training.attendance.sheets.punch_rows import PunchRow


class PushedUser(NamedTuple):
    """机内用户: a number with the name that the machine shows for it."""

    line: int
    number: str
    name: str


class Operation(NamedTuple):
    """操作记录: what somebody did at the machine; `about` is the number it was done to, where it says one."""

    line: int
    code: int
    operator: str
    at: datetime
    about: str


class UnreadPush(NamedTuple):
    """A line that says nothing to us, as it came."""

    line: int
    raw: bytes
    reason: str


@dataclass
class Pushed:
    """One body: every line that is not blank is counted once, as read, of no use, or unread."""

    punches: list[PunchRow] = field(default_factory=list)
    users: list[PushedUser] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    of_no_use: int = 0
    """Understood, and nothing to keep beside the raw body."""
    unread: list[UnreadPush] = field(default_factory=list)

    @property
    def lines(self) -> int:
        read = len(self.punches) + len(self.users) + len(self.operations)
        return read + self.of_no_use + len(self.unread)
