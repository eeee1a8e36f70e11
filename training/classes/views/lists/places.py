"""What lists of what happens in classes have in common: whose districts there are, which class is meant."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from training.classes.views.within import within_class
from training.listing.rules.listing import Listing
from training.listing.rules.places import DISTRICT
from training.listing.terms import Kind
from training.listing.views.found_by import found_by, is_any_of
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.staff.staff import Staff


def districts_to_choose(session: Session, staff: Staff, permission: Permission) -> dict[str, str]:
    """By key, as text; none for whoever has one. At most one statement."""
    if not is_everywhere(staff.role, permission):
        return {}
    held = select(TrainingClass.district_id).where(within_class(staff, permission))
    rows = select(District.id, District.name).where(District.id.in_(held)).order_by(District.id)
    return {str(key): name for key, name in session.execute(rows)}


def classes_called(word: str) -> list[Select[int]]:
    """By the number or the name of the class, or by the name of who holds it; each through its index."""
    of_institution = TrainingClass.institution_id.in_(found_by(Kind.INSTITUTION, word))
    return [found_by(Kind.CLASS, word), select(TrainingClass.id).where(of_institution)]


def is_of_class(listing: Listing) -> Iterator[ColumnElement[bool]]:
    """Of a list whose rows are joined to their class: its district, and every word typed."""
    if district := listing.of(DISTRICT):
        yield TrainingClass.district_id == int(district)
    for word in listing.search.split():
        yield is_any_of(TrainingClass.id, classes_called(word))
