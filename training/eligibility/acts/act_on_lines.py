"""An act with a line is a row; the line's own columns repeat where that leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.eligibility.acts.move_claims import move_claims
from training.eligibility.rules.line_acts import PaidMeanwhile, comes_to_money, next_state
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.had_of_places import paid_meanwhile
from training.eligibility.views.hold_line import acts_of
from training.errors import NotNow
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent, SubsidyLine


class LineActedAtOnce(NotNow):
    """Somebody else acted with one of the lines at the same moment."""

    def __init__(self) -> None:
        super().__init__("名单里刚刚有人被别的同事办理，请重新打开看最新状态再办。")


@dataclass(frozen=True)
class Deed:
    """What is done with lines, by whom, when and why."""

    act: LineAct
    staff: Staff
    now: datetime
    reason: str = ""


def act_on_lines(session: Session, lines: Sequence[SubsidyLine], deed: Deed) -> None:
    """All of them or none, in as many statements whatever their number; they were held before (`hold_lines`).

    Of lines of C1 the claims go along, one by one. Whoever writes vouchers off takes the turn of rosters that
    everybody holds whose act leads to the money: of the two one is met.
    Raises LineStandsElsewhere, PaidMeanwhile, LineActedAtOnce, ClaimStandsElsewhere or ActedAtOnce.
    """
    states = {line.id: next_state(line.state, deed.act) for line in lines}
    _check_unpaid(session, [each for each in lines if comes_to_money(each.state, deed.act)], deed.act)
    before = acts_of(session, states)
    rows = [
        {
            "line_id": line.id,
            "ordinal": before.get(line.id, 0) + 1,
            "act": deed.act,
            "state": states[line.id],
            "staff_id": deed.staff.id,
            "acted_by": deed.staff.name,
            "acted_at": deed.now,
            "reason": deed.reason,
        }
        for line in lines
    ]
    if rows and insert_new(session, LineEvent, rows) < len(rows):
        raise LineActedAtOnce
    for line in lines:
        _move(line, states[line.id], deed.now)
    session.flush()
    move_claims(session, lines, (deed.act, deed.staff, deed.reason), now=deed.now)


def _check_unpaid(session: Session, lines: Sequence[SubsidyLine], act: LineAct) -> None:
    """Nobody is paid for twice, by whatever way a line comes to the money; raises PaidMeanwhile."""
    against = paid_meanwhile(session, lines) if lines else {}
    found = [(each.enrolment.trainee.name, why[0].office) for each in lines if (why := against[each.id])]
    if found:
        raise PaidMeanwhile(found, act)


def _move(line: SubsidyLine, state: LineState, now: datetime) -> None:
    if state is not line.state:
        line.state, line.since = state, now
    if state is LineState.LAPSED:
        line.live_enrolment_id = None
