"""A round with everything that is known of it, and what was checked outside of it (R06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.checks.rules.rounds import Candidate, StatedRound
from training.checks.terms import CheckLevel, Risk
from training.checks.views.rounds.find_round import (
    RoundPlace,
    find_round,
    own_place,
    place_name,
    rounds_of_day,
    visible_rounds,
)
from training.checks.views.rounds.order_lines import OrderLine, order_lines, points_in_words
from training.notice.clock import shanghai_day
from training.records.checks.rounds import CheckOrder, CheckRound, OutsideRoundReason
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class PopulationLine:
    """A class that could be drawn."""

    class_id: str
    class_number: str
    weight: int
    points: tuple[str, ...]


@dataclass(frozen=True)
class OutsideLine:
    """A check of a class that no round of its day had drawn."""

    check_id: UUID
    check_number: str
    reason: str
    given_by: str
    given_at: datetime


@dataclass(frozen=True)
class RoundView:
    """One round, ready to show."""

    round_id: UUID
    number: str
    level: CheckLevel
    place: str
    day: date
    ordinal: int
    reason: str
    algorithm: str
    seed: str
    population: tuple[PopulationLine, ...]
    kept: tuple[dict[str, Any], ...]
    """The same as it was stored."""
    population_hash: str
    size: int
    drawn_by: str
    drawn_at: datetime
    orders: tuple[OrderLine, ...]
    outside: tuple[OutsideLine, ...]
    may_act: bool
    """Whether this person may give its orders to others, today."""


def see_round(session: Session, staff: Staff, round_id: UUID, *, now: datetime) -> RoundView:
    """Raises NotFound."""
    return _views(session, [find_round(session, staff, round_id)], staff, now)[0]


def rounds_today(session: Session, staff: Staff, *, now: datetime) -> tuple[RoundView, ...]:
    """Those of one's own place; whoever only looks sees those of every place that may be seen."""
    place, today = own_place(staff), shanghai_day(now)
    if place:
        return _views(session, rounds_of_day(session, place, today), staff, now)
    every = visible_rounds(staff).where(CheckRound.day == today).order_by(CheckRound.id)
    return _views(session, list(session.scalars(every)), staff, now)


def view_of_round(session: Session, found: CheckRound, *, now: datetime) -> RoundView:
    """For commands, whose operator sees all and acts in none."""
    return _views(session, [found], None, now)[0]


def stated_round(session: Session, found: CheckRound) -> StatedRound:
    """As it was stored, to be computed again."""
    drawn = select(CheckOrder).where(CheckOrder.round_id == found.id)
    orders = session.scalars(
        drawn.options(joinedload(CheckOrder.training_class)).order_by(CheckOrder.position)
    )
    return StatedRound(
        algorithm=found.algorithm,
        seed=found.seed,
        population=tuple(Candidate(UUID(each["id"]), each["weight"]) for each in found.population),
        points=tuple(tuple(Risk(point["why"]) for point in each["points"]) for each in found.population),
        population_hash=found.population_hash,
        size=found.size,
        drawn=tuple(each.training_class.public_id for each in orders),
    )


def _views(
    session: Session, found: Sequence[CheckRound], staff: Staff | None, now: datetime
) -> tuple[RoundView, ...]:
    numbers = {each.id: each.number for each in found}
    lines = order_lines(session, CheckRound.id.in_(numbers), now=now) if numbers else ()
    outside = _outside(session, list(numbers)) if numbers else []
    place = own_place(staff) if staff else None
    return tuple(
        RoundView(
            round_id=each.public_id,
            number=each.number,
            level=each.level,
            place=place_name(each),
            day=each.day,
            ordinal=each.ordinal,
            reason=each.reason,
            algorithm=each.algorithm,
            seed=each.seed.hex(),
            population=_population(each),
            kept=tuple(each.population),
            population_hash=each.population_hash,
            size=each.size,
            drawn_by=each.drawn_by,
            drawn_at=each.drawn_at,
            orders=tuple(line for line in lines if line.round_number == each.number),
            outside=tuple(line for round_id, line in outside if round_id == each.id),
            may_act=_is_own(each, place) and each.day == shanghai_day(now),
        )
        for each in found
    )


def _is_own(found: CheckRound, place: RoundPlace | None) -> bool:
    return place is not None and place.district_id == found.district_id


def _population(found: CheckRound) -> tuple[PopulationLine, ...]:
    return tuple(
        PopulationLine(each["id"], each["class_number"], each["weight"], points_in_words(each["points"]))
        for each in found.population
    )


def _outside(session: Session, round_ids: list[int]) -> list[tuple[int, OutsideLine]]:
    own = (
        select(OutsideRoundReason, SpotCheck.public_id, SpotCheck.number)
        .join(SpotCheck, OutsideRoundReason.check_id == SpotCheck.id)
        .where(OutsideRoundReason.round_id.in_(round_ids))
        .order_by(OutsideRoundReason.id)
    )
    return [
        (row.round_id, OutsideLine(check_id, number, row.reason, row.given_by, row.given_at))
        for row, check_id, number in session.execute(own)
    ]
