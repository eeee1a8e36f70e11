"""Whose things somebody of the office finds: the places of the table of permissions as a query (R09)."""

from sqlalchemy import ColumnElement, false, true
from sqlalchemy.orm import InstrumentedAttribute

from training.notice.permissions import Permission, Place, place_of
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

Column = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def within_class(staff: Staff, permission: Permission) -> ColumnElement[bool]:
    """That the class lies where this person may do so; who may not do so at all finds nothing."""
    places = {"district": TrainingClass.district_id, "institution": TrainingClass.institution_id}
    return within(staff, permission, **places)


def within(
    staff: Staff, permission: Permission, *, district: Column, institution: Column | None = None
) -> ColumnElement[bool]:
    """The same of whatever else has a place; an institution finds only what has one of its own."""
    place = place_of(staff.role, permission)
    if place is Place.EVERYWHERE:
        return true()
    if place is Place.OWN_DISTRICT:
        return district == staff.district_id
    if place is Place.OWN_INSTITUTION and institution is not None:
        return institution == staff.institution_id
    return false()
