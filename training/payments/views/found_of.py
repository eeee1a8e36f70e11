"""新名单命中 of one line: which lists that came later name its person, and what was said to it (R19)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.terms import ComparedKind
from training.notice.permissions import Permission, may
from training.payments.views.shown import said_for
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList
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


def found_of(session: Session, staff: Staff, line: int) -> tuple[ShownFound, ...]:
    """As much as this person may read; of a list that was withdrawn nothing."""
    if not may(staff.role, Permission.SEE_EXCLUSIONS):
        return ()
    rows = select(FoundLine).join(FoundLine.compared_list).options(joinedload(FoundLine.settling))
    own = rows.where(FoundLine.line_id == line, ComparedList.withdrawn_at.is_(None))
    whole = own.options(joinedload(FoundLine.compared_list)).order_by(FoundLine.id)
    return tuple(_found(staff, each) for each in session.scalars(whole))


def _found(staff: Staff, row: FoundLine) -> ShownFound:
    settling, listed = row.settling, row.compared_list
    return ShownFound(
        public_id=row.public_id,
        kind=row.kind,
        as_of=listed.as_of,
        source=listed.source,
        found_at=row.found_at,
        settled_by=settling.noted_by if settling else "",
        reason=said_for(staff, settling.reason) if settling else "",
    )
