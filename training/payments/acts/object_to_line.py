from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.objections_of import last_event
from training.records.staff.staff import Staff
from training.records.subsidies.objections import LineObjection


def object_to_line(session: Session, staff: Staff, line_id: UUID, reason: str, *, now: datetime) -> None:
    """收到异议: from the publicity on until money is applied for it holds this row, and no other.

    A second one while the first is open is one more, and each is settled by itself.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong or LineStandsElsewhere.
    """
    line = hold_found_line(session, staff, line_id, Permission.HANDLE_OBJECTIONS)
    said = read_reason(reason, "登记异议")
    act_on_lines(session, [line], Deed(LineAct.OBJECT, staff, now, said))
    event = last_event(session, line, LineAct.OBJECT)
    session.add(LineObjection(line_id=line.id, event_id=event.id))
    line.has_objection = True
    session.flush()
