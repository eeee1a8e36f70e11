"""批次待确认: batches that credit nothing until somebody accepts them, and who may see them (R09, R43)."""

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from training.attendance.views.late.batches_seen import PUSH, MachineDay, WaitingBatch, see_batches
from training.errors import NotFound
from training.notice.clock import SHANGHAI
from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.late import BatchAcceptance
from training.records.classes.batches import ImportBatch
from training.records.staff.staff import Staff


def waiting_batches(session: Session, staff: Staff, of: MachineDay | None = None) -> list[WaitingBatch]:
    """Those that this person may see and nobody has decided on, the oldest first; of that machine and day."""
    open_ones = (
        select(ImportBatch.id)
        .outerjoin(BatchAcceptance, BatchAcceptance.batch_id == ImportBatch.id)
        .where(ImportBatch.waits_for.is_not(None), BatchAcceptance.id.is_(None))
        .order_by(ImportBatch.id)
    )
    if of is not None:
        open_ones = open_ones.where(*_sent_on(of))
    found = see_batches(session, session.scalars(open_ones).all())
    return [each for each in found if is_visible(each, staff)]


def find_waiting_batch(session: Session, staff: Staff, number: int) -> WaitingBatch:
    """The one of that number, decided or not; raises NotFound."""
    found = _see(session, number)
    if found is None or not is_visible(found, staff):
        raise NotFound(f"待确认的批次 {number}")
    return found


def last_decided(session: Session, staff: Staff, of: MachineDay, until: int) -> WaitingBatch | None:
    """Of that machine and day and up to that number the one that somebody decided on last."""
    decided = (
        select(BatchAcceptance.batch_id)
        .join(BatchAcceptance.batch)
        .where(*_sent_on(of), ImportBatch.id <= until)
        .order_by(BatchAcceptance.id.desc())
    )
    key = session.scalar(decided.limit(1))
    found = _see(session, key) if key is not None else None
    return found if found and is_visible(found, staff) else None


def waiting_batch(session: Session, number: int) -> WaitingBatch:
    """The same for an act that has made it just now; raises NotFound."""
    found = _see(session, number)
    if found is None:
        raise NotFound(f"待确认的批次 {number}")
    return found


def is_decided(session: Session, number: int) -> bool:
    """Whether somebody decided on this batch; nobody else can until the transaction ends."""
    hold_batch(session, number)
    decided = select(BatchAcceptance.id).where(BatchAcceptance.batch_id == number)
    return session.scalar(decided) is not None


def hold_batch(session: Session, number: int) -> None:
    """Nobody adds to it or decides on it until the transaction ends."""
    session.get(ImportBatch, number, with_for_update=True)


def hold_day(session: Session, of: MachineDay, until: int) -> None:
    """The same of every batch of that machine and day up to that number."""
    own = select(ImportBatch.id).where(*_sent_on(of), ImportBatch.id <= until)
    session.execute(own.order_by(ImportBatch.id).with_for_update())


def _sent_on(of: MachineDay) -> tuple[ColumnElement[bool], ...]:
    begins = datetime.combine(of.day, time(), SHANGHAI)
    sent_at = ImportBatch.imported_at
    is_on_day = (sent_at >= begins, sent_at < begins + timedelta(days=1))
    return (ImportBatch.kind == PUSH, ImportBatch.scope == of.serial, *is_on_day)


def _see(session: Session, number: int) -> WaitingBatch | None:
    return next(see_batches(session, [number]), None)


def is_visible(found: WaitingBatch, staff: Staff) -> bool:
    """Whether it touches a class of this person's place."""
    place = place_of(staff.role, Permission.SEE_WAITING_BATCHES)
    return place is Place.EVERYWHERE or (place is Place.OWN_DISTRICT and staff.district_id in found.districts)
