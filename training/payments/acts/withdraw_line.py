from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct, LineState
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.refusals import NotApplied
from training.payments.views.find_meeting import hold_found_line
from training.records.staff.staff import Staff


def withdraw_line(session: Session, staff: Staff, line_id: UUID, reason: str, *, now: datetime) -> None:
    """撤下: one person of an application is not paid, whatever becomes of the others (R21).

    Back in publicity, the subsidy is applied for anew or, where it does not hold any more, judged anew.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong or NotApplied.
    """
    line = hold_found_line(session, staff, line_id, Permission.APPLY_FOR_PAYMENT)
    said = read_reason(reason, "撤下")
    if line.state is not LineState.APPLIED:
        raise NotApplied
    act_on_lines(session, [line], Deed(LineAct.TAKE_BACK, staff, now, said))
    line.application_id = None
    session.flush()
