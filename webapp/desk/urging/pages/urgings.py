"""督办 as the desk shows it: a row of the list, one with its steps; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.notice.clock import shanghai_day
from training.records.urging import Urging
from training.urging.rules.moves import is_overdue
from training.urging.terms import UrgingMove, UrgingState
from webapp.desk.lists.days import short_day, short_moment

TONES = {UrgingState.WAITING: "warn", UrgingState.ANSWERED: "now", UrgingState.CLOSED: "good"}
MOVE_TONES = {UrgingMove.ANSWER: "now", UrgingMove.CLOSE: "good", UrgingMove.REOPEN: "bad"}


@dataclass(frozen=True)
class UrgingRow:
    """One thing that is urged, as it stands today."""

    public_id: UUID
    text: str
    district: str
    class_id: UUID | None
    class_number: str
    class_name: str
    due_on: str
    due: str
    """How far away that is: 还有 2 天, 逾期 3 天; nothing once it is answered."""
    is_overdue: bool
    state: str
    tone: str
    urged_by: str
    urged_at: str


@dataclass(frozen=True)
class StepLine:
    """One step: when, who did what, in whose words; its tone as a state has it."""

    when: str
    what: str
    text: str
    tone: str


def urging_row(own: Urging, now: datetime) -> UrgingRow:
    today, about = shanghai_day(now), own.training_class
    overdue = is_overdue(own.state, own.due_on, today)
    return UrgingRow(
        own.public_id,
        own.text,
        own.district.name,
        about.public_id if about else None,
        about.class_number if about else "",
        about.name if about else "",
        short_day(own.due_on, today),
        _due(own, today),
        overdue,
        "已逾期" if overdue else own.state.value,
        "bad" if overdue else TONES[own.state],
        own.urged_by,
        short_moment(own.urged_at, now),
    )


def step_lines(own: Urging, now: datetime) -> list[StepLine]:
    """From its beginning on; `own` has its steps."""
    today = shanghai_day(now)
    first = StepLine(short_moment(own.urged_at, now), f"{own.urged_by} 提出督办", own.text, "warn")
    steps = [
        StepLine(
            short_moment(each.acted_at, now),
            f"{each.acted_by} {each.move}"
            + (f"，新期限 {short_day(each.due_on, today)}" if each.due_on else ""),
            each.text,
            MOVE_TONES[each.move],
        )
        for each in own.steps
    ]
    return [first, *steps]


def _due(own: Urging, today: date) -> str:
    if own.state is not UrgingState.WAITING:
        return ""
    left = (own.due_on - today).days
    if left > 0:
        return f"还有 {left} 天"
    return "今天到期" if left == 0 else f"逾期 {-left} 天"
