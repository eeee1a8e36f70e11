"""A round of the day in the browser's installation: of a district where nobody else checks anything."""

from datetime import UTC, datetime
from functools import lru_cache
from secrets import token_bytes
from uuid import UUID

from tests.browser.checked import ALL_DAY, a_class_to_check, enter, opened
from tests.browser.installation import Installation
from tests.browser.visitor import Visitor
from training.checks.acts.rounds.draw_round import draw_round
from training.checks.views.rounds.see_round import RoundView
from training.classes.views.find_class import find_district
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

INSPECTORS = ("郑青", "韩山")
CLASSES = 4
# Were it the city's, every other check of the installation would lie outside of it.
PLACE = "青山区"


@lru_cache
def classes_to_draw(product: Installation) -> tuple[UUID, ...]:
    with opened(product) as (database, _), database.writing() as session:
        for name in INSPECTORS:
            place = find_district(session, PLACE)
            add_staff(session, name, Role.DISTRICT, place, None, now=datetime.now(UTC))
    made = (a_class_to_check(product, 3, district=PLACE, **ALL_DAY) for _ in range(CLASSES))
    return tuple(made)


@lru_cache
def a_round(product: Installation) -> RoundView:
    """Of all but one of the classes."""
    classes_to_draw(product)
    with opened(product) as (database, _), database.writing() as session:
        staff, now = find_staff(session, INSPECTORS[0]), datetime.now(UTC)
        return draw_round(session, staff, CLASSES - 1, seed=token_bytes(32), now=now)


def open_rounds(visitor: Visitor, path: str = "") -> None:
    a_round(visitor.product)
    enter(visitor, INSPECTORS[0])
    visitor.open(f"/desk/rounds{path}")


def not_drawn(product: Installation) -> UUID:
    drawn = {each.of_class.class_id for each in a_round(product).orders}
    return next(each for each in classes_to_draw(product) if each not in drawn)
