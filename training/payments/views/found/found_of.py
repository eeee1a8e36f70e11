"""新名单命中 of one line: which lists that came later name its person, and what was said to it (R19)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from training.eligibility.terms import ComparedKind
from training.notice.permissions import Permission, may
from training.payments.views.found.open_hits import hits, waits
from training.payments.views.shown import said_for
from training.records.staff.staff import Staff
from training.records.subsidies.found import FoundLine


@dataclass(frozen=True)
class ShownFound:
    """One kind of list that names the person."""

    public_id: UUID
    kind: ComparedKind
    as_of: date
    source: str
    found_at: datetime
    settled_by: str
    """Who said that it changes nothing; empty as long as nobody has."""
    reason: str
    waits: bool
    """It is still to be answered, by a demand of all that was paid or by a second person with a reason."""


def found_of(session: Session, staff: Staff, line: int) -> tuple[ShownFound, ...]:
    """As much as this person may read; of a list that was withdrawn nothing."""
    if not may(staff.role, Permission.SEE_EXCLUSIONS):
        return ()
    rows = hits().add_columns(waits()).where(FoundLine.line_id == line).order_by(FoundLine.id)
    whole = rows.options(joinedload(FoundLine.compared_list), joinedload(FoundLine.settling))
    return tuple(_found(staff, each, is_open) for each, is_open in session.execute(whole))


def _found(staff: Staff, row: FoundLine, is_open: bool) -> ShownFound:
    settling, listed = row.settling, row.compared_list
    return ShownFound(
        public_id=row.public_id,
        kind=row.kind,
        as_of=listed.as_of,
        source=listed.source,
        found_at=row.found_at,
        settled_by=settling.noted_by if settling else "",
        reason=said_for(staff, settling.reason) if settling else "",
        waits=is_open,
    )
