"""比对名单: when what a list says speaks against a class, and how long a list is kept (R19, R58)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from training.eligibility.terms import ComparedKind

SINCE_EVER = date(1900, 1, 1)
"""起, where a list does not say."""
FROM_THEN_ON = frozenset({ComparedKind.RETIRED, ComparedKind.DEAD})
"""What nobody ceases to be, whatever a list gives as 止."""


KEPT_AFTER = timedelta(days=180)
"""So long the people of a list stay after a newer one took its place: as long as whoever was refused by it
may still go to court about that (six months), and no longer."""


@dataclass(frozen=True)
class Span:
    """The days of a class of some district that a person was in."""

    trainee_id: int
    district_id: int
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Hit:
    """比对命中: a person stands on a list, for days of the class."""

    kind: ComparedKind
    from_day: date
    """1900-01-01 where the list does not say."""
    until_day: date | None
    """None: still."""
    as_of: date
    """数据截止日期."""
    source: str
    list_public_id: UUID


def is_within(hit: Hit, span: Span) -> bool:
    """Whether it holds for one of these days; both ends of both count."""
    if hit.from_day > span.last_day:
        return False
    return hit.until_day is None or hit.kind in FROM_THEN_ON or hit.until_day >= span.first_day
