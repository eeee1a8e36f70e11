"""The code on a printed record leads whoever holds the paper to a page that verifies it (R33, R39, R69)."""

import json
import re
from uuid import uuid4

import pytest

from tests.training.checks.checking import AUDITOR, CITY, OTHER_DISTRICT, SCHOOL, enrol, register_staff
from tests.webapp.checks.inspecting import Inspector, an_inspector, staff_client, words
from training.checks.rules.verifications import MOST_OF_ADDRESS, digest_of
from webapp.verify.pages.codes import QUIET_ZONE, RecordCode


@pytest.fixture
def inspector(world):
    with world.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 6)
    return an_inspector(world, class_id)


def printed(inspector: Inspector) -> str:
    """The path that stands on the paper."""
    found = re.search(
        r"http://127\.0\.0\.1:8000(/verify/checks/[0-9a-f-]+/[0-9a-f]{64})", inspector.open("/record").text
    )
    assert found
    return found[1]


def test_the_code_on_the_paper_leads_anybody_to_the_record_of_today(world, inspector):
    inspector.everything_needed()
    inspector.send("/end")
    path = printed(inspector)

    page = world.client().get(path)

    assert "校验码相符" in words(page)
    for said in (
        "检查编号 BT-C-市1",
        "班号 BT-C",
        "级别 市本级",
        "方式 电话查班",
        "日期 2026-03-03",
        "结论 合格",
    ):
        assert said in words(page)
    assert "状态 已结束" in words(page)


def test_no_name_and_no_phone_is_on_the_page(world, inspector):
    inspector.everything_needed()
    page = world.client().get(printed(inspector)).text

    assert not re.search(rf"学员\d|1370000|137 0000|137\*|{CITY}", page)


def test_a_record_that_changed_since_it_was_printed_says_so(world, inspector):
    path = printed(inspector)
    inspector.everything_needed()
    inspector.send("/end")

    assert "校验码不符" in words(world.client().get(path))
    assert "校验码相符" in words(world.client().get(printed(inspector)))


@pytest.mark.parametrize(
    "change", [lambda path: path[:-1], lambda path: path[:-1] + "x", lambda path: path + "0"]
)
def test_what_is_no_code_is_not_found(world, inspector, change):
    assert world.client().get(change(printed(inspector))).status_code == 404


def test_a_record_that_is_not_there_is_not_found_and_costs_nobody_a_look(world, inspector):
    path = printed(inspector)
    digest = path.rpartition("/")[2]
    client = world.client()

    guesses = {
        client.get(f"/verify/checks/{uuid4()}/{digest}").status_code for _ in range(MOST_OF_ADDRESS + 1)
    }

    assert guesses == {404}
    assert client.get(path).status_code == 200


def test_a_network_that_asks_too_often_waits_an_hour(world, inspector):
    path, client = printed(inspector), world.client()
    answers = [client.get(path).status_code for _ in range(MOST_OF_ADDRESS + 1)]
    world.pass_by(hours=1)

    assert answers == [200] * MOST_OF_ADDRESS + [429]
    assert client.get(path).status_code == 200


def test_the_export_is_that_of_the_command_and_has_the_digest_of_the_paper(inspector):
    inspector.everything_needed()

    answer = inspector.open("/export")

    assert answer.headers["Content-Disposition"].endswith("BT-C-%E5%B8%821.json")
    found = json.loads(answer.data)
    assert (found["format"], found["check"]["number"]) == ("chaban-check/1", "BT-C-市1")
    assert digest_of(found) == printed(inspector).rpartition("/")[2]


def test_the_draw_and_the_voided_one_before_it_are_verified_on_the_page(world, inspector):
    inspector.say(1)
    drawn = inspector.drawn()
    drawn.void()
    drawn.start(b"another seed")
    second = Inspector(world, CITY, drawn.check_id, drawn.class_id)

    page = words(second.open("/draw"))

    assert "✓ 一致：用存下的种子和名册重算" in page
    assert "✓ 带入人数" in page
    assert "✓ BT-C-市1 抽取顺序" in page
    assert digest_of(json.loads(second.open("/export").data)) in page
    assert "✗" not in page
    assert {"/export", "/draw"} <= set(
        re.findall(rf"/checks/{drawn.check_id}(/export|/draw)\"", second.open().text)
    )


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (AUDITOR, 200), (OTHER_DISTRICT, 404), (SCHOOL, 404)]
)
def test_export_and_draw_are_for_those_who_see_the_check(world, inspector, who, status):
    client = staff_client(world, who)

    assert {
        client.get(f"/checks/{inspector.check_id}{path}").status_code for path in ("/export", "/draw")
    } == {status}


def test_the_path_of_a_code_covers_exactly_its_dark_modules():
    code = RecordCode(f"https://chaban.example/verify/checks/{uuid4()}/{'a' * 64}").qr
    dark = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for step in range(int(length))
    }

    finder = {(x, 0) for x in range(7)} | {(0, y) for y in range(7)}
    assert {(x + QUIET_ZONE, y + QUIET_ZONE) for x, y in finder} <= dark
    assert min(min(place) for place in dark) == QUIET_ZONE
    assert max(max(place) for place in dark) == code.width - QUIET_ZONE - 1
