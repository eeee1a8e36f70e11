from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_new
from training.deputies.views.hands import check_other_hand
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.payments.rules.undoing import DemandedWhole, FoundSettled, NotPaidYet
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.found.hands_in_payment import hands_in_payment
from training.payments.views.found.open_hits import hits, is_demanded_whole
from training.records.staff.staff import Staff
from training.records.subsidies.found import FoundLine, FoundLineSettling
from training.records.subsidies.lines import SubsidyLine


def settle_found_line(
    session: Session, staff: Staff, place: tuple[UUID, UUID], reason: str, *, now: datetime
) -> None:
    """核实不影响: what was paid and is not demanded stays, by another hand than recorded or demanded it.

    `place`: the line, and what was found. Of what was not paid the person is judged anew, by two.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, NotPaidYet, SameHand, DemandedWhole
    or FoundSettled.
    """
    line = hold_found_line(session, staff, place[0], Permission.RECORD_PAYMENTS)
    found, is_demanded = _found(session, line, place[1])
    said = read_reason(reason, "核实不影响")
    if line.state is not LineState.PAID:
        raise NotPaidYet(line.scheme, line.state)
    if is_demanded:
        raise DemandedWhole
    for each in hands_in_payment(session, line):
        check_other_hand(session, each, staff, now=now)
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    if not insert_new(session, FoundLineSettling, [{"found_id": found.id, "reason": said, **by}]):
        raise FoundSettled


def _found(session: Session, line: SubsidyLine, found: UUID) -> tuple[FoundLine, bool]:
    """And whether all that was paid is demanded back."""
    rows = hits().where(FoundLine.line_id == line.id, FoundLine.public_id == found)
    own = session.execute(rows.add_columns(is_demanded_whole())).one_or_none()
    if own is None:
        raise NotFound("这条名单命中")
    return own[0], own[1]
