"""Which rounds a member of staff may see, and whose they are to draw (R06)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from training.checks.terms import CheckLevel
from training.checks.views.find_check import LEVELS, NotAnInspector
from training.classes.views.within import within
from training.errors import NotFound, NotYours
from training.notice.permissions import Permission, place_of
from training.records.checks.rounds import CheckOrder, CheckRound
from training.records.staff.staff import Staff


class NotYourRound(NotYours):
    """The round of the other level, or of another place, is theirs to carry on."""

    def __init__(self, place: str):
        super().__init__(f"这是{place}的抽查，由{place}的人员办理；您可以查看。")


@dataclass(frozen=True)
class RoundPlace:
    """Who draws: the city for all of it, or one district for its own classes."""

    level: CheckLevel
    district_id: int | None
    name: str

    @property
    def is_of_it(self) -> ColumnElement[bool]:
        return CheckRound.district_id.is_not_distinct_from(self.district_id)


def place_that_draws(staff: Staff) -> RoundPlace:
    """Raises NotAnInspector."""
    place = own_place(staff)
    if place is None:
        raise NotAnInspector
    return place


def own_place(staff: Staff) -> RoundPlace | None:
    """The same; None for those who draw nothing."""
    reach = place_of(staff.role, Permission.DRAW_ROUNDS)
    if reach is None:
        return None
    level, district = LEVELS[reach], staff.district
    return RoundPlace(level, staff.district_id, district.name if district else level.value)


def visible_rounds(staff: Staff) -> Select[CheckRound]:
    """A query of the rounds that this person may see."""
    own = within(staff, Permission.SEE_ROUNDS, district=CheckRound.district_id)
    return select(CheckRound).where(own).options(joinedload(CheckRound.district))


def find_round(session: Session, staff: Staff, round_id: UUID) -> CheckRound:
    """The round, if this person may see it; what you may not see is not found (raises NotFound)."""
    found = session.scalars(visible_rounds(staff).where(CheckRound.public_id == round_id)).one_or_none()
    if found is None:
        raise NotFound("这次抽查")
    return found


def find_round_by_number(session: Session, number: str) -> CheckRound:
    """For commands; raises NotFound."""
    own = select(CheckRound).where(CheckRound.number == number).options(joinedload(CheckRound.district))
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound(f"抽查编号 {number}（用 chaban round list 查看编号）")
    return found


def rounds_of_day(session: Session, place: RoundPlace, day: date) -> list[CheckRound]:
    """Those that this place has drawn, the first first."""
    own = select(CheckRound).where(place.is_of_it, CheckRound.day == day)
    return list(session.scalars(own.options(joinedload(CheckRound.district)).order_by(CheckRound.ordinal)))


def place_name(found: CheckRound) -> str:
    return found.district.name if found.district else found.level.value


def find_order(session: Session, staff: Staff, order_id: UUID) -> CheckOrder:
    """Raises NotFound."""
    return _one(session, _orders(staff, order_id))


def hold_order(session: Session, staff: Staff, order_id: UUID) -> CheckOrder:
    """The order to act on, held until the transaction ends; raises NotFound or NotYourRound."""
    found = _one(session, _orders(staff, order_id).with_for_update(of=CheckOrder))
    place = own_place(staff)
    if place is None or place.district_id != found.round.district_id:
        raise NotYourRound(place_name(found.round))
    return found


def _orders(staff: Staff, order_id: UUID) -> Select[CheckOrder]:
    own = within(staff, Permission.SEE_ROUNDS, district=CheckRound.district_id)
    return select(CheckOrder).join(CheckRound).where(own, CheckOrder.public_id == order_id)


def _one(session: Session, orders: Select[CheckOrder]) -> CheckOrder:
    found = session.scalars(orders).one_or_none()
    if found is None:
        raise NotFound("这个查班任务")
    return found
