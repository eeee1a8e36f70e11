"""The rounds of all days, the latest first (R06)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from training.checks.views.rounds.find_round import place_name, visible_rounds
from training.records.checks.rounds import CheckOrder, CheckRound
from training.records.staff.staff import Staff

MOST = 60


@dataclass(frozen=True)
class RoundLine:
    """One round in a list."""

    round_id: UUID
    number: str
    place: str
    day: date
    ordinal: int
    reason: str
    drawn: int
    of: int
    """So many classes could be drawn."""
    drawn_by: str


def list_rounds(session: Session, staff: Staff) -> tuple[RoundLine, ...]:
    """Those that this person may see."""
    return round_lines(session, visible_rounds(staff))


def round_lines(session: Session, rounds: Select[CheckRound]) -> tuple[RoundLine, ...]:
    drawn = (
        select(func.count())
        .where(CheckOrder.round_id == CheckRound.id)
        .correlate(CheckRound)
        .scalar_subquery()
    )
    newest = rounds.order_by(CheckRound.day.desc(), CheckRound.id.desc()).limit(MOST)
    return tuple(_line(found, count) for found, count in session.execute(newest.add_columns(drawn)))


def _line(found: CheckRound, drawn: int) -> RoundLine:
    return RoundLine(
        round_id=found.public_id,
        number=found.number,
        place=place_name(found),
        day=found.day,
        ordinal=found.ordinal,
        reason=found.reason,
        drawn=drawn,
        of=len(found.population),
        drawn_by=found.drawn_by,
    )
