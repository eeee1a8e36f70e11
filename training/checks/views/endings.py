"""How a check ended, and those before it that came to nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.checks.terms import CheckMethod, Verdict


@dataclass(frozen=True)
class Ending:
    """How a check ended, or was voided after it had."""

    at: datetime
    by: str
    void_reason: str = ""
    confirmed_by: str = ""
    """The second person of a void; nobody where it was taken back."""
    void_kind: str = ""
    """作废 or 收回."""

    @property
    def in_words(self) -> str:
        """Whose act it was."""
        return f"{self.by}（{self.confirmed_by} 确认）" if self.confirmed_by else self.by


@dataclass(frozen=True)
class PredecessorLine:
    """前次: a check of class and level that came to nothing before this one."""

    check_id: UUID
    number: str
    method: CheckMethod
    started_by: str
    ending: Ending

    @property
    def how(self) -> str:
        """作废, 收回 or 以无法完成结束."""
        return self.ending.void_kind or f"以{Verdict.UNABLE}结束"

    @property
    def why(self) -> str:
        """Empty where nobody had to say so."""
        return f"：{self.ending.void_reason}" if self.ending.void_reason else ""
