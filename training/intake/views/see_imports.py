"""What was handed in: batches, the latest first, as far as somebody of the office reaches (R43)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.intake.terms import BATCH_KINDS
from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.late import BatchAcceptance
from training.records.classes.batches import HANDED_IN, ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.records.uploads import Upload

A_PAGE = 30
BIGGEST_KEY = 2**31 - 1


@dataclass(frozen=True)
class ImportLine:
    """A batch, and what was decided about it where it waited."""

    batch: ImportBatch
    decision: BatchAcceptance | None


@dataclass(frozen=True)
class ImportPage:
    """`older` is the key before which the next page begins, None on the last."""

    lines: Sequence[ImportLine]
    older: int | None


def list_imports(session: Session, staff: Staff, before: int = 0, kind: str = "") -> ImportPage:
    """Of people and not of machines; an institution sees its own, a district also its schools'."""
    wanted = _visible(staff).order_by(ImportBatch.id.desc()).limit(A_PAGE + 1)
    if before:
        wanted = wanted.where(ImportBatch.id < before)
    if kind:
        wanted = wanted.where(ImportBatch.kind == kind)
    found = [ImportLine(batch, decision) for batch, decision in session.execute(wanted)]
    shown = found[:A_PAGE]
    return ImportPage(shown, shown[-1].batch.id if len(found) > A_PAGE else None)


def see_import(session: Session, staff: Staff, number: int) -> ImportLine:
    """One batch; raises NotFound for what this person may not see."""
    own = _visible(staff).where(ImportBatch.id == min(number, BIGGEST_KEY))
    found = session.execute(own).one_or_none()
    if found is None:
        raise NotFound("这次导入")
    return ImportLine(found[0], found[1])


def upload_of(session: Session, staff: Staff, batch: ImportBatch) -> Upload | None:
    """The upload from which somebody made the batch, where it was this person."""
    own = select(Upload).where(Upload.staff_id == staff.id, Upload.sha256 == batch.sha256)
    if batch.staff_id != staff.id:
        return None
    return session.scalars(own.order_by(Upload.id.desc()).limit(1)).one_or_none()


def imports_of(session: Session, upload: Upload) -> Sequence[ImportBatch]:
    """The batches that were made of an upload: several where punches of it wait."""
    own = select(ImportBatch).where(
        ImportBatch.sha256 == upload.sha256, ImportBatch.staff_id == upload.staff_id
    )
    return session.scalars(own.where(HANDED_IN).order_by(ImportBatch.id)).all()


def _visible(staff: Staff) -> Select[ImportBatch, BatchAcceptance]:
    batches = select(ImportBatch, BatchAcceptance).outerjoin(
        BatchAcceptance, BatchAcceptance.batch_id == ImportBatch.id
    )
    return batches.where(HANDED_IN, ImportBatch.kind.in_(BATCH_KINDS), _within(staff))


def _within(staff: Staff) -> ColumnElement[bool]:
    place = place_of(staff.role, Permission.SEE_IMPORTS)
    if place is Place.EVERYWHERE:
        return true()
    people = select(Staff.id)
    if place is Place.OWN_DISTRICT:
        schools = select(TrainingClass.institution_id).where(TrainingClass.district_id == staff.district_id)
        here = or_(Staff.district_id == staff.district_id, Staff.institution_id.in_(schools))
        return ImportBatch.staff_id.in_(people.where(here))
    return ImportBatch.staff_id.in_(people.where(Staff.institution_id == staff.institution_id))
