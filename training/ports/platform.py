"""What the subject is told of the office platform on which staff chat and meet."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.meetings.terms import InviteWay, MeetingTrouble


@dataclass(frozen=True)
class Platform:
    """By which name people know it, and what they are told where it fails them."""

    name: str
    troubles: Mapping[MeetingTrouble, str]
    """Why a meeting came to nothing, and what to do next."""

    def way_in_words(self, way: InviteWay) -> str:
        """Whom it rings itself was asked by its name."""
        return self.name if way is InviteWay.ACCOUNT else way
