"""Planned against promised and paid (R67): how much of a budget is used, and when that is worth a warning."""

from dataclasses import dataclass
from enum import Enum, auto


class Level(Enum):
    """How near a budget is to its end."""

    WITHIN = auto()
    FULL = auto()
    """Exactly used: nothing more can be promised."""
    OVER = auto()


@dataclass(frozen=True)
class Spending:
    """In fen: 承诺, what a meeting granted or what is gone; 拨付, what was paid and did not come back."""

    committed: int = 0
    paid: int = 0

    def __add__(self, other: "Spending") -> "Spending":
        return Spending(self.committed + other.committed, self.paid + other.paid)

    @property
    def most(self) -> int:
        return max(self.committed, self.paid)


def level_of(budget: int, spent: Spending) -> Level:
    """A warning from 100 % on; money where nothing was planned is over."""
    if spent.most > budget:
        return Level.OVER
    return Level.FULL if budget and spent.most == budget else Level.WITHIN


def percent_of(budget: int, fen: int) -> int | None:
    """Whole percent, rounded down so that 100 means all of it; None where nothing was planned."""
    return 100 * fen // budget if budget else None
