"""R08, R17: certificates of before on the pages: listed as 历史, a sign to who decides, the person's own."""

import pytest
from sqlalchemy import select

from tests.training.certificates.certified import (
    AFTER,
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    SCHOOL,
    a_listed_class,
    an_office,
    pass_filing,
)
from tests.training.certificates.taking_over import bring, bring_series, old
from tests.webapp.checks.inspecting import staff_client, words
from tests.webapp.conftest import PHONE, World
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.signing import Wish
from training.results.terms import Result
from training.staff.views.find_staff import find_staff

PAST = "/desk/certificates/past"
SIGN = "以前取得过同工种同等级：历史证书 旧-1"


@pytest.fixture
def world(bare: World) -> World:
    """王芳 of a class whose list nobody has approved yet, and the district's ledger of 2019."""
    bare.now = AFTER
    with bare.database.writing() as session:
        own = a_listed_class(session)
        an_office(session, own)
        pass_filing(session, own)
        wish = Wish(Result.QUALIFIED, reason="按创业培训规定")
        sign_verdict(session, find_staff(session, DISTRICT), own.public_id, wish, now=AFTER)
        who = session.scalars(select(Trainee.id_number).where(Trainee.phone_index == PHONE)).one()
        bring(session, old("旧-1", who, paid_fen=120000), who=DISTRICT)
        bring_series(session, 356)
    return bare


def test_the_offices_see_the_list_and_a_school_does_not(world):
    seen = {who: staff_client(world, who).get(PAST).status_code for who in (CITY, DISTRICT, AUDITOR, SCHOOL)}

    assert seen == {CITY: 200, DISTRICT: 200, AUDITOR: 200, SCHOOL: 404}


def test_a_line_is_marked_and_masked_and_another_district_has_none(world):
    page = words(staff_client(world, CITY).get(PAST))
    elsewhere = words(staff_client(world, ELSEWHERE).get(PAST))
    file = staff_client(world, AUDITOR).get(f"{PAST}/list.csv").get_data(as_text=True)

    assert "旧-1 历史 王芳" in page
    assert "150200Y 2026 000356 000357" in page
    assert "还没有历史证书" in elsewhere
    assert "旧-1,历史,王*,1" in file
    assert "1,200.00" in file


def test_a_line_is_found_by_number_name_and_trade(world):
    city = staff_client(world, CITY)

    def finds(said: str) -> bool:
        return "旧-1" in words(city.get(PAST, query_string={"q": said}, follow_redirects=True))

    assert [finds(each) for each in ("旧1", "王芳", "电工", "焊工")] == [True, True, True, False]


def test_who_decides_a_list_is_told_and_a_school_is_not(world):
    with world.database.reading() as session:
        page = f"/desk/classes/{session.scalars(select(TrainingClass.public_id)).one()}/result"

    assert f"{SIGN}，2019-06-28，历史拨付 1,200.00 元" in words(staff_client(world, DISTRICT).get(page))
    assert SIGN not in words(staff_client(world, SCHOOL).get(page))


def test_the_person_reads_the_own_one(world):
    assert "旧-1 电工 五级 2019-06-28 发证" in world.signed_in().get("/me").get_data(as_text=True)
