"""Draw the classes that are checked today, and give each to an inspector (R06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.checks.rules import rounds
from training.checks.rules.rounds import TICKETS
from training.checks.views.rounds.candidates_for import WHICH, Waiting, candidates_for
from training.checks.views.rounds.find_round import RoundPlace, place_that_draws, rounds_of_day
from training.checks.views.rounds.inspectors_of import loads_of
from training.checks.views.rounds.see_round import RoundView, see_round
from training.database import insert_one
from training.errors import Next, NotNow, NotRight
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.records.checks.rounds import CheckOrder, CheckRound
from training.records.staff.staff import Staff

MOST_DRAWN = 200


class BadSize(NotRight):
    """Nothing, or more than anybody could check in a day."""

    def __init__(self) -> None:
        super().__init__(f"要抽几个班请写 1 到 {MOST_DRAWN} 的数，例如 5。")


class NothingToDraw(NotNow):
    """No class is left that could be drawn."""

    leads_to = (Next.DUE,)

    def __init__(self) -> None:
        super().__init__(f"现在没有可以抽的班。能抽的是：{WHICH}。欠查的班见“待查”。")


class RoundIsDrawn(NotNow):
    """There is a round of the day; another is drawn only for a reason."""

    leads_to = (Next.DUE,)

    def __init__(self, ordinal: int):
        super().__init__(f"今天已经抽过第 {ordinal} 轮，结果保留。确需再抽一轮，请写明原因。")
        self.ordinal = ordinal


@dataclass(frozen=True)
class Another:
    """A further round of the same day: which one it will be, so that nobody draws two by one tap, and why."""

    ordinal: int
    reason: str


def draw_round(
    session: Session,
    staff: Staff,
    size: int,
    *,
    seed: bytes,
    another: Another | None = None,
    now: datetime,
) -> RoundView:
    """Draw with `seed`, which the caller made by chance for this round alone; it is stored with the rest.

    Raises NotAnInspector, BadSize, RoundIsDrawn, ReasonMissing, TextTooLong or NothingToDraw.
    """
    place = place_that_draws(staff)
    if not 1 <= size <= MOST_DRAWN:
        raise BadSize
    ordinal, reason = _which(session, place, another, now)
    waiting = candidates_for(session, staff, now=now)
    if not waiting:
        raise NothingToDraw
    drawn = rounds.draw_round([each.candidate for each in waiting], seed, size)
    decided_by = {"seed": seed, "population_hash": drawn.population_hash, "size": size}
    # Before who is drawn is told to anybody, all that decided it stands there.
    row = _row(place, staff, waiting, now) | decided_by | {"ordinal": ordinal, "reason": reason}
    row["number"] = f"{place.name}-{row['day']:%Y%m%d}-{ordinal}"
    round_id = insert_one(session, CheckRound, row)
    if round_id is None:
        raise RoundIsDrawn(ordinal)
    by_id = {each.own.public_id: each for each in waiting}
    _give(session, place, round_id, [by_id[each] for each in drawn.drawn], now)
    return see_round(session, staff, row["public_id"], now=now)


def _which(session: Session, place: RoundPlace, another: Another | None, now: datetime) -> tuple[int, str]:
    """Which round of the day it is, and why there is one more; raises RoundIsDrawn."""
    drawn = len(rounds_of_day(session, place, shanghai_day(now)))
    if not drawn:
        return 1, ""
    if another is None or another.ordinal != drawn + 1:
        raise RoundIsDrawn(drawn)
    return another.ordinal, read_reason(another.reason, "再抽一轮")


def _row(place: RoundPlace, staff: Staff, waiting: Sequence[Waiting], now: datetime) -> dict[str, Any]:
    return {
        "public_id": uuid4(),
        "level": place.level,
        "district_id": place.district_id,
        "day": shanghai_day(now),
        "algorithm": rounds.ALGORITHM,
        "population": [_as_kept(each) for each in waiting],
        "staff_id": staff.id,
        "drawn_by": staff.name,
        "drawn_at": now,
    }


def _give(session: Session, place: RoundPlace, round_id: int, drawn: list[Waiting], now: datetime) -> None:
    inspectors = rounds.share_out(loads_of(session, place, now=now), len(drawn))
    rows: list[dict[str, Any]] = [
        {
            "public_id": uuid4(),
            "round_id": round_id,
            "class_id": each.own.id,
            "position": position,
            "weight": each.candidate.weight,
            "points": _points(each),
            "assigned_to_id": inspector.id,
        }
        for position, (each, inspector) in enumerate(zip(drawn, inspectors, strict=True), 1)
    ]
    session.execute(insert(CheckOrder), rows)


def _as_kept(waiting: Waiting) -> dict[str, Any]:
    candidate = waiting.candidate
    return {
        "id": str(candidate.class_id),
        "class_number": waiting.own.class_number,
        "weight": candidate.weight,
        "points": _points(waiting),
    }


def _points(waiting: Waiting) -> list[dict[str, Any]]:
    return [{"why": each.value, "tickets": TICKETS[each]} for each in waiting.points]
