"""What takes two takes two persons, whatever ways in are made and whoever stands in for whom (R07, R37)."""

from collections.abc import Callable
from itertools import product

import pytest

from tests.training.changes.changing import FELLOW, changing
from tests.training.checks.checking import DISTRICT
from tests.training.deputies.deputising import Deputising
from tests.training.deputies.views.test_hands import NOON, Office
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.notice.permissions import GRANTS, Permission, may, place_of
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff
from training.staff.views.managed import post_of

Keep = Callable[[str, str, object], None]
PAIRS = ((DISTRICT, FELLOW), (FELLOW, DISTRICT))
WAYS = ("asks, then enters as the colleague", "enters as the colleague, asks, decides as oneself")


@pytest.fixture
def office(database: Database) -> Office:
    return Office(changing(database), Deputising(database))


def attack(office: Office, one: str, other: str, way: str) -> bool:
    """Whether `one` alone got a change of a class asked for and approved."""
    if way == WAYS[0]:
        asked = office.ask(one)
        office.let_in(other, by=one)
        decides = other
    else:
        office.let_in(other, by=one)
        asked = office.ask(other)
        decides = one
    office.at(NOON)
    try:
        office.decide(asked, decides)
    except SameHand:
        return False
    return True


@pytest.mark.parametrize(("pair", "way"), list(product(PAIRS, WAYS)))
def test_one_person_with_the_way_in_of_a_colleague_is_never_two(office, pair, way, figure: Keep):
    assert attack(office, *pair, way) is False

    figure("one clerk makes a colleague's way in and signs twice", "0 get through", "0 of 4 ways")


@pytest.mark.parametrize(("absent", "deputy"), PAIRS)
def test_a_deputy_is_never_the_second_person_of_the_absent_one(office, absent, deputy, figure: Keep):
    asked = office.ask(absent)
    office.deputies.turn(office.deputies.stand_in(absent, deputy), deputy)
    office.at(NOON)

    with pytest.raises(SameHand):
        office.decide(asked, deputy)
    figure("a deputy decides what the absent person asked for", "refused", "refused, both ways round")


def rights(staff: Staff) -> dict[Permission, object]:
    return {each: place_of(staff.role, each) for each in GRANTS if may(staff.role, each)}


def test_a_deputy_may_do_nothing_more_than_before(office, figure: Keep):
    with office.changes.database.reading() as session:
        before = rights(find_staff(session, FELLOW)), post_of(find_staff(session, FELLOW))
    office.deputies.turn(office.deputies.stand_in(DISTRICT, FELLOW), FELLOW)

    with office.changes.database.reading() as session:
        after = rights(find_staff(session, FELLOW)), post_of(find_staff(session, FELLOW))
    assert after == before
    figure("permissions of a deputy in a turn, beside those before", "0 more", "0 more")
