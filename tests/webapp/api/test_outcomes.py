"""Programs of staff read rates as numbers of people (R11, R23, R56)."""

import pytest

from tests.factories import SCHOOL, a_class
from tests.training.follow_ups.recorded import AGAIN, a_person, a_step, an_answer
from tests.webapp.api.test_staff import program
from training.follow_ups.terms import WorkStatus
from training.notice.terms import Role


@pytest.fixture
def followed(bare):
    """Three people of one class; one works, one was not reached, one was not asked."""
    with bare.database.writing() as session:
        own = a_class(session, "BT-30", lessons=False)
        first, second, _ = (a_step(session, a_person(session, own, name)) for name in ("甲", "乙", "丙"))
        an_answer(session, first, has_proof=True)
        an_answer(session, second, WorkStatus.UNREACHABLE)
    bare.now = AGAIN
    return bare


def test_a_program_reads_people_by_what_became_of_them(followed):
    told = program(followed, Role.CITY).get("/api/v1/outcomes?year=2026&quarter=2").json

    assert (told["total"], told["note"]) == (1, "以自治区系统数据为准")
    (own,) = told["items"]
    assert (own["name"], own["after_days"], own["people"]) == (SCHOOL, 30, 3)
    assert (own["employed"], own["employed_proved"], own["employed_permille"]) == (1, 1, 333)
    assert (own["unreachable"], own["unasked"], own["started_permille"]) == (1, 1, 0)


def test_a_district_reads_its_own_and_another_one_nothing(followed):
    here, elsewhere = (
        program(followed, Role.DISTRICT, name).get("/api/v1/outcomes?year=2026&by=class").json
        for name in ("昆都仑区", "青山区")
    )

    assert [each["name"] for each in here["items"]] == ["BT-30"]
    assert elsewhere["items"] == []


@pytest.mark.parametrize("query", ["", "year=2022", "year=2026&quarter=5", "year=2026&by=person"])
def test_what_is_no_period_or_grouping_is_refused(followed, query):
    assert program(followed, Role.CITY).get(f"/api/v1/outcomes?{query}").status_code == 422
