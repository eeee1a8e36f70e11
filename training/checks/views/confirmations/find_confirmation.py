"""Find what a second person is asked, by its id or by the number that the chat shows."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.checks.views.find_check import visible_checks
from training.errors import NotFound
from training.records.checks.confirmations import Confirmation
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

SHOWN_DIGITS = 8
WHOLE = 32


def number_of_confirmation(confirmation_id: UUID) -> str:
    """The beginning of its id: what people see and type."""
    return confirmation_id.hex[:SHOWN_DIGITS]


def find_confirmation(session: Session, staff: Staff, confirmation_id: UUID) -> Confirmation:
    """Raises NotFound, also where its check may not be seen."""
    return _one(session, staff, _all().where(Confirmation.public_id == confirmation_id))


def find_confirmation_by_number(session: Session, staff: Staff, number: str) -> Confirmation:
    """The one whose id begins so; raises NotFound, also where several do."""
    lowest, highest = UUID(number.ljust(WHOLE, "0")), UUID(number.ljust(WHOLE, "f"))
    return _one(session, staff, _all().where(Confirmation.public_id.between(lowest, highest)))


def _all() -> Select[Confirmation]:
    return select(Confirmation).options(joinedload(Confirmation.answer)).order_by(Confirmation.id)


def _one(session: Session, staff: Staff, wanted: Select[Confirmation]) -> Confirmation:
    own = visible_checks(staff).with_only_columns(SpotCheck.id)
    found = session.scalars(wanted.where(Confirmation.check_id.in_(own)).limit(2)).all()
    if len(found) != 1:
        raise NotFound("这份待确认的请求")
    return found[0]
