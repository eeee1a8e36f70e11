"""批次待确认: batches that credit nothing until somebody accepts them, and who may see them (R09, R43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.terms import WaitsFor
from training.attendance.views.late.crediting import is_released
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.late import BatchAcceptance
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class WaitingBatch:
    """A batch that waits, or that somebody decided on; of its punches those that did not come live too."""

    batch: ImportBatch
    waits_for: WaitsFor
    institution: Institution
    machines: tuple[str, ...]
    """As the punches name them; empty where a file does not say."""
    first_day: date
    last_day: date
    punches: int
    people: int
    """So many numbers; who they are the rosters tell."""
    districts: tuple[int, ...]
    """Of the classes that it touches; where it touches none, of all of the institution."""
    decision: BatchAcceptance | None

    @property
    def number(self) -> int:
        return self.batch.id

    @property
    def state(self) -> str:
        if self.decision is None:
            return "待确认"
        return "已接受" if self.decision.is_accepted else "未接受，不计入学时"


def waiting_batches(session: Session, staff: Staff) -> list[WaitingBatch]:
    """Those that this person may see and nobody has decided on, the oldest first."""
    open_ones = (
        select(ImportBatch.id)
        .outerjoin(BatchAcceptance, BatchAcceptance.batch_id == ImportBatch.id)
        .where(ImportBatch.waits_for.is_not(None), BatchAcceptance.id.is_(None))
        .order_by(ImportBatch.id)
    )
    found = (_see(session, key) for key in session.scalars(open_ones).all())
    return [each for each in found if each and _is_visible(each, staff)]


def find_waiting_batch(session: Session, staff: Staff, number: int) -> WaitingBatch:
    """The one of that number, decided or not; raises NotFound."""
    found = _see(session, number)
    if found is None or not _is_visible(found, staff):
        raise NotFound(f"待确认的批次 {number}")
    return found


def waiting_batch(session: Session, number: int) -> WaitingBatch:
    """The same for an act that has made it just now; raises NotFound."""
    found = _see(session, number)
    if found is None:
        raise NotFound(f"待确认的批次 {number}")
    return found


def is_decided(session: Session, number: int) -> bool:
    """Whether somebody decided on this batch; nobody else can until the transaction ends."""
    session.get_one(ImportBatch, number, with_for_update=True)
    decided = select(BatchAcceptance.id).where(BatchAcceptance.batch_id == number)
    return session.scalar(decided) is not None


def touched_classes(
    session: Session, institution_id: int, number: int, days: tuple[date, date]
) -> Sequence[TrainingClass]:
    """The classes that run on one of the days and have one of its numbers, in order."""
    first, last = days
    numbers = select(Punch.number).where(Punch.batch_id == number)
    own = (
        select(TrainingClass)
        .where(TrainingClass.institution_id == institution_id)
        .where(TrainingClass.starts_on <= last, TrainingClass.ends_on >= first)
        .where(
            TrainingClass.id.in_(select(Enrolment.class_id).where(Enrolment.attendance_number.in_(numbers)))
        )
    )
    return session.scalars(own.order_by(TrainingClass.class_number)).all()


def _see(session: Session, number: int) -> WaitingBatch | None:
    batch = session.get(ImportBatch, number)
    held = session.execute(_held(number)).one_or_none() if batch and batch.waits_for else None
    if batch is None or batch.waits_for is None or held is None:
        return None
    days = (shanghai_day(held.first), shanghai_day(held.last))
    machines = select(Punch.device).where(Punch.batch_id == number, Punch.device != "").distinct()
    decided = select(BatchAcceptance).where(BatchAcceptance.batch_id == number)
    return WaitingBatch(
        batch,
        batch.waits_for,
        session.get_one(Institution, held.institution_id),
        tuple(sorted(session.scalars(machines))),
        *days,
        held.punches,
        held.people,
        _districts(session, held, number, days),
        session.scalars(decided.options(joinedload(BatchAcceptance.staff))).one_or_none(),
    )


def _held(number: int) -> Select[int, datetime, datetime, int, int]:
    """A batch is of one institution, so there is one row, or none where all came live."""
    columns = (
        Punch.institution_id,
        func.min(Punch.punched_at).label("first"),
        func.max(Punch.punched_at).label("last"),
        func.count().label("punches"),
        func.count(Punch.number.distinct()).label("people"),
    )
    own = select(*columns).where(Punch.batch_id == number, ~is_released())
    return own.group_by(Punch.institution_id)


def _districts(
    session: Session, held: Row[int, datetime, datetime, int, int], number: int, days: tuple[date, date]
) -> tuple[int, ...]:
    touched = {each.district_id for each in touched_classes(session, held.institution_id, number, days)}
    if touched:
        return tuple(sorted(touched))
    own = select(TrainingClass.district_id).where(TrainingClass.institution_id == held.institution_id)
    return tuple(sorted(set(session.scalars(own))))


def _is_visible(found: WaitingBatch, staff: Staff) -> bool:
    place = place_of(staff.role, Permission.SEE_WAITING_BATCHES)
    return place is Place.EVERYWHERE or (place is Place.OWN_DISTRICT and staff.district_id in found.districts)
