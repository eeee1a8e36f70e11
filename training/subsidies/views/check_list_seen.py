"""A form on a publicity's list acts on what its page showed."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.views.check_seen import ChangedSinceSeen
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.subsidies.views.find_publicity import claims_shown, find_publicity

DIGITS = 16


def seen_of_list(claims: Iterable[C1Claim]) -> str:
    """Of a publicity: who is on the list, where each of them stands, and whom an objection holds."""
    lines = [f"{each.public_id} {each.state} {each.has_objection}" for each in claims]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:DIGITS]


def check_list_seen(session: Session, staff: Staff, publicity_id: UUID, seen: str) -> None:
    """The list of a publicity likewise; raises NotFound or ChangedSinceSeen."""
    publicity = find_publicity(session, staff, publicity_id)
    if seen != seen_of_list(claims_shown(session, publicity)):
        raise ChangedSinceSeen("这次公示的名单")
