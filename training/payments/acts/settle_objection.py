from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.line_acts import next_state
from training.eligibility.terms import LineAct
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.objections_of import (
    find_open_objection,
    is_open,
    last_event,
    objections_of,
)
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Finding:
    """What the office found of an objection, and how."""

    is_upheld: bool
    reason: str

    @property
    def act(self) -> LineAct:
        return LineAct.UPHOLD if self.is_upheld else LineAct.SETTLE


def settle_objection(
    session: Session, staff: Staff, place: tuple[UUID, UUID], finding: Finding, *, now: datetime
) -> None:
    """异议不成立: the row goes on once no other is open; 异议成立: it lapses, and the person is judged anew.

    `place`: the line, and the objection.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, NoObjection or LineStandsElsewhere.
    """
    line = hold_found_line(session, staff, place[0], Permission.HANDLE_OBJECTIONS)
    said = read_reason(finding.reason, "处理异议")
    next_state(line.state, finding.act)
    objection = find_open_objection(session, line, place[1])
    act_on_lines(session, [line], Deed(finding.act, staff, now, said))
    objection.settled_event_id = last_event(session, line, finding.act).id
    session.flush()
    line.has_objection = any(is_open(line, each) for each in objections_of(session, line))
    if line.claim is not None:
        line.claim.has_objection = line.has_objection
    session.flush()
