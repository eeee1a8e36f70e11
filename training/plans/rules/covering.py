"""Of which item of the plan a class is, and how much of an item is used (R03, R67)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from training.notice.terms import ClassKind


@dataclass(frozen=True)
class PlannedItem:
    """An item of the plan in force: hours of one class in halves, money in fen."""

    line: UUID
    ordinal: int
    trade: str
    level: str
    kind: ClassKind
    classes: int
    people: int
    halves: int
    amount_fen: int


@dataclass(frozen=True)
class PlannedClass:
    """A filed class, as far as a plan is about it."""

    trade: str
    level: str
    kind: ClassKind


def covers(items: Sequence[PlannedItem], own: PlannedClass) -> PlannedItem | None:
    """The item of the class's quarter that fits it, or None: 计划外.

    Trade and kind agree; an item without a level is for any, one with the class's level comes first, then the
    first in order. The notice sets no sanction, so None refuses nothing.
    """
    fitting = [
        each
        for each in items
        if each.trade == own.trade and each.kind is own.kind and each.level in ("", own.level)
    ]
    return min(fitting, key=lambda each: (each.level != own.level, each.ordinal), default=None)


@dataclass(frozen=True)
class Used:
    """What became of an item: of its classes, people, halves of hours and fen."""

    classes: int = 0
    people: int = 0
    halves: int = 0
    fen: int = 0


def plan_findings(item: PlannedItem, used: Used) -> list[str]:
    """In words what goes beyond the item; exactly as much as planned does not."""
    limits = (
        ("班数", used.classes, item.classes),
        ("人数", used.people, item.people),
        ("课时", used.halves, item.halves * item.classes),
        ("金额", used.fen, item.amount_fen),
    )
    return [f"{name}超出计划" for name, had, most in limits if had > most]
