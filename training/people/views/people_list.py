"""The trainees of the classes that somebody may see, as a list asks for them (学员列表)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, Select, exists, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.terms import Kind
from training.listing.views.found_by import found_by, is_any_of
from training.listing.views.page_of import Column, Order, count_of
from training.notice.identity import ID_NUMBER_LENGTH, TAIL, compact
from training.notice.permissions import Permission, Place, may, place_of
from training.people.rules.people_list import DISTRICT, INSTITUTION, VIEW, PeopleView, people_offer
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal
from training.records.staff.staff import Staff

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "newest": (Trainee.id,),
    "name": (Trainee.name, Trainee.id),
}
PHONE_LENGTH = 11


def offered_people(session: Session, staff: Staff) -> Offer:
    """Two statements."""
    mine = within_class(staff, Permission.SEE_CLASSES)
    districts = select(District.id, District.name).where(
        District.id.in_(select(TrainingClass.district_id).where(mine))
    )
    institutions = select(Institution.id, Institution.name).where(
        Institution.id.in_(select(TrainingClass.institution_id).where(mine))
    )
    return people_offer(
        {str(key): name for key, name in session.execute(districts.order_by(District.id))},
        {str(key): name for key, name in session.execute(institutions.order_by(Institution.name))},
        sees_names=may(staff.role, Permission.SEE_FULL_NAMES),
    )


def listed_people(staff: Staff, listing: Listing, *, today: date) -> Select[Trainee]:
    """Everybody of a class that this person may see and that the filters leave."""
    people = select(Trainee).where(_enrolled(staff, *_of_classes(listing, today)))
    return people.where(*(_named(staff, each) for each in listing.search.split()))


def order_of_people(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def find_person(session: Session, staff: Staff, public_id: UUID) -> Trainee:
    """Whoever is in a class that this person may see; raises NotFound."""
    own = select(Trainee).where(Trainee.public_id == public_id, _enrolled(staff))
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这名学员")
    return found


def enrolments_of_people(
    session: Session, staff: Staff, people: Sequence[Trainee]
) -> dict[int, list[Enrolment]]:
    """In the classes that this person may see, the newest first, by trainee; one statement."""
    own = (
        select(Enrolment)
        .join(Enrolment.training_class)
        .where(Enrolment.trainee_id.in_([each.id for each in people]))
        .where(within_class(staff, Permission.SEE_CLASSES))
        .options(joinedload(Enrolment.training_class).joinedload(TrainingClass.institution))
        .options(joinedload(Enrolment.withdrawal))
        .order_by(TrainingClass.starts_on.desc(), Enrolment.id.desc())
    )
    found: dict[int, list[Enrolment]] = defaultdict(list)
    for each in session.scalars(own):
        found[each.trainee_id].append(each)
    return found


def count_people(session: Session, staff: Staff) -> int:
    """Everybody whom this person may see; whether the list has anything at all."""
    return count_of(session, select(Trainee).where(_enrolled(staff)), Trainee.id)


def people_named(staff: Staff, word: str) -> list[Select[int]]:
    """By name and spelling; by the whole or the last four of phone or ID number, each through its index.

    Where names are masked none is found by its beginning, or it would be told letter by letter.
    """
    typed = compact(word).upper()
    ways = [found_by(Kind.TRAINEE, word)] if may(staff.role, Permission.SEE_FULL_NAMES) else []
    if len(typed) == TAIL:
        ways.append(select(Trainee.id).where(Trainee.phone_tail_index == typed))
        ways.append(select(Trainee.id).where(Trainee.id_tail_index == typed))
    if len(typed) == PHONE_LENGTH:
        ways.append(select(Trainee.id).where(Trainee.phone_index == typed))
    if len(typed) == ID_NUMBER_LENGTH:
        ways.append(select(Trainee.id).where(Trainee.id_number_index == typed))
    return ways


def _named(staff: Staff, word: str) -> ColumnElement[bool]:
    in_class = select(Enrolment.trainee_id).where(Enrolment.class_id.in_(found_by(Kind.CLASS, word)))
    return is_any_of(Trainee.id, [*people_named(staff, word), in_class])


def _of_classes(listing: Listing, today: date) -> Iterator[ColumnElement[bool]]:
    """What the filters ask of a class and of a place in it."""
    if listing.of(VIEW) == PeopleView.RUNNING:
        yield (TrainingClass.starts_on <= today) & (TrainingClass.ends_on >= today)
        yield ~exists().where(Withdrawal.enrolment_id == Enrolment.id, Withdrawal.last_day < today)
    if district := listing.of(DISTRICT):
        yield TrainingClass.district_id == int(district)
    if institution := listing.of(INSTITUTION):
        yield TrainingClass.institution_id == int(institution)


def _enrolled(staff: Staff, *conditions: ColumnElement[bool]) -> Exists:
    """Asked of one person after another, in the page's order: a list of all would be made each time."""
    own = exists().where(Enrolment.trainee_id == Trainee.id)
    if not conditions and place_of(staff.role, Permission.SEE_CLASSES) is Place.EVERYWHERE:
        return own
    of_class = Enrolment.class_id == TrainingClass.id
    return own.where(of_class, within_class(staff, Permission.SEE_CLASSES), *conditions)
