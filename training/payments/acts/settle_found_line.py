from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.undoing import FoundSettled, NotPaidYet
from training.payments.views.find_meeting import hold_found_line
from training.records.payments.payments import Payment, PaymentLine
from training.records.staff.staff import Staff
from training.records.subsidies.found import FoundLine, FoundLineSettling
from training.records.subsidies.lines import SubsidyLine


def settle_found_line(
    session: Session, staff: Staff, place: tuple[UUID, UUID], reason: str, *, now: datetime
) -> None:
    """核实不影响: what was paid stays, by another hand than recorded it; what was not is judged anew by two.

    `place`: the line, and what was found.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, NotPaidYet, SameHand or FoundSettled.
    """
    line = hold_found_line(session, staff, place[0], Permission.RECORD_PAYMENTS)
    rows = select(FoundLine).where(FoundLine.line_id == line.id, FoundLine.public_id == place[1])
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound("这条名单命中")
    said = read_reason(reason, "核实不影响")
    if line.state is not LineState.PAID:
        raise NotPaidYet(line.scheme, line.state)
    payment = _payment_of(session, line)
    check_other_hand(session, Signature(payment.recorded_by_id, payment.recorded_at), staff, now=now)
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    if not insert_new(session, FoundLineSettling, [{"found_id": found.id, "reason": said, **by}]):
        raise FoundSettled


def _payment_of(session: Session, line: SubsidyLine) -> Payment:
    rows = select(Payment).join(Payment.lines).where(PaymentLine.live_line_id == line.id)
    return session.scalars(rows).one()
