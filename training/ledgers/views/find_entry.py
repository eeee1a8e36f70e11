from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff


def seen_entries(staff: Staff, permission: Permission = Permission.SEE_LEDGERS) -> Select[LedgerEntry]:
    """Those of the districts whose ledgers this person sees, or keeps."""
    return select(LedgerEntry).where(within(staff, permission, district=LedgerEntry.district_id))


def find_entry(
    session: Session, staff: Staff, public_id: UUID, permission: Permission = Permission.SEE_LEDGERS
) -> LedgerEntry:
    """With its district, its class and what it takes back; raises NotFound."""
    own = seen_entries(staff, permission).where(LedgerEntry.public_id == public_id)
    loaded = own.options(
        joinedload(LedgerEntry.district),
        joinedload(LedgerEntry.training_class),
        joinedload(LedgerEntry.reverses),
    )
    found = session.scalars(loaded).one_or_none()
    if found is None:
        raise NotFound("这一笔台账")
    return found
