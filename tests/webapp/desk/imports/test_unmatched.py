"""R43: punches of numbers in no roster are listed number by number, for whoever can bring the roster."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, SCHOOL, an_institution, at, hand
from tests.house.counting import counted
from tests.training.rosters.changing import CITY, DISTRICT, ELSEWHERE, a_class_with_people
from tests.training.rosters.changing import SCHOOL as TEACHER
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import World
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow

PAGE = "/desk/imports/unmatched"


@pytest.fixture
def desk(bare: World) -> World:
    """Number 77 punched twice, number 1 is 学员1."""
    with bare.database.writing() as session:
        a_class_with_people(session)
        rows = [
            PunchRow(line, number, at(MONDAY, clock))
            for line, (number, clock) in enumerate((("77", "08:20"), ("77", "17:10"), ("1", "08:21")), 1)
        ]
        import_punches(session, rows, hand(when=at(MONDAY, "18:00")), an_institution(session))
    bare.now = at(MONDAY, "19:00")
    return bare


def test_a_school_sees_its_own_at_once(desk):
    shown = words(staff_client(desk, TEACHER).get(PAGE))

    assert "2 次打卡，1 个考勤号" in shown
    assert "考勤号没有登记" in shown


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (DISTRICT, 200), (ELSEWHERE, 404)])
def test_an_office_says_of_which_school_and_sees_those_in_its_reach(desk, who, status):
    client = staff_client(desk, who)

    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}?institution={SCHOOL}").status_code == status


@pytest.mark.parametrize(("days", "is_shown"), [(60, True), (61, False)])
def test_what_is_older_than_sixty_days_is_left_out(desk, days, is_shown):
    desk.now = at(MONDAY, "08:20") + timedelta(days=days)

    shown = words(staff_client(desk, TEACHER).get(PAGE))

    assert ("1 个考勤号" in shown) is is_shown


def test_the_page_asks_no_more_often_the_more_there_are(desk):
    def statements() -> object:
        client = staff_client(desk, TEACHER)
        with counted(desk.database) as tally:
            assert client.get(PAGE).status_code == 200
        return tally.figures

    few = statements()
    with desk.database.writing() as session:
        rows = [PunchRow(each, str(100 + each), at(MONDAY, "08:30")) for each in range(1, 60)]
        import_punches(session, rows, hand(when=at(MONDAY, "18:30")), an_institution(session))

    assert statements() == few
