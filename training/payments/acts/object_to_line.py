from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.line_acts import LineStandsElsewhere
from training.eligibility.terms import LineAct
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.objecting import Shown, check_objection
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.objections_of import last_event
from training.records.payments.meetings import SubsidyPublicity
from training.records.staff.staff import Staff
from training.records.subsidies.objections import LineObjection


@dataclass(frozen=True)
class Reported:
    """异议: who reports what, and on which day it came."""

    reason: str
    received_on: date | None = None
    """None: today."""


def object_to_line(
    session: Session, staff: Staff, line_id: UUID, reported: Reported, *, now: datetime
) -> None:
    """收到异议: what came in while the row was public holds it, and no other, until money is applied for.

    A second one while the first is open is one more, and each is settled by itself.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, ReceivedWhen, ObjectionTooLate,
    AppliedAlready or LineStandsElsewhere.
    """
    line = hold_found_line(session, staff, line_id, Permission.HANDLE_OBJECTIONS)
    said = read_reason(reported.reason, "登记异议")
    today = shanghai_day(now)
    received_on = reported.received_on or today
    if line.publicity is None:
        raise LineStandsElsewhere(line.state, LineAct.OBJECT)
    check_objection(received_on, _days(line.publicity), (line.scheme, line.state), today)
    act_on_lines(session, [line], Deed(LineAct.OBJECT, staff, now, said))
    event = last_event(session, line, LineAct.OBJECT)
    session.add(LineObjection(line_id=line.id, event_id=event.id, received_on=received_on))
    line.has_objection = True
    session.flush()


def _days(own: SubsidyPublicity) -> Shown:
    return Shown(own.begins_on, own.surely_ends_on)
