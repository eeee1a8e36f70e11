"""The round of a day: which classes are checked is drawn too, so that anybody can draw them again (R06)."""

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from training.checks.terms import OrderState, Risk

ALGORITHM = "hmac-sha256-tickets/1"
"""Changes with any change of how the tickets rank."""
MOST_TICKETS = 10
OWED_DAYS = 6
"""A class whose last day is nearer than that, with checks owed, has to be checked now or never."""
TICKETS = {
    Risk.OWED: 3,
    Risk.NEVER_CHECKED: 2,
    Risk.FAILED_BEFORE: 2,
    Risk.SIGNALS: 2,
    Risk.NEW_INSTITUTION: 1,
}
"""How many tickets each point adds to the one that every class has."""

Inspector = TypeVar("Inspector")


@dataclass(frozen=True, slots=True, order=True)
class Load:
    """How much an inspector has to do; of two equally busy today, who was given less lately is first."""

    open_today: int
    given_lately: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a class before the draw, of the level that draws."""

    owed: int
    days_left: int
    was_checked: bool
    has_failed: bool
    """In a check of either level that was not voided."""
    has_signals: bool
    is_new_institution: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A class that may be drawn, by its public id, and how many tickets it has."""

    class_id: UUID
    weight: int


@dataclass(frozen=True, slots=True)
class RoundDraw:
    """All classes in the order of the draw: the first `size` are drawn."""

    order: tuple[UUID, ...]
    size: int
    population_hash: str

    @property
    def drawn(self) -> tuple[UUID, ...]:
        return self.order[: self.size]


def points_of(known: Known) -> tuple[Risk, ...]:
    """Why a class is looked at sooner than another.

    Two points wait for subjects that do not exist yet: what a trainee reported of a class, and a file that
    came late.
    """
    holds = {
        Risk.OWED: known.owed > 0 and known.days_left < OWED_DAYS,
        Risk.NEVER_CHECKED: not known.was_checked,
        Risk.FAILED_BEFORE: known.has_failed,
        Risk.SIGNALS: known.has_signals,
        Risk.NEW_INSTITUTION: known.is_new_institution,
    }
    return tuple(risk for risk in Risk if holds[risk])


def weight_of(points: Iterable[Risk]) -> int:
    """How many tickets: one, and more for each point, at most ten."""
    return min(1 + sum(TICKETS[each] for each in points), MOST_TICKETS)


def draw_round(population: Collection[Candidate], seed: bytes, size: int) -> RoundDraw:
    """Draw `size` classes, or all where there are fewer; the same arguments always give the same draw.

    A class has as many tickets as its weight, every ticket its rank, and the class that of its best one.
    """
    tickets = [
        (rank(each.class_id, number, seed), each.class_id)
        for each in population
        for number in range(1, each.weight + 1)
    ]
    return RoundDraw(in_order(owner for _, owner in sorted(tickets)), size, population_hash(population))


def in_order(owners: Iterable[UUID]) -> tuple[UUID, ...]:
    """Of tickets in their order, whose classes come: each with its first ticket."""
    return tuple(dict.fromkeys(owners))


def rank(class_id: UUID, number: int, seed: bytes) -> str:
    """HMAC-SHA256 of the ticket under the seed: nobody can tell it before the seed is known."""
    return hmac.digest(seed, f"{class_id}:{number}".encode("ascii"), "sha256").hex()


def population_hash(population: Iterable[Candidate]) -> str:
    """SHA-256 of the lines "id weight", sorted, each followed by a line feed."""
    lines = "".join(f"{line}\n" for line in sorted(f"{each.class_id} {each.weight}" for each in population))
    return sha256(lines.encode("ascii")).hexdigest()


def share_out(inspectors: Sequence[tuple[Inspector, Load]], orders: int) -> list[Inspector]:
    """Who gets each order: in turn, beginning with whoever has least to do."""
    turns = sorted(inspectors, key=lambda each: each[1])
    return [turns[place % len(turns)][0] for place in range(orders)]


def is_outside(class_id: UUID, drawn: Iterable[Collection[UUID]]) -> bool:
    """Whether there are rounds of the day, and the class was drawn in none: then its check needs a reason."""
    rounds = list(drawn)
    return bool(rounds) and not any(class_id in each for each in rounds)


def state_of_order(*, is_checked: bool, is_running: bool, is_cancelled: bool, is_over: bool) -> OrderState:
    """A check says more than an act, and what was not done on its day was missed."""
    if is_checked:
        return OrderState.CHECKED
    if is_cancelled:
        return OrderState.CANCELLED
    if is_over:
        return OrderState.MISSED
    return OrderState.RUNNING if is_running else OrderState.ASSIGNED


@dataclass(frozen=True)
class StatedRound:
    """A round as it was stored, or as an exported file tells it."""

    algorithm: str
    seed: bytes
    population: tuple[Candidate, ...]
    points: tuple[tuple[Risk, ...], ...]
    """Of each of the population, in its order."""
    population_hash: str
    size: int
    drawn: tuple[UUID, ...]


@dataclass(frozen=True)
class RoundFinding:
    """One thing that was computed again, and whether it agrees."""

    what: str
    agrees: bool
    detail: str


def verify_round(stated: StatedRound) -> tuple[RoundFinding, ...]:
    """Compute a stated round again from its seed and population, and compare."""
    again = draw_round(stated.population, stated.seed, stated.size)
    return (
        _compare("算法", stated.algorithm, ALGORITHM),
        _no_one_twice(stated),
        _weights(stated),
        _compare("备选指纹", stated.population_hash, again.population_hash),
        _compare_drawn(stated.drawn, again.drawn),
    )


def _compare(what: str, stated: str, again: str) -> RoundFinding:
    agrees = stated == again
    return RoundFinding(what, agrees, again if agrees else f"记录是 {stated}，重算为 {again}")


def _no_one_twice(stated: StatedRound) -> RoundFinding:
    repeated = len(stated.population) - len({each.class_id for each in stated.population})
    more = f"，其中重复 {repeated} 个" if repeated else ""
    return RoundFinding("备选班级", not repeated, f"{len(stated.population)} 个{more}")


def _weights(stated: StatedRound) -> RoundFinding:
    """That each has the tickets that its points give."""
    both = zip(stated.population, stated.points, strict=True)
    wrong = [str(each.class_id) for each, points in both if each.weight != weight_of(points)]
    return RoundFinding("签数", not wrong, f"与风险点不符：{'、'.join(wrong)}" if wrong else "都与风险点相符")


def _compare_drawn(stated: Sequence[UUID], again: Sequence[UUID]) -> RoundFinding:
    if list(stated) == list(again):
        return RoundFinding("抽中班级", True, f"{len(again)} 个，顺序逐一相同")
    if len(stated) != len(again):
        return RoundFinding("抽中班级", False, f"记录了 {len(stated)} 个，重算为 {len(again)} 个")
    place = next(n for n, (one, other) in enumerate(zip(stated, again, strict=True), 1) if one != other)
    return RoundFinding(
        "抽中班级", False, f"第 {place} 个不同：记录为 {stated[place - 1]}，重算为 {again[place - 1]}"
    )
