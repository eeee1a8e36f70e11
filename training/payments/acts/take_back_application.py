from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.eligibility.views.hold_line import hold_lines
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.refusals import ApplicationEnded
from training.payments.views.find_meeting import find_application, hold_meeting
from training.records.payments.payments import ApplicationReturn, FinanceApplication, Payment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


def take_back_application(
    session: Session, staff: Staff, place: tuple[UUID, UUID], reason: str, *, now: datetime
) -> None:
    """撤回申请: finance gave it back before it paid anybody; its people stand in publicity again.

    `place`: the meeting, and its application.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong or ApplicationEnded.
    """
    meeting = hold_meeting(session, staff, place[0], Permission.APPLY_FOR_PAYMENT)
    found = find_application(session, meeting, place[1])
    said = read_reason(reason, "撤回申请")
    _check(session, found)
    keys = session.scalars(select(SubsidyLine.id).where(SubsidyLine.application_id == found.id)).all()
    lines = hold_lines(session, keys)
    act_on_lines(session, lines, Deed(LineAct.TAKE_BACK, staff, now, said))
    for each in lines:
        each.application_id = None
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    session.add(ApplicationReturn(application_id=found.id, reason=said, **by))
    session.flush()


def _check(session: Session, application: FinanceApplication) -> None:
    if application.given_back is not None:
        raise ApplicationEnded("这份申请已经撤回")
    live = select(Payment.id).where(Payment.application_id == application.id)
    if session.scalar(live.where(Payment.live_voucher.is_not(None)).limit(1)):
        raise ApplicationEnded("这份申请已经有拨付，不能撤回；多拨的请登记追回，登记错的请撤销登记")
