"""What waits for this person as the second one, over all checks (R37, R40)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.checks.views.confirmations.confirmation_lines import ConfirmationLine, confirmation_line
from training.checks.views.find_check import checks_with_class, visible_checks
from training.records.checks.calls import SpotCall
from training.records.checks.confirmations import Confirmation, ConfirmationAnswer
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck
from training.records.staff.staff import Staff

MOST = 20


def waiting_confirmations(session: Session, staff: Staff, *, now: datetime) -> tuple[ConfirmationLine, ...]:
    """Those that lapse first come first."""
    own = visible_checks(staff).with_only_columns(SpotCheck.id)
    waiting = (
        select(Confirmation, DrawnTrainee.position)
        .outerjoin(ConfirmationAnswer, ConfirmationAnswer.confirmation_id == Confirmation.id)
        .outerjoin(SpotCall, SpotCall.id == Confirmation.call_id)
        .outerjoin(DrawnTrainee, DrawnTrainee.id == SpotCall.drawn_id)
        .options(joinedload(Confirmation.answer), joinedload(Confirmation.evidence))
        .where(ConfirmationAnswer.id.is_(None), Confirmation.lapses_at > now)
        .where(Confirmation.check_id.in_(own), Confirmation.asked_by_id != staff.id)
        .order_by(Confirmation.lapses_at, Confirmation.id)
        .limit(MOST)
    )
    rows = session.execute(waiting).all()
    checks = _checks(session, [row.check_id for row, _ in rows])
    lines = [confirmation_line(row, checks[row.check_id], position, staff, now) for row, position in rows]
    return tuple(line for line in lines if line.may_answer)


def _checks(session: Session, ids: list[int]) -> dict[int, SpotCheck]:
    if not ids:
        return {}
    found = session.scalars(checks_with_class().where(SpotCheck.id.in_(ids)).order_by(SpotCheck.id))
    return {each.id: each for each in found}
