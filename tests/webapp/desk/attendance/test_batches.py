"""R43: the pages of punches that wait: the list, one batch with what it would move, and the decision."""

import re
from datetime import timedelta

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.house.counting import counted
from tests.training.attendance.late_batches import (
    DAYS,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    hours,
    moments_of,
)
from tests.training.attendance.reminding import staff_of
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.attendance.views.late import list_batches
from training.classes.views.find_class import find_institution
from training.notice.terms import Role

INDEX = "/desk/batches"
CITY, DISTRICT, ELSEWHERE, AUDITOR = "市级", "旗县区昆都仑区", "旗县区青山区", "审计"


@pytest.fixture
def late(bare: World) -> World:
    """A whole week typed by hand, 80 days after the class of 王芳 ended; batch 1 of the list."""
    bare.now = WEEKS_LATER
    a_class_with_machine(bare.database)
    with bare.database.writing() as session:
        for role, place in (
            (Role.CITY, ""),
            (Role.DISTRICT, "昆都仑区"),
            (Role.DISTRICT, "青山区"),
            (Role.AUDITOR, ""),
        ):
            staff_of(session, role, place)
    hand_in(bare.database, moments_of(*DAYS), WEEKS_LATER)
    return bare


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True)))


def name(late: World, role: Role, place: str = "") -> str:
    return f"{role.words}{place}"


def batch(late: World) -> str:
    shown = staff_client(late, name(late, Role.CITY)).get(INDEX).get_data(as_text=True)
    return re.findall(rf'href="({INDEX}/\d+)"', shown)[0]


def test_the_list_says_of_which_class_machine_and_days_it_is_and_why_it_waits(late):
    shown = text(staff_client(late, name(late, Role.DISTRICT, "昆都仑区")).get(INDEX))

    assert all(
        each in shown
        for each in ("BT-1", "6012", f"{DAYS[0]}", f"{DAYS[-1]}", "迟交打卡", "张会计", "包头市第一培训学校")
    )


def test_the_page_says_whom_it_would_make_qualified(late):
    shown = text(staff_client(late, name(late, Role.DISTRICT, "昆都仑区")).get(batch(late)))

    assert "1 人，10 个半天" in shown
    assert "王芳" in shown
    assert "王芳" not in text(staff_client(late, name(late, Role.AUDITOR)).get(batch(late)))


@pytest.mark.parametrize(("verdict", "halves", "state"), [("approve", 80, "已接受"), ("refuse", 0, "未接受")])
def test_the_district_decides_with_a_reason_and_the_page_says_so(late, verdict, halves, state):
    client, where = staff_client(late, name(late, Role.DISTRICT, "昆都仑区")), batch(late)

    answer = fill_in(client, where, where, verdict=verdict, reason="看过签到表")

    assert (answer.status_code, hours(late.database)) == (303, halves)
    shown = text(client.get(where))
    assert (state in shown, "看过签到表" in shown) == (True, True)
    assert "没有待确认的批次" in text(client.get(INDEX))
    assert state in text(client.get(f"{INDEX}?view=已决定"))


def test_without_a_reason_nothing_is_decided_and_what_was_said_stays(late):
    client, where = staff_client(late, name(late, Role.CITY)), batch(late)

    answer = fill_in(client, where, where, verdict="approve", reason=" ")

    assert (answer.status_code, "要写明原因" in text(answer), hours(late.database)) == (422, True, 0)
    assert re.search(r'value="approve" required checked', answer.get_data(as_text=True))


def test_what_somebody_decided_first_stands(late):
    where = batch(late)
    city, district = (
        staff_client(late, name(late, *who)) for who in ((Role.CITY,), (Role.DISTRICT, "昆都仑区"))
    )
    form = hidden_fields(district, where, where) | {"verdict": "approve", "reason": "有签到表"}
    fill_in(city, where, where, verdict="refuse", reason="没有签到表")

    answer = district.post(where, data=form)

    assert (answer.status_code, "已经有人决定过" in text(answer)) == (409, True)
    assert hours(late.database) == 0


def test_another_district_finds_neither_the_batch_nor_a_line_of_it(late):
    client, where = staff_client(late, name(late, Role.DISTRICT, "青山区")), batch(late)

    assert client.get(where).status_code == 404
    assert client.post(where, data={"verdict": "approve", "reason": "可以"}).status_code == 404
    assert "没有待确认的批次" in text(client.get(INDEX))


def test_an_auditor_sees_and_decides_nothing(late):
    client, where = staff_client(late, name(late, Role.AUDITOR)), batch(late)

    assert (client.get(where).status_code, hidden_fields(client, where, where)) == (200, {})
    assert client.post(where, data={"verdict": "approve", "reason": "可以"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["?view=没有", "?after=-1", "?after=99999999999", "/99999999999999999999"]
)
def test_an_address_that_nobody_made_is_not_found(late, address):
    assert staff_client(late, name(late, Role.CITY)).get(INDEX + address).status_code == 404


def test_a_long_list_goes_on_by_key_and_asks_no_more_often(late):
    def asked() -> int:
        client = staff_client(late, name(late, Role.CITY))
        with counted(late.database) as tally:
            client.get(INDEX)
        return tally.figures.statements

    short = asked()
    for number in range(list_batches.A_PAGE + 1):
        moments = [each + timedelta(seconds=1 + number) for each in moments_of(DAYS[0])]
        hand_in(late.database, moments, WEEKS_LATER)
    client = staff_client(late, name(late, Role.CITY))

    first = client.get(INDEX).get_data(as_text=True)
    rest = client.get(re.search(r'rel="next" href="([^"]*)"', first).group(1).replace("&amp;", "&"))

    links = [set(re.findall(rf"{INDEX}/(\d+)", each)) for each in (first, rest.get_data(as_text=True))]
    assert [len(each) for each in links] == [list_batches.A_PAGE, 2]
    assert links[0].isdisjoint(links[1])
    assert asked() == short


def test_a_batch_of_two_districts_is_seen_by_both(late):
    with late.database.writing() as session:
        school = find_institution(session, "包头市第一培训学校").name
        own = a_class(session, "BT-2", institution=school, district="青山区", starts_on=MONDAY, days=5)
        an_enrolment(session, own, a_trainee(session, "李强", "13800000002"), "1")

    for place in ("昆都仑区", "青山区"):
        assert "BT-1、BT-2" in text(staff_client(late, name(late, Role.DISTRICT, place)).get(INDEX))
    assert at(MONDAY, "08:00") < late.now
