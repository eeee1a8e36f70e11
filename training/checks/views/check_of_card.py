"""Which check a card of the chat shows."""

from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.views.find_check import visible_checks
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def check_of_card(session: Session, staff: Staff, card_id: str) -> SpotCheck | None:
    """Of a card of this very person; None where the card shows something else, or is nobody's."""
    try:
        public_id = UUID(card_id)
    except ValueError:
        return None
    own = visible_checks(staff).join(ChatCard, ChatCard.check_id == SpotCheck.id)
    own = own.where(ChatCard.public_id == public_id, ChatCard.staff_id == staff.id)
    return session.scalars(own).one_or_none()
