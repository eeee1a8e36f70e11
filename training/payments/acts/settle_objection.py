from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.line_acts import next_state
from training.eligibility.terms import LineAct
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.refusals import NoObjection
from training.payments.views.find_meeting import hold_found_line
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
    session: Session, staff: Staff, line_id: UUID, finding: Finding, *, now: datetime
) -> None:
    """异议不成立: the row goes on; 异议成立: it lapses, and the person has to be judged anew.

    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, NoObjection or LineStandsElsewhere.
    """
    line = hold_found_line(session, staff, line_id, Permission.HANDLE_OBJECTIONS)
    said = read_reason(finding.reason, "处理异议")
    next_state(line.state, finding.act)
    if not line.has_objection:
        raise NoObjection
    act_on_lines(session, [line], Deed(finding.act, staff, now, said))
    line.has_objection = False
    session.flush()
