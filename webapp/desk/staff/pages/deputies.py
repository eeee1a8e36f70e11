"""Deputyships as their page shows them; pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.deputies.rules.deputyship import ALIVE
from training.deputies.terms import DeputyState
from training.deputies.views.deputyships import deputing_of
from training.notice.clock import shanghai_day
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_day, short_moment

TONES = {DeputyState.WAITING: "warn", DeputyState.RUNNING: "good", DeputyState.AHEAD: "now"}


@dataclass(frozen=True)
class DeputyLine:
    """One deputyship, and what whoever looks may do with it."""

    public_id: UUID
    absent: str
    deputy: str
    days: str
    reason: str
    state: str
    tone: str
    history: tuple[str, ...]
    may_answer: bool
    may_turn: bool
    """Stands in for the absent person just now."""
    is_turn: bool
    """What is done now is done for the absent person."""
    may_end: bool


def deputy_line(own: Deputyship, staff: Staff, now: datetime) -> DeputyLine:
    found, today = deputing_of(own), shanghai_day(now)
    state, is_deputy = found.state(now), own.deputy_id == staff.id
    return DeputyLine(
        public_id=own.public_id,
        absent=own.absent.name,
        deputy=own.deputy.name,
        days=f"{short_day(own.first_day, today)} 至 {short_day(own.last_day, today)}",
        reason=own.reason,
        state=state.value,
        tone=TONES.get(state, ""),
        history=(
            f"{own.named_by} {short_moment(own.named_at, now)} 提出",
            *(f"{each.acted_by} {short_moment(each.acted_at, now)} {each.act.value}" for each in own.acts),
        ),
        may_answer=is_deputy and state is DeputyState.WAITING,
        may_turn=is_deputy and state is DeputyState.RUNNING,
        is_turn=is_deputy and found.is_turn(now),
        may_end=state in ALIVE and not (is_deputy and state is DeputyState.WAITING),
    )
