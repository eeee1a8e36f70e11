"""R66: in January a balance that was not carried over waits for its district."""

from datetime import date

import pytest

from tests.factories import at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.ledgers.keeping import EMPLOYMENT, NEW_YEAR_2027, SPECIAL, Keeping, keeping
from training.staff.views.find_staff import find_staff
from training.worklist.rules.worklist import Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.see_worklist import see_worklist


@pytest.fixture
def office(database) -> Keeping:
    own = keeping(database)
    own.allot({EMPLOYMENT: 1_050, SPECIAL: 7})
    return own


def waits(office: Keeping, now, who: str = DISTRICT) -> list[Work]:
    with office.database.reading() as session:
        found = see_worklist(session, find_staff(session, who), WorkKind.CARRY_OVER, most=9, now=now)
        return list(found.lines)


def test_each_fund_waits_until_it_is_carried_over(office):
    first, second = waits(office, NEW_YEAR_2027)
    assert (first.title, first.note) == ("2026 年就业补助资金还没有结转", "余额 10.50 元")
    assert (second.title, second.note) == ("2026 年专账资金还没有结转", "余额 0.07 元")
    assert (first.place, first.subject, first.mark.due_on) == (WorkPlace.LEDGERS, 2026, date(2027, 1, 31))

    office.now = NEW_YEAR_2027
    office.carry(2026)
    assert [each.title for each in waits(office, NEW_YEAR_2027)] == [second.title]


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2026, 12, 31), 0), (date(2027, 1, 1), 2), (date(2027, 1, 31), 2), (date(2027, 2, 1), 0)],
)
def test_it_is_told_in_january(office, day, count):
    assert len(waits(office, at(day, "09:00"))) == count


@pytest.mark.parametrize("who", [CITY, OTHER_DISTRICT, SCHOOL, AUDITOR])
def test_nobody_else_is_told(office, who):
    assert waits(office, NEW_YEAR_2027, who) == []
