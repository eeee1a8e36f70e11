"""R56: the city works off what was drawn, without seeing first what was recorded."""

import pytest
from sqlalchemy import select

from tests.training.follow_ups.recorded import (
    AGAIN,
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    SCHOOL,
    AskingAgain,
    a_person,
    a_step,
    an_answer,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.notice.shares import rank
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer

SAID = {"status": "employed", "employer": "蒙草生态", "asked_on": "2026-05-06", "note": ""}


@pytest.fixture
def world(world: World) -> World:
    world.now = AGAIN
    return world


@pytest.fixture
def asking(world: World) -> AskingAgain:
    return AskingAgain(world.database)


def test_what_was_recorded_is_hidden_until_it_is_written_down_what_was_told(world, asking):
    client = staff_client(world, CITY)
    address = f"/desk/back-checks/{asking.answer}"

    before = client.get(address).text
    assert "鑫源餐饮" not in before
    assert "138 0000 0001" in before
    assert "2026-05-04" in before
    assert client.post(address, data=SAID).status_code == 303

    after = client.get(address).text
    assert all(each in after for each in ("鑫源餐饮", "蒙草生态", "说法不一样", "不计入就业率"))
    assert "tel:" not in after


def test_the_list_leads_from_one_to_the_next(world, asking):
    with world.database.writing() as session:
        own = session.scalars(select(FollowUp)).one().enrolment.training_class
        other = an_answer(session, a_step(session, a_person(session, own, "李丽", "13800000002"))).public_id
    client = staff_client(world, CITY)

    assert f"/desk/back-checks/{asking.answer}" in client.get("/desk/back-checks").text
    client.post(f"/desk/back-checks/{asking.answer}", data=SAID)

    assert f'href="/desk/back-checks/{other}">下一条' in client.get(f"/desk/back-checks/{asking.answer}").text
    assert "王芳" in client.get("/desk/back-checks?state=otherwise").text
    assert "王芳" not in client.get("/desk/back-checks?state=waiting").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": ""}, "请先选对方说的就业状态"),
        ({"status": "x"}, "请先选对方说的就业状态"),
        ({"employer": " "}, "要写明单位名称"),
        ({"asked_on": ""}, "复核日期请按"),
        ({"asked_on": "5 月 6 日"}, "复核日期请按"),
        ({"asked_on": "2026-05-07"}, "复核日期晚于今天"),
        ({"since": "2026-13-01"}, "起始日期请按"),
    ],
)
def test_what_cannot_be_is_said_beside_what_was_typed(world, asking, fields, words):
    answer = staff_client(world, CITY).post(f"/desk/back-checks/{asking.answer}", data=SAID | fields)

    assert answer.status_code in (400, 422)
    assert words in answer.text
    assert "鑫源餐饮" not in answer.text
    assert asking.kept() is None


def test_who_is_not_reached_is_tried_on_another_day_and_the_next_one_is_offered(world, asking):
    with world.database.writing() as session:
        own = session.scalars(select(FollowUp)).one().enrolment.training_class
        other = an_answer(session, a_step(session, a_person(session, own, "李丽", "13800000002"))).public_id
    client, address = staff_client(world, CITY), f"/desk/back-checks/{asking.answer}"
    nobody = {"status": "unreachable", "asked_on": "2026-05-06", "note": "无人接"}

    assert client.post(address, data=nobody).status_code == 303
    tried = client.get(address).text
    assert all(each in tried for each in ("1 天没打通", "2026-05-06 李敏：无人接", "今天已经打过"))
    assert f'href="/desk/back-checks/{other}">先打下一条' in tried
    assert "鑫源餐饮" not in tried
    again = client.post(address, data=nobody)
    assert (again.status_code, "请换一天再打" in again.text) == (409, True)
    assert "1 天没打通" in client.get("/desk/back-checks").text
    auditor = staff_client(world, AUDITOR).get(address).text
    assert "无人接" not in auditor
    assert "2026-05-06 李敏：不显示" in auditor


def test_a_form_that_is_sent_twice_counts_once(world, asking):
    client = staff_client(world, CITY)
    form = SAID | {"form_key": "one and the same"}

    answers = [client.post(f"/desk/back-checks/{asking.answer}", data=form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert asking.kept().agrees is False


def test_the_district_learns_of_a_draw_after_it_was_asked_and_other_offices_never(world, asking):
    address = f"/desk/back-checks/{asking.answer}"
    assert staff_client(world, DISTRICT).get(address).status_code == 404
    assert "待复核" not in staff_client(world, DISTRICT).get("/desk/back-checks").text

    staff_client(world, CITY).post(address, data=SAID)

    assert "说法不一样" in staff_client(world, DISTRICT).get(address).text
    assert [staff_client(world, each).get(address).status_code for each in (ELSEWHERE, SCHOOL)] == [404, 404]


def test_an_auditor_reads_without_name_phone_or_what_was_typed(world, asking):
    client, address = staff_client(world, AUDITOR), f"/desk/back-checks/{asking.answer}"
    before = client.get(address).text
    assert "待复核" in before
    assert "市里还没有复核" in before
    assert client.post(address, data=SAID).status_code == 404

    staff_client(world, CITY).post(address, data=SAID | {"note": "王芳的姐姐接的"})

    pages = before + client.get(address).text + client.get("/desk/back-checks?state=otherwise").text
    for hidden in ("王芳", "0000 0001", "13800000001", "蒙草", "鑫源", "姐姐"):
        assert hidden not in pages
    assert "不显示" in pages


def test_the_ground_of_the_draw_is_for_whoever_records_no_answers(world, asking):
    with world.database.reading() as session:
        seed = session.scalars(select(FollowUpAnswer.seed)).one()
    text = staff_client(world, AUDITOR).get("/desk/back-checks/draws.csv").data.decode("utf-8-sig")

    assert seed.hex() in text
    assert rank(asking.answer, seed)[:16] in text
    assert "王芳" not in text
    refused = [staff_client(world, who).get("/desk/back-checks/draws.csv") for who in (DISTRICT, SCHOOL)]
    assert [each.status_code for each in refused] == [404, 404]


def test_it_waits_in_the_worklist_of_the_city_then_of_the_district(world, asking):
    assert "去复核" in staff_client(world, CITY).get("/desk/work").text
    assert "复核不符" not in staff_client(world, DISTRICT).get("/desk/work").text

    staff_client(world, CITY).post(f"/desk/back-checks/{asking.answer}", data=SAID)

    assert "去复核" not in staff_client(world, CITY).get("/desk/work").text
    assert "请重新回访" in staff_client(world, DISTRICT).get("/desk/work").text
    assert "王芳" not in staff_client(world, DISTRICT).get("/desk/work").text
