"""退订和恢复短信 that an office notes for somebody: how it heard so, and on which day; pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from training.errors import NotRight
from training.people.terms import ChoiceSource

OLDEST = timedelta(days=365)


@dataclass(frozen=True)
class Told:
    """How and when the person said so; nothing of it where it was the own click."""

    source: ChoiceSource | None = None
    on: date | None = None


OWN = Told()


class NoSource(NotRight):
    """Nobody stops or resumes the SMS of somebody else without saying how that person asked for it."""

    def __init__(self) -> None:
        super().__init__("请写明本人是怎么要求的（电话、书面或当面）和哪一天；日期要在今天以前的一年之内。")


def read_told(source: str, on: str, today: date) -> Told:
    """Raises NoSource."""
    try:
        told = Told(ChoiceSource(source), date.fromisoformat(on))
    except ValueError as error:
        raise NoSource from error
    if told.on is None or not today - OLDEST <= told.on <= today:
        raise NoSource
    return told
