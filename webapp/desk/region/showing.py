"""The region's figures for pages that begin with them (R23); None where nothing is to be seen."""

from datetime import date

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.region.views.region_figures import ClassThere, QuarterThere, class_there, quarter_there
from training.region.views.see_region import RegionStanding, region_standing


def standing_first(rows: Session, staff: Staff) -> RegionStanding | None:
    """For ledgers: all classes there; None before the first file."""
    if not may(staff.role, Permission.SEE_REGION):
        return None
    found = region_standing(rows, staff)
    return found if found.imported_at else None


def quarter_first(
    rows: Session, staff: Staff, days: tuple[date, date], district_id: int | None = None
) -> QuarterThere | None:
    """For plans: classes that begin between these days."""
    if not may(staff.role, Permission.SEE_REGION):
        return None
    return quarter_there(rows, staff, days, district_id)


def class_first(rows: Session, staff: Staff, own: TrainingClass) -> ClassThere | None:
    """For the page of a class."""
    return class_there(rows, own) if may(staff.role, Permission.SEE_REGION) else None
