"""R25: the pages of 人员增减: what waits, one request, and asking for one."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import an_id_number, at
from tests.house.counting import counted
from tests.training.rosters.changing import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    ELSEWHERE,
    LAST,
    OTHER_SCHOOL,
    SCHOOL,
    Changing,
    a_class_with_people,
    day,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment, Trainee

INDEX = "/desk/roster-changes"
NEW = {"name": "新来者", "id_number": an_id_number(21), "phone": "13800000021", "attendance_number": "21"}


@pytest.fixture
def desk(bare: World) -> World:
    """On the first day of a class of five people."""
    with bare.database.writing() as session:
        a_class_with_people(session)
    bare.now = at(day(0), "10:00")
    return bare


def changing(desk: World) -> Changing:
    return Changing(desk.database, desk.now.date())


def form_of(desk: World) -> str:
    with desk.database.reading() as session:
        return f"/desk/classes/{session.scalars(select(TrainingClass.public_id)).one()}/roster/change"


def leaver(desk: World, name: str = "学员1") -> str:
    with desk.database.reading() as session:
        named = select(Enrolment.public_id).join(Trainee).where(Trainee.name == name)
        return str(session.scalars(named).one())


def ask(desk: World, who: str = SCHOOL, **typed: str):
    page = form_of(desk)
    filled = {"effective_on": str(day(0)), "reason": "补足名额", **typed}
    return fill_in(staff_client(desk, who), page, page, **filled)


def text(answer) -> str:
    return re.sub(r"<[^>]*>", "", answer.get_data(as_text=True))


def test_a_school_asks_for_somebody_and_its_district_agrees(desk):
    answer = ask(desk, kind="增加", **NEW)
    assert (answer.status_code, INDEX in answer.location) == (303, True)
    listed = text(staff_client(desk, DISTRICT).get(INDEX))
    assert ("新来者" in listed, "补足名额" in listed) == (True, True)

    done = fill_in(staff_client(desk, DISTRICT), answer.location, answer.location, verdict="approve")

    assert done.status_code == 303
    assert "新来者" in changing(desk).roster()
    assert "已同意" in text(staff_client(desk, SCHOOL).get(answer.location))


def test_who_comes_is_shown_masked_and_to_an_auditor_without_the_name(desk):
    where = ask(desk, kind="增加", **NEW).location

    district, auditor = (text(staff_client(desk, who).get(where)) for who in (DISTRICT, AUDITOR))

    assert NEW["id_number"] not in district
    assert NEW["phone"] not in district
    assert ("新来者" in district, "新来者" in auditor) == (True, False)


@pytest.mark.parametrize("who", [ELSEWHERE, OTHER_SCHOOL])
def test_others_find_neither_the_request_nor_the_form(desk, who):
    where = ask(desk, kind="增加", **NEW).location
    client = staff_client(desk, who)

    assert client.get(where).status_code == 404
    assert client.get(form_of(desk)).status_code == 404
    assert "新来者" not in text(client.get(f"{INDEX}?state=全部"))


@pytest.mark.parametrize("who", [CITY, SCHOOL, AUDITOR])
def test_who_may_not_decide_finds_no_form_of_it(desk, who):
    where = ask(desk, kind="增加", **NEW).location
    client = staff_client(desk, who)

    assert hidden_fields(client, where, where) == {}
    assert client.post(where, data={"verdict": "approve"}).status_code == 404


def test_whoever_asked_is_told_that_another_one_decides(desk):
    where = ask(desk, DISTRICT, kind="增加", **NEW).location

    own, colleagues = (staff_client(desk, who) for who in (DISTRICT, COLLEAGUE))

    assert "这一条是您提出的" in text(own.get(where))
    assert own.post(where, data={"verdict": "approve"}).status_code == 403
    assert hidden_fields(colleagues, where, where)


def test_a_withdrawal_of_the_first_days_counts_at_once_and_stands_in_the_list(desk):
    answer = ask(desk, kind="退出", leaver=leaver(desk), effective_on=str(day(1)))

    assert "学员1" not in changing(desk).roster(on=day(1))
    assert "已生效" in text(staff_client(desk, DISTRICT).get(answer.location))
    assert "学员1" in text(staff_client(desk, DISTRICT).get(f"{INDEX}?state=已生效"))


def test_a_swap_shows_who_goes_and_who_comes(desk):
    where = ask(desk, kind="替换", leaver=leaver(desk), **NEW).location

    shown = staff_client(desk, DISTRICT).get(where).get_data(as_text=True)

    assert ("<del>学员1</del>" in shown, "<ins>新来者</ins>" in shown) == (True, True)
    assert "不变，一人换一人" in shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"kind": "增加"}, "姓名"),
        ({"kind": "增加", **NEW, "id_number": "150203199003077724"}, "身份证号"),
        ({"kind": "增加", **NEW, "phone": "123"}, "联系电话"),
        ({"kind": "增加", **NEW, "attendance_number": "1"}, "考勤号已由班级 BT-1"),
        ({"kind": "增加", **NEW, "reason": " "}, "要写明原因"),
        ({"kind": "增加", **NEW, "effective_on": "明天"}, "生效日期"),
        ({"kind": "退出"}, "退出的学员"),
        ({"kind": ""}, "增加、退出还是替换"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, typed, why):
    answer = ask(desk, **typed)

    assert answer.status_code == 422
    assert why in text(answer)
    assert all(value in answer.get_data(as_text=True) for value in typed.values() if value.strip())
    with desk.database.reading() as session:
        assert session.scalars(select(RosterChange)).all() == []


def test_the_form_says_what_each_kind_comes_to_today(desk):
    page = form_of(desk)
    first = text(staff_client(desk, SCHOOL).get(page))
    desk.now = at(day(4), "10:00")
    later = text(staff_client(desk, SCHOOL).get(page))

    assert ("由旗县区审核，同意后生效" in first, "马上生效，旗县区会看到" in first) == (True, True)
    assert ("最晚到 2026-03-05" in later, "马上生效" in later.replace("开班前：马上生效", "")) == (True, True)


def test_after_the_end_the_form_is_refused_and_the_try_is_a_signal(desk):
    desk.now = at(LAST + timedelta(days=80), "10:00")

    answer = ask(desk, kind="增加", **NEW)

    assert (answer.status_code, "已于 2026-03-13 结业" in text(answer)) == (409, True)
    assert changing(desk).signals() == ["结业后入册"]
    assert len(changing(desk).alerts("joined_late")) == 1


def test_a_form_sent_twice_asks_once(desk):
    page, client = form_of(desk), staff_client(desk, SCHOOL)
    filled = {"kind": "增加", "effective_on": str(day(0)), "reason": "补足名额", **NEW}
    filled |= hidden_fields(client, page, page)

    codes = [client.post(page, data=filled).status_code for _ in range(2)]

    assert codes == [303, 303]
    with desk.database.reading() as session:
        assert len(session.scalars(select(RosterChange)).all()) == 1


def test_the_list_is_filtered_by_class_and_paged_by_key(desk):
    for place in range(21, 21 + 52):
        changing(desk).add(place)
    client = staff_client(desk, DISTRICT)

    first = client.get(INDEX).get_data(as_text=True)
    older = re.search(r'rel="next" href="([^"]*)"', first)
    rest = text(client.get(older.group(1).replace("&amp;", "&")))

    assert ("学员72" in text(client.get(INDEX)), "学员21" in text(client.get(INDEX))) == (True, False)
    assert ("学员21" in rest, "学员22" in rest, "学员72" in rest) == (True, True, False)
    assert "没有符合的人员增减" in text(client.get(f"{INDEX}?class=BT-9"))


@pytest.mark.parametrize("address", ["?state=没有", "?before=-1", "?before=99999999999999"])
def test_an_address_that_nobody_made_is_not_found(desk, address):
    assert staff_client(desk, DISTRICT).get(INDEX + address).status_code == 404


def test_a_long_list_asks_no_more_often_than_a_short_one(desk):
    def asked() -> int:
        client = staff_client(desk, DISTRICT)
        with counted(desk.database) as tally:
            client.get(INDEX)
        return tally.figures.statements

    changing(desk).add(21)
    short = asked()
    for place in range(22, 52):
        changing(desk).add(place)

    assert asked() == short
