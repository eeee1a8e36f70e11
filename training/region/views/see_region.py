"""What the region's system has of a class, and the figure of it that every report shows first (R23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within, within_class
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference, RegionNumber, RegionRow, RegionStepNote
from training.records.staff.staff import Staff
from training.region.terms import RegionStep, RowKind
from training.region.views.steps_of import steps_of

KINDS = ("region_class", "region_people")


@dataclass(frozen=True)
class Mirrored:
    """Of one class; a step of which nothing was noted is not in `steps`."""

    number: RegionNumber | None
    steps: dict[RegionStep, RegionStepNote]
    notes: Sequence[RegionStepNote]
    """Everything that was noted of the steps, the latest first."""
    imported_at: datetime | None
    """Of the latest file with this class in it."""


@dataclass(frozen=True)
class RegionStanding:
    """自治区系统的数: what counts, and how far ours agrees with it."""

    imported_at: datetime | None
    """Of the latest file of the region's; None where there was none yet."""
    classes: int
    """How many classes they have, of those that this person sees."""
    ours: int
    """How many of these are ours too."""
    open: int
    """Differences that wait."""


def see_mirrored_class(
    session: Session, staff: Staff, public_id: UUID, permission: Permission
) -> TrainingClass:
    """The class, if this person may do so with its mirror; raises NotFound."""
    own = select(TrainingClass).where(TrainingClass.public_id == public_id, within_class(staff, permission))
    whole = joinedload(TrainingClass.institution), joinedload(TrainingClass.district)
    found = session.scalars(own.options(*whole)).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def mirrored_of(session: Session, own: TrainingClass) -> Mirrored:
    live = RegionNumber.class_id == own.id, RegionNumber.live_number.is_not(None)
    number = session.scalars(select(RegionNumber).where(*live)).one_or_none()
    notes = select(RegionStepNote).where(RegionStepNote.class_id == own.id).order_by(RegionStepNote.id.desc())
    said = RegionRow.region_number == (number.number if number else "")
    latest = select(func.max(ImportBatch.imported_at)).join(RegionRow, RegionRow.batch_id == ImportBatch.id)
    steps = {step: note for (_, step), note in steps_of(session, [own.id]).items()}
    return Mirrored(number, steps, session.scalars(notes).all(), session.scalar(latest.where(said)))


def region_standing(session: Session, staff: Staff) -> RegionStanding:
    """For reports, which show the region's figure first; one statement."""
    rows = select(func.count(RegionRow.region_number.distinct())).where(RegionRow.kind == RowKind.CLASS)
    ours = rows.where(RegionRow.region_number.in_(_numbers(staff)))
    theirs = rows if is_everywhere(staff.role, Permission.SEE_REGION) else ours
    is_mine = within(staff, Permission.SEE_REGION, district=Difference.district_id)
    waiting = select(func.count(Difference.id)).where(Difference.open_key.is_not(None), is_mine)
    latest = select(func.max(ImportBatch.imported_at)).where(ImportBatch.kind.in_(KINDS))
    parts = (each.scalar_subquery() for each in (latest, theirs, ours, waiting))
    return RegionStanding(*session.execute(select(*parts)).one())


def _numbers(staff: Staff) -> Select[str]:
    rows = select(RegionNumber.number).join(RegionNumber.training_class)
    return rows.where(RegionNumber.live_number.is_not(None), within_class(staff, Permission.SEE_REGION))
