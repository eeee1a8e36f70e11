"""Of whom somebody may read in the list of the staff, and whom somebody may look after (R09)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session, joinedload

from training.classes.views.looked_after import looked_after
from training.classes.views.within import within
from training.errors import NotFound
from training.notice.appointing import administrators, may_appoint
from training.notice.permissions import Permission, Place, is_everywhere, place_of
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff, StaffAct
from training.staff.rules.managing import (
    ChangedMeanwhile,
    Doer,
    LastAdministrator,
    NotOneself,
    Post,
    check_post,
    mark_of,
)


@dataclass(frozen=True)
class About:
    """Who asks for an act about whom, after having seen what (`mark`)."""

    asker: Staff
    of: UUID
    mark: str


def visible_staff(asker: Staff, permission: Permission = Permission.SEE_STAFF) -> Select[Staff]:
    """With their places; a district's are its own people and those of the institutions it looks after."""
    with_place = select(Staff).options(joinedload(Staff.district), joinedload(Staff.institution))
    return with_place.where(is_of_office(asker, permission))


def see_member(session: Session, asker: Staff, public_id: UUID) -> Staff:
    """Raises NotFound."""
    return _one(session, visible_staff(asker).where(Staff.public_id == public_id))


def may_look_after(asker: Staff, member: Staff) -> bool:
    """Whether acts about this member, whom the asker sees, are offered at all."""
    return may_appoint(asker.role, member.role) and member.id != asker.id


def hold_member(session: Session, about: About) -> Staff:
    """Locked until the transaction ends, as it was seen; raises NotFound, NotOneself, AboveOneself,
    ChangedMeanwhile."""
    reached = visible_staff(about.asker, Permission.MANAGE_STAFF).where(Staff.public_id == about.of)
    member = _one(session, reached.with_for_update(of=Staff))
    if member.id == about.asker.id:
        raise NotOneself
    check_post(about.asker.role, post_of(member))
    if mark_of_member(member) != about.mark:
        raise ChangedMeanwhile(member.name)
    return member


def hold_administrators(session: Session) -> frozenset[int]:
    """Those in service, in one order and before anybody else: two who take each other out wait in turn."""
    own = select(Staff.id).where(Staff.role.in_(administrators()), Staff.left_at.is_(None))
    return frozenset(session.scalars(own.order_by(Staff.id).with_for_update()))


def check_others_left(held: frozenset[int], leaving: Staff) -> None:
    """Raise LastAdministrator where of those who were held none would be left."""
    if held == {leaving.id}:
        raise LastAdministrator


def find_post(session: Session, asker: Staff, post: Post) -> tuple[District | None, Institution | None]:
    """The places of a post that the asker may give; raises AboveOneself, PlaceMissing, NotFound."""
    check_post(asker.role, post)
    district = session.get(District, post.district_id) if post.district_id else None
    institution = session.get(Institution, post.institution_id) if post.institution_id else None
    if place_of(asker.role, Permission.MANAGE_STAFF) is Place.OWN_DISTRICT:
        home = institution.district_id if institution else post.district_id
        if home != asker.district_id:
            raise NotFound("这个单位")
    return district, institution


def acts_about(session: Session, member: Staff) -> list[StaffAct]:
    """The latest first."""
    own = select(StaffAct).where(StaffAct.staff_id == member.id).order_by(StaffAct.id.desc())
    with_place = own.options(joinedload(StaffAct.district), joinedload(StaffAct.institution))
    return list(session.scalars(with_place))


def post_of(member: Staff) -> Post:
    return Post(member.role, member.district_id, member.institution_id)


def mark_of_member(member: Staff) -> str:
    return mark_of(post_of(member), member.chat_id, member.left_at)


def doer_of(asker: Staff) -> Doer:
    return Doer(asker.name, asker.id)


def _one(session: Session, rows: Select[Staff]) -> Staff:
    found = session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound("这位工作人员")
    return found


def is_of_office(asker: Staff, permission: Permission) -> ColumnElement[bool]:
    """Whether a member of the staff is in the asker's reach, as a part of a query."""
    if is_everywhere(asker.role, permission):
        return true()
    schools = looked_after(asker, permission).with_only_columns(Institution.id)
    own = within(asker, permission, district=Staff.district_id, institution=Staff.institution_id)
    return or_(own, Staff.institution_id.in_(schools))
