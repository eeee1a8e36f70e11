"""The versions of rules that somebody may read, and which of them holds where."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.choose_rule_set import choose_rule_set
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission, is_everywhere, may
from training.policies.rules.differences import Difference, compared
from training.records.classes.districts import District, RuleSet
from training.records.staff.staff import Staff


class RulesChanged(NotNow):
    """Somebody else was faster."""

    def __init__(self) -> None:
        super().__init__("这里的规则刚有了新版本，没有存。请看新版本，再改您要改的数字。")


@dataclass(frozen=True)
class RulesOfPlace:
    """规则 of one place: its versions, the latest first, what holds, how it stands to the city's."""

    district: District | None
    versions: tuple[RuleSet, ...]
    held: RuleSet
    """The city's where the district has none in force."""
    differences: tuple[Difference, ...]


def rules_by_place(session: Session, staff: Staff, today: date) -> list[RulesOfPlace]:
    """The city's first, then of the districts that this person may see; a statement more for each of them."""
    versions = session.scalars(_visible(staff)).all()
    city = choose_rule_set(session, None, today)
    places: list[District | None] = [None, *session.scalars(_districts(staff))]
    found = []
    for place in places:
        held = choose_rule_set(session, place.id, today) if place else city
        own = tuple(each for each in versions if each.district_id == (place.id if place else None))
        found.append(RulesOfPlace(place, own, held, compared(held.policy, city.policy)))
    return found


def find_version(session: Session, staff: Staff, key: int) -> RuleSet:
    """Raises NotFound."""
    found = session.scalars(_visible(staff).where(RuleSet.id == key)).one_or_none()
    if found is None:
        raise NotFound("这一版规则")
    return found


def find_place(session: Session, staff: Staff, district_id: int | None) -> District | None:
    """Where this person may make rules; raises NotFound."""
    if not may_rule(staff, district_id):
        raise NotFound("这里的规则")
    if district_id is None:
        return None
    district = session.get(District, district_id)
    if district is None:
        raise NotFound("这个旗县区")
    return district


def may_rule(staff: Staff, district_id: int | None) -> bool:
    """Whether this person makes the rules of that place, or without one the city's."""
    if is_everywhere(staff.role, Permission.MAKE_RULES):
        return True
    return may(staff.role, Permission.MAKE_RULES) and district_id in {staff.district_id} - {None}


def latest_of(session: Session, district_id: int | None) -> str:
    """A mark of the newest version of that place; empty where it has none."""
    own = RuleSet.district_id == district_id if district_id is not None else RuleSet.district_id.is_(None)
    return str(session.scalar(select(func.max(RuleSet.id)).where(own)) or "")


def _visible(staff: Staff) -> Select[RuleSet]:
    rows = select(RuleSet).options(joinedload(RuleSet.district))
    if not is_everywhere(staff.role, Permission.SEE_RULES):
        rows = rows.where(or_(RuleSet.district_id.is_(None), RuleSet.district_id == _home(staff)))
    return rows.order_by(RuleSet.version.desc(), RuleSet.id.desc())


def _districts(staff: Staff) -> Select[District]:
    rows = select(District).order_by(District.id)
    if is_everywhere(staff.role, Permission.SEE_RULES):
        return rows
    return rows.where(District.id == _home(staff))


def _home(staff: Staff) -> int | None:
    """Of an institution the district that it belongs to."""
    return staff.institution.district_id if staff.institution else staff.district_id
