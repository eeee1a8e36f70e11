"""Whether a class is among the orders of a day's rounds, so that its check needs no reason (R06)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.rules.rounds import is_outside
from training.checks.views.rounds.find_round import place_that_draws
from training.records.checks.rounds import CheckOrder, CheckRound
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class OrderOf:
    """What the rounds of one's own place say about a class on a day."""

    is_outside: bool
    """There is a round, and none has drawn the class."""
    latest_round_id: int | None
    drawn: tuple[str, ...]
    """The numbers of all classes that were drawn."""


def order_of(session: Session, staff: Staff, class_id: UUID, day: date) -> OrderOf:
    """Raises NotAnInspector."""
    place = place_that_draws(staff)
    columns = (CheckRound.id, TrainingClass.public_id, TrainingClass.class_number)
    rows = session.execute(
        select(*columns)
        .join(CheckOrder, CheckOrder.round_id == CheckRound.id)
        .join(TrainingClass, CheckOrder.class_id == TrainingClass.id)
        .where(place.is_of_it, CheckRound.day == day)
        .order_by(CheckRound.ordinal, CheckOrder.position)
    ).all()
    drawn: dict[int, set[UUID]] = {round_id: set() for round_id, _, _ in rows}
    for round_id, drawn_class, _ in rows:
        drawn[round_id].add(drawn_class)
    return OrderOf(
        is_outside=is_outside(class_id, drawn.values()),
        latest_round_id=rows[-1][0] if rows else None,
        drawn=tuple(number for _, _, number in rows),
    )
