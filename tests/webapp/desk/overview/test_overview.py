"""The overview of each role: what needs one, the place now, how supervision stands; and two lists."""

import re
from datetime import timedelta

import pytest

from tests.factories import MONDAY, a_class, at, punches
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    enrol,
    register_staff,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.classes.views.find_class import find_class
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.people.acts.file_request import file_request
from training.people.terms import RequestKind
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.trainees import Enrolment
from training.worklist.terms import WorkPlace
from webapp.desk.overview.pages.work import ADDRESSES

NINE = at(MONDAY, "09:00")
SUPERVISION = ("反馈时钟", "欠查，按距结业天数", "近 30 天查班结论")
OFFICE = ("需要我处理 全部", *SUPERVISION)


@pytest.fixture
def offices(world: World) -> World:
    """Monday at nine: BT-9 of four trainees is on, and BT-0 ended and nobody checked it."""
    world.now = NINE
    with world.database.writing() as session:
        register_staff(session)
        enrol(session, "BT-9", 4)
        a_class(session, "BT-0", is_key_group=True, starts_on=MONDAY - timedelta(days=40))
    return world


def text(world: World, who: str, path: str = "/desk") -> str:
    answer = staff_client(world, who).get(path)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<(title id|/title)[^>]*>|<[^>]+>", " ", answer.text).split())


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        (CITY, (*OFFICE, "全市此刻", "旗县区对比", "可疑迹象"), ()),
        (DISTRICT, (*OFFICE, "本旗县区此刻", "培训机构对比", "可疑迹象"), ("全市此刻",)),
        (
            SCHOOL,
            ("需要我处理 全部", "本校此刻", "本半天的班", "BT-9 08:30–11:30 电工"),
            (*SUPERVISION, "对比"),
        ),
        (AUDITOR, (*SUPERVISION, "全市此刻", "旗县区对比"), ("需要我处理 全部", "可疑迹象")),
    ],
)
def test_each_role_has_the_parts_that_it_may_see(who, seen, unseen, offices):
    page = text(offices, who)

    assert [each for each in seen if each not in page] == []
    assert [each for each in unseen if each in page] == []


def test_numbers_of_the_board_stand_in_the_table_beside_it(offices):
    with offices.database.writing() as session:
        enrol(session, "BT-8", 4, district="青山区", institution="育才学校")
        punches(session, find_class(session, "BT-8"), MONDAY, ["08:20"], number="2")

    page = text(offices, OTHER_DISTRICT)

    assert "BT-8 08:30–11:30 电工 青山区 · 育才学校 1 / 4 人 低于 80%" in page
    assert "育才学校 1 1/4 25.0% 1" in page.partition("培训机构对比")[2]


@pytest.mark.parametrize(
    ("clock", "tile", "rate"),
    [
        ("07:44", "4 人 未开始", "— "),
        ("08:16", "0 / 4 人 签到中", "— "),
        ("08:45", "1 / 4 人 签到中", "— "),
        ("08:46", "1 / 4 人 低于 80%", "28.6% "),
    ],
)
def test_nobody_is_called_missing_before_the_sign_in_is_over(clock, tile, rate, offices):
    offices.now = at(MONDAY, clock)

    page = text(offices, SCHOOL)

    assert f"BT-9 08:30–11:30 电工 昆都仑区 · 包头市第一培训学校 {tile}" in page
    assert f"到课率 {rate}" in page
    assert ("未到 5 人" in page) is (clock == "08:46")


def test_what_is_owed_leads_to_where_it_is_done(offices):
    page = staff_client(offices, CITY).get("/desk").text
    with offices.database.reading() as session:
        ended, running = (find_class(session, each).public_id for each in ("BT-0", "BT-9"))

    assert f'href="/feedback/{ended}"' in page
    assert f'href="/desk/classes/{running}/checks"' in page
    assert "BT-0 电工没有检查过，反馈时要写原因" in page


@pytest.mark.parametrize("who", [CITY, DISTRICT])
def test_chips_count_their_kinds_and_a_chip_shows_its_own(who, offices):
    whole = text(offices, who, "/desk/work")
    checks = text(offices, who, "/desk/work?kind=CHECK")

    count = int(re.search(r"查班 (\d+)", whole.partition("事项")[2])[1])
    assert checks.count("还欠") == count > 0
    assert "检查结果待反馈" not in checks


@pytest.mark.parametrize(
    "query", ["kind=NOTHING", "after=nonsense", "kind=CHECK&after=2026-99-99_CHECK_1", "after="]
)
def test_an_address_that_nobody_understands_shows_the_first_page(query, offices):
    assert "还欠市查" in text(offices, CITY, f"/desk/work?{query}")


def test_a_list_that_is_done_says_what_comes_here(offices):
    assert "现在没有要您处理的事。" in text(offices, AUDITOR, "/desk/work")


def test_the_whole_list_is_found_page_by_page(offices):
    with offices.database.writing() as session:
        for number in range(60):
            a_class(session, f"K-{number:02}", is_key_group=True, days=3 + number % 3)
    client = staff_client(offices, DISTRICT)
    seen, address = [], "/desk/work?kind=CHECK"
    while address:
        page = client.get(address).text
        seen += re.findall(r"(K-\d+) 电工还欠区查 1 次</a>", page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""

    assert len(seen) == len(set(seen)) == 60


def test_the_menu_counts_what_waits_on_every_page(offices):
    with offices.database.writing() as session:
        own = find_class(session, "BT-9")
        trainee = (
            session.query(Enrolment).filter_by(class_id=own.id).order_by(Enrolment.id).first().trainee_id
        )
        file_request(session, trainee, RequestKind.ACCESS, "要一份", now=NINE)

    menu = text(offices, DISTRICT, "/desk/classes").partition("欠查")[0]

    assert "个人信息请求 ，待办 1" in menu
    assert "补卡申请 ，" not in menu


def test_alerts_are_chosen_by_what_they_are_about_and_by_whether_they_were_told(offices):
    with offices.database.writing() as session:
        own = find_class(session, "BT-9")
        for kind in ("owed_check", "correction_asked"):
            raise_alert(session, AlertDraft(kind, kind, f"{kind}的话", Audience.INSPECTORS, own), now=NINE)

    assert "owed_check的话" in text(offices, DISTRICT, "/desk/alerts?of=CHECKS")
    assert "correction_asked的话" not in text(offices, DISTRICT, "/desk/alerts?of=CHECKS")
    assert "没有符合条件的提醒" in text(offices, DISTRICT, "/desk/alerts?state=told")
    assert "correction_asked的话" in text(offices, DISTRICT, "/desk/alerts?state=here&of=nothing")


def test_who_is_missing_is_a_page_of_names_and_whoever_looks_is_noted(offices):
    page = text(offices, SCHOOL, "/desk/missing")
    with offices.database.reading() as session:
        looks = list_looks(session, Wanted(), 9)

    assert "BT-9 电工 上午" in page
    assert "学员3 、 学员4" in page
    assert [each.subject for each in looks] == ["/desk/missing"]


def test_every_place_of_work_has_an_address(offices):
    assert set(ADDRESSES) == set(WorkPlace)
    assert {endpoint for endpoint, _ in ADDRESSES.values()} <= set(offices.app.view_functions)
